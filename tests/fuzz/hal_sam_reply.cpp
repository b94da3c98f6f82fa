// Whatever an ID-card module sends: frames are found or refused, cards are read or refused.
#include <cstddef>
#include <cstdint>

#include "hal/drivers/sam_card.h"
#include "hal/drivers/sam_frame.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yz::hal::SamFrames frames;
  for (std::size_t i = 0; i < size; ++i) {
    const auto frame = frames.take(data[i]);
    if (frame && *frame) (void)yz::hal::parse_card((*frame)->data);
  }
  (void)yz::hal::parse_card({data, size});  // past the check byte, which a fuzzer seldom guesses
  return 0;
}
