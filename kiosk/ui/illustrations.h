// Pictures of what to do, in the colours of the theme, by one hand: calm shapes, round ends, no thin lines.
// Pure but for the time they take: some milliseconds each, so whoever shows one keeps it.
#pragma once

#include "kiosk/ui/texture.h"

namespace yz::ui {

enum class Illustration {
  card,      // an identity card is laid on the reader, lower right
  code,      // a telephone with a code is held before the reader, lower right
  writing,   // a hand writes on the pad
  speaking,  // somebody speaks
  note,      // a sheet of paper lies under the camera
  station,   // the house with its lanterns
  helper,    // somebody in a red vest helps
};
inline constexpr std::size_t illustration_count = 7;

inline constexpr float illustration_width = 480;
inline constexpr float illustration_height = 400;

/// `width` pixels wide, as high as its shape asks.
[[nodiscard]] Drawing draw_illustration(Illustration which, int width, bool high_contrast);

}  // namespace yz::ui
