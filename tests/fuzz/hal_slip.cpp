// Whatever text a slip is given (names off a card, content): lines fit the paper and carry no printer
// command.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "hal/drivers/escpos_encoder.h"
#include "hal/slip_layout.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  constexpr int columns = 32;
  for (const auto& line : yz::hal::slip_lines(text, columns)) {
    for (const char c : line) yz::check(static_cast<unsigned char>(c) >= 0x20, "no command gets onto paper");
    (void)yz::hal::to_two_byte_gb18030(line);
  }
  return 0;
}
