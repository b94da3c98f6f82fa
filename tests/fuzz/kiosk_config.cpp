// kiosk.toml: any bytes give a configuration or an error with words.
#include <cstdint>

#include "base/check.h"
#include "kiosk/app/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = yz::kiosk::parse_config(text, "kiosk.toml", "/assets");
  if (!config) yz::check(!config.error().what.empty(), "an error has words");
  return 0;
}
