// A slip on office paper: laid out for a whole sheet, and the sheet as PWG Raster (PWG 5102.4) or PDF, the
// two documents of which every office printer without a driver takes one (docs/formats/ipp.md). Pure but for
// the font.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hal/glyphs.h"
#include "hal/slip.h"
#include "hal/slip_picture.h"

namespace yz::hal {

struct Sheet {
  std::string_view media;  // its name of PWG 5101.1
  int width_mm{};
  int height_mm{};
};
inline constexpr Sheet sheet_a4{"iso_a4_210x297mm", 210, 297};
inline constexpr Sheet sheet_a5{"iso_a5_148x210mm", 148, 210};

inline constexpr std::size_t sheets_max = 4;  // what a longer slip has beyond is left out

/// Whole sheets, 0 black and 255 white. As large as fits on one; a long slip in small letters on several.
[[nodiscard]] std::vector<GreyPicture> slip_sheets(const Slip& slip, const Sheet& sheet, int dpi,
                                                   const Glyphs& glyphs);

/// `sheets` as slip_sheets() makes them at that `dpi`.
[[nodiscard]] std::string pwg_raster(std::span<const GreyPicture> sheets, const Sheet& sheet, int dpi);
/// Black and white at any resolution, one picture a page.
[[nodiscard]] std::string pdf(std::span<const GreyPicture> sheets, const Sheet& sheet);

}  // namespace yz::hal
