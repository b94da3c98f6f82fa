// Whatever a HID device says of its reports, and whatever it then sends: a refusal, or codes of bounded
// length. The first byte is the descriptor's length; behind it come reports, each with its length before it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.h"
#include "hal/drivers/hid_pos.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span<const std::uint8_t> rest(data, size);
  const auto take = [&rest] {
    if (rest.empty()) return rest;
    const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 1);
    const auto part = rest.subspan(1, length);
    rest = rest.subspan(1 + length);
    return part;
  };
  auto layout = yz::hal::parse_hid_pos(take());
  if (!layout) return 0;
  yz::hal::HidPosReports reports(*layout);
  while (!rest.empty()) {
    const auto scan = reports.take(take());
    if (!scan) continue;
    yz::check(scan->text.size() <= yz::hal::code_bytes_max, "a code is bounded");
    yz::check(scan->too_long == scan->text.empty(), "a code has a text, or is too long");
  }
  return 0;
}
