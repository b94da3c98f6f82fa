// A line of --recognise: any bytes give strokes that can be looked at, or an error with words.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/check.h"
#include "kiosk/input/stroke_features.h"
#include "kiosk/input/written_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto written = yz::kiosk::parse_written_line({reinterpret_cast<const char*>(data), size});
  if (!written) {
    yz::check(!written.error().what.empty(), "an error has words");
    return 0;
  }
  const auto features = yz::kiosk::features_of(yz::kiosk::cleaned(written->strokes));
  yz::check(std::ranges::all_of(features, [](float value) { return std::isfinite(value); }),
            "features are numbers");
  return 0;
}
