// What is on printed pages, read by others' programs: PWG Raster by libcups, PDF by Poppler, codes by ZBar.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hal/slip_picture.h"

namespace yz::test {

struct Page {
  hal::GreyPicture picture;
  int dpi{};
  std::string media;  // empty for PDF
};

/// Fails the test when libcups cannot read it to its end.
[[nodiscard]] std::vector<Page> read_pwg(const std::filesystem::path& file);
/// Drawn at 150 dpi by pdftoppm.
[[nodiscard]] std::vector<Page> read_pdf(const std::filesystem::path& file);
/// The QR codes on it, one a line, as zbarimg reads them.
[[nodiscard]] std::string codes_on(const hal::GreyPicture& picture);

}  // namespace yz::test
