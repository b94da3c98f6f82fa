// wishes.json of a pack; what is read must be written and read back as it was.
#include <cstdint>

#include "base/check.h"
#include "domain/content/wish_content_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  if (const auto content = yz::domain::parse_wish_content(json)) {
    const auto again = yz::domain::parse_wish_content(to_json(*content));
    yz::check(again && *again == *content, "a wish wall reads back as it was written");
    yz::check(!content->is_empty(), "a wish wall that was read is one");
  }
  return 0;
}
