// What a kiosk says of a file before it sends it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/ids.h"
#include "hub/upload_metadata.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto metadata = yz::hub::parse_upload_metadata(text)) {
    yz::check(yz::hub::hash_from_hex(metadata->sha256).has_value(), "a file is named by a hash");
    yz::check(yz::is_ulid(metadata->op), "an op is a ULID");
  }
  (void)yz::hub::parse_upload_checksum(text);
  return 0;
}
