// Words of the practice phone's screens, put together.
#pragma once

#include <string>

#include "kiosk/ui/ui.h"

namespace yz::kiosk {

inline constexpr int practice_stars = 3;

/// Three of them, so many filled.
[[nodiscard]] inline std::string star_words(const ui::Ui& ui, int filled) {
  std::string stars;
  for (int i = 0; i < practice_stars; ++i)
    stars += ui.word(i < filled ? "practice.star" : "practice.no_star");
  return stars;
}

}  // namespace yz::kiosk
