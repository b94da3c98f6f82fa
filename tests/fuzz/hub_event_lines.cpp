// A batch of event lines as a kiosk posts it: framing, then each line read the way the apply queue does.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hub/event_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto lines = yz::hub::split_lines(body);
  if (!lines) return 0;
  for (const std::string_view line : *lines) {
    const auto event = yz::hub::read_event_line(line);
    if (!event) continue;
    const auto inside = yz::hub::line_inside(*event);
    if (inside) (void)yz::hub::read_event_line(*inside);
  }
  return 0;
}
