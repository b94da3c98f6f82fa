// A slip as a picture: what the kiosk shows before it prints, and what printers without a font of their own
// print. Pure but for the font.
#pragma once

#include "hal/glyphs.h"
#include "hal/grey_image.h"
#include "hal/slip.h"
#include "hal/slip_layout.h"

namespace yz::hal {

/// The whole slip on paper `width_dots` wide, everything in the proportions of an 80 mm receipt (72 mm of it
/// printed on).
[[nodiscard]] GreyPicture slip_picture(const Slip& slip, int width_dots, const Glyphs& glyphs);
[[nodiscard]] GreyPicture slip_picture(const SlipLayout& layout, const Glyphs& glyphs);

/// One row alone, as wide as the paper and at most as high as the row.
[[nodiscard]] Bitmap draw_row(const SlipRow& row, const SlipPaper& paper, const Glyphs& glyphs);

}  // namespace yz::hal
