// A line of a play: any bytes give an act or an error with words.
#include <cstdint>

#include "base/check.h"
#include "kiosk/app/play_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto line = yz::kiosk::parse_play_line({reinterpret_cast<const char*>(data), size});
  if (!line) yz::check(!line.error().what.empty(), "an error has words");
  return 0;
}
