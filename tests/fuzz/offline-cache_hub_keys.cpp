// The hub's answer with its keys, which a kiosk also keeps as a file.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "offline-cache/event_line.h"
#include "offline-cache/hub_keys.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto keys = yz::cache::parse_hub_keys({reinterpret_cast<const char*>(data), size});
  if (keys) yz::check(yz::cache::is_plain_word(keys->seal.id), "a key has a name that needs no quoting");
  return 0;
}
