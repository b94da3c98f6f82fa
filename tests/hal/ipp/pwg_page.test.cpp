// Slips on office paper, read back by others' programs.
#include "hal/drivers/pwg_page.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/hal/drivers/ticket_slip.h"
#include "tests/hal/ipp/pages.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

namespace {

const hal::Glyphs& glyphs() {
  static const auto opened = hal::Glyphs::open("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2);
  REQUIRE(opened);
  return **opened;
}

}  // namespace

TEST_CASE("office page: libcups reads our PWG Raster, dot by dot", "[hal]") {
  const auto [sheet, dpi] = GENERATE(std::pair{hal::sheet_a4, 300}, std::pair{hal::sheet_a5, 600});
  const auto sheets = hal::slip_sheets(ticket_slip(), sheet, dpi, glyphs());
  REQUIRE(sheets.size() == 1);
  const TempDir folder;
  REQUIRE(write_file(folder.path() / "page.pwg", hal::pwg_raster(sheets, sheet, dpi)));
  const auto pages = read_pwg(folder.path() / "page.pwg");
  REQUIRE(pages.size() == 1);
  CHECK(pages.front().dpi == dpi);
  CHECK(pages.front().media == sheet.media);
  CHECK(pages.front().picture == sheets.front());
}

TEST_CASE("office page: ZBar reads the code on it, as raster and as PDF", "[hal]") {
  const auto sheets = hal::slip_sheets(ticket_slip(), hal::sheet_a4, 300, glyphs());
  CHECK(codes_on(sheets.front()) == ticket_code + "\n");
  const TempDir folder;
  REQUIRE(write_file(folder.path() / "page.pdf", hal::pdf(sheets, hal::sheet_a4)));
  const auto pages = read_pdf(folder.path() / "page.pdf");
  REQUIRE(pages.size() == 1);
  CHECK(pages.front().picture.width == 1'240);
  CHECK(codes_on(pages.front().picture) == ticket_code + "\n");
}

TEST_CASE("office page: a long slip goes on on the next sheet, and one without end is cut", "[hal]") {
  hal::Slip slip;
  for (int line = 0; line < 60; ++line) slip.blocks.emplace_back(hal::SlipText{std::to_string(line)});
  const auto sheets = hal::slip_sheets(slip, hal::sheet_a4, 300, glyphs());
  CHECK(sheets.size() == 2);
  const TempDir folder;
  REQUIRE(write_file(folder.path() / "page.pdf", hal::pdf(sheets, hal::sheet_a4)));
  CHECK(read_pdf(folder.path() / "page.pdf").size() == 2);
  for (int line = 0; line < 600; ++line) slip.blocks.emplace_back(hal::SlipText{std::to_string(line)});
  CHECK(hal::slip_sheets(slip, hal::sheet_a4, 300, glyphs()).size() == hal::sheets_max);
}

}  // namespace yz::test
