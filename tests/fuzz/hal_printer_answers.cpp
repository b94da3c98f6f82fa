// Whatever a printer sends back: an answer more than there are bytes would be a loop.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "hal/drivers/escpos_status.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yz::hal::PrinterAnswers answers;
  std::size_t found = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == 0x65) answers.expect_presenter();
    if (answers.take(data[i])) ++found;
    for (int n = 0; n <= 5; ++n) (void)yz::hal::reasons_of(n, data[i], size % 2 == 0);
  }
  yz::check(found <= size, "an answer takes at least a byte");
  return 0;
}
