// The digits 0 to 9 as people write them: our own drawings, several of some.
#pragma once

#include <vector>

#include "kiosk/input/strokes.h"

namespace yz::kiosk {

struct DigitShape {
  char32_t digit{};
  std::vector<Stroke> strokes;
};

[[nodiscard]] std::vector<DigitShape> digit_shapes();

}  // namespace yz::kiosk
