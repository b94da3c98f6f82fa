#include "tests/support/temp_dir.h"

#include <cstdlib>
#include <string>
#include <system_error>

#include "base/check.h"

namespace yz::test {

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "yizhan-test-XXXXXX").string();
  check(mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;  // a leftover in /tmp must not turn a passed test red
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace yz::test
