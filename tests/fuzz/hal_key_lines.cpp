// Whatever a keyboard scanner's node sends: codes of bounded length, of what its keys can type.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "hal/drivers/key_lines.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yz::hal::KeyLines lines;
  for (std::size_t i = 0; i < size; ++i) {
    const auto line = lines.take(data[i]);
    if (!line) continue;
    yz::check(line->text.size() <= yz::hal::code_bytes_max, "a code is bounded");
    yz::check(line->too_long == line->text.empty(), "a code has a text, or is too long");
    yz::check(std::ranges::all_of(line->text, [](char c) { return c == '\t' || (c >= ' ' && c <= '~'); }),
              "a code is what keys type");
  }
  return 0;
}
