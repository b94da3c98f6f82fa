// Whatever a scanner sends: a line is never longer than what we promise to take.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "hal/drivers/scan_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yz::hal::ScanLines lines;
  for (std::size_t i = 0; i < size; ++i) {
    const auto line = lines.take(data[i]);
    if (!line) continue;
    yz::check(line->text.size() <= yz::hal::code_bytes_max, "a line is bounded");
    yz::check(!line->too_long || line->text.empty(), "nothing of a line that is too long is kept");
  }
  return 0;
}
