// Numbers as they are said. Pure. The words for digits come from assets/text: spoken.digit.0 … 9, spoken.ten,
// spoken.hundred, spoken.thousand, spoken.hour, spoken.minute, spoken.point, spoken.to; a language that has
// none of them keeps its digits.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "kiosk/app/texts.h"

namespace yz::kiosk {

struct SpokenWords {
  std::array<std::string, 10> digits;
  std::string ten, hundred, thousand;
  std::string hour, minute;  // 9:05 → nine `hour` zero five `minute`
  std::string point;         // 10.5
  std::string to;            // 10–15
};
/// Empty digits where the language has no such words.
[[nodiscard]] SpokenWords spoken_words(const Texts& texts);

/// A012 → A 零一二; 15 → 十五; 9:05 → 九点零五分; five digits and more, or a leading zero: digit by digit.
[[nodiscard]] std::string as_spoken(std::string_view sentence, const SpokenWords& words);

}  // namespace yz::kiosk
