// A slip as a picture: what the kiosk shows before it prints, and what printers without a font of their own
// print. Pure but for the font.
#pragma once

#include <cstdint>
#include <vector>

#include "hal/glyphs.h"
#include "hal/slip.h"
#include "hal/slip_layout.h"

namespace yz::hal {

/// One byte a dot, row by row; 0 is black, 255 white.
struct GreyPicture {
  int width{};
  int height{};
  std::vector<std::uint8_t> dots;
  [[nodiscard]] std::uint8_t at(int x, int y) const {
    return dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  bool operator==(const GreyPicture&) const = default;
};

/// The whole slip on paper `width_dots` wide, everything in the proportions of an 80 mm receipt (72 mm of it
/// printed on).
[[nodiscard]] GreyPicture slip_picture(const Slip& slip, int width_dots, const Glyphs& glyphs);
[[nodiscard]] GreyPicture slip_picture(const SlipLayout& layout, const Glyphs& glyphs);

/// One row alone, as wide as the paper and at most as high as the row.
[[nodiscard]] Bitmap draw_row(const SlipRow& row, const SlipPaper& paper, const Glyphs& glyphs);

}  // namespace yz::hal
