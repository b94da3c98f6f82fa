// A photograph as it may leave the kiosk: made anew from the dots of a camera's frame, bounded, without
// anything that a camera writes beside its picture. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"
#include "hal/colour_image.h"

namespace yz::hal {

inline constexpr std::size_t photo_bytes_max = 2U << 20U;
inline constexpr int photo_side_max = 1'920;
inline constexpr int photo_shown_side_max = 640;

struct Photograph {
  Sensitive<std::vector<std::uint8_t>> jpeg;  // at most photo_bytes_max
  int width{};
  int height{};
  /// 0 … 255: a tenth of the dots is lighter. So a white note on a dark table is light, however large the
  /// table.
  int light{};
  ColourPicture shown;  // the same, at most photo_shown_side_max a side: for the screen
};

/// Longer sides than photo_side_max are shrunk; the quality goes down until it is short enough. `full`: it
/// does not get there; `invalid`: no picture.
[[nodiscard]] Result<Photograph> make_photograph(const ColourPicture& picture);

}  // namespace yz::hal
