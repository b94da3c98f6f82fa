// The virtual printer's reader of outside bytes: no input may break it, make it hold on to more than its
// bounds, or make an order weigh more than what came in.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "hal/sim/escpos_decoder.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yz::sim::EscposDecoder decoder;
  std::vector<yz::sim::Step> steps;
  std::size_t done = 0;
  for (std::size_t i = 0; i < size; ++i) {
    steps.clear();
    decoder.feed(data[i], steps);
    for (const auto& step : steps) done += step.bytes;
    yz::check(done + decoder.unfinished_bytes() <= i + 1, "no more comes out than went in");
    yz::check(decoder.unfinished_bytes() <= yz::sim::picture_bytes_max + 16,
              "an unfinished order is bounded");
  }
  return 0;
}
