// notices.json of a pack; what is taken must be written and read back the same.
#include <cstdint>

#include "base/check.h"
#include "domain/content/notices_json.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto notices = parse_notices({reinterpret_cast<const char*>(data), size});
  if (!notices) return 0;
  const auto again = parse_notices(to_json(*notices));
  yz::check(again && *again == *notices, "notices read back as they were written");
  for (const Notice& notice : *notices)
    yz::check(is_current(notice, notice.from), "a notice is shown in its first minute");
  return 0;
}
