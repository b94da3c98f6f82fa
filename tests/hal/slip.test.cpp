// One description of a slip, three ways to see it: laid out, as a picture, as printer bytes on paper.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "base/system_clock.h"
#include "hal/codes.h"
#include "hal/drivers/escpos_encoder.h"
#include "hal/sim/escpos_decoder.h"
#include "hal/sim/paper.h"
#include "hal/slip_picture.h"

namespace yz::test {

namespace {

constexpr const char* font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
const std::string code = "YZ1T.20261123.A012.x7Kq";

const hal::Glyphs& glyphs() {
  static const auto opened = hal::Glyphs::open(font_file, 2);
  REQUIRE(opened);
  return **opened;
}

hal::Slip slip_of_all() {
  return {{hal::SlipText{"和平里社区驿站", 2, hal::Align::centre, true}, hal::SlipText{"王㼆𠮷"},
           hal::SlipRule{}, hal::SlipSpace{3}, hal::SlipQr{code}, hal::SlipRuler{}}};
}

/// What the virtual printer has on paper after these bytes.
sim::Slip on_paper(const std::vector<std::uint8_t>& bytes, int dots) {
  static const auto font = sim::Font::open(font_file);
  REQUIRE(font);
  sim::Paper paper(**font, dots);
  sim::EscposDecoder decoder;
  std::vector<sim::Step> steps;
  for (const std::uint8_t byte : bytes) decoder.feed(byte, steps);
  for (const sim::Step& step : steps) paper.print(step.op);
  return paper.tear();
}

std::size_t ink(const hal::GreyPicture& picture, int top, int height) {
  const auto width = static_cast<std::size_t>(picture.width);
  const auto from = picture.dots.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(top) * width);
  return static_cast<std::size_t>(
      std::count(from, from + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(height) * width), 0));
}

}  // namespace

TEST_CASE("slip layout: rows follow each other downwards and stay on the paper", "[hal]") {
  const int width = GENERATE(384, 512, 576, 2'244);
  const hal::SlipPaper paper{.width_dots = width, .dots_per_mm = width / 72.0, .em_dots = width / 48 * 2};
  const hal::SlipLayout layout = hal::lay_out(slip_of_all(), paper);
  REQUIRE(layout.rows.size() == 5);
  int below = 0;
  for (const hal::SlipRow& row : layout.rows) {
    CHECK(row.top >= below);
    CHECK(row.height > 0);
    below = row.top + row.height;
    const auto* qr = std::get_if<hal::SlipCode>(&row.what);
    if (qr != nullptr) CHECK((qr->modules.width + 2 * hal::qr_quiet_modules) * qr->module_dots <= width);
  }
  CHECK(below == layout.height);
}

TEST_CASE("slip picture: each row has ink, and the code in it can be read", "[hal]") {
  const int width = GENERATE(240, 384, 576, 1'080);
  const hal::GreyPicture picture = hal::slip_picture(slip_of_all(), width, glyphs());
  CHECK(picture.width == width);
  const auto read = hal::read_code(hal::view_of(picture), hal::Effort::thorough, SystemClock());
  REQUIRE(read);
  CHECK(read->text == code);
  CHECK(ink(picture, 0, picture.height) > static_cast<std::size_t>(width));
}

TEST_CASE("slip picture: a line of capitals wider than their cells is drawn smaller, not cut", "[hal]") {
  const hal::SlipPaper paper{.width_dots = 240};
  const hal::SlipLayout layout = hal::lay_out({{hal::SlipText{"WWWWWWWWWWWWWWWWWWWWW"}}}, paper);
  REQUIRE(layout.rows.size() == 2);  // 20 cells
  const hal::Bitmap drawn = hal::draw_row(layout.rows.front(), paper, glyphs());
  int strokes_max = 0;  // how often a row of dots crosses a leg of a W: each has four
  for (int y = 0; y < drawn.height; ++y) {
    int strokes = 0;
    for (int x = 1; x < drawn.width; ++x) strokes += drawn.at(x, y) && !drawn.at(x - 1, y) ? 1 : 0;
    strokes_max = std::max(strokes_max, strokes);
  }
  CHECK(strokes_max >= 40);
}

TEST_CASE("slip ruler: a mark each millimetre, longer each five and ten", "[hal]") {
  const hal::SlipPaper paper;
  const hal::SlipLayout layout = hal::lay_out({{hal::SlipRuler{}}}, paper);
  const hal::Bitmap drawn = hal::draw_row(layout.rows.front(), paper, glyphs());
  const auto marks = [&](double mm) {
    int found = 0;
    const int y = static_cast<int>(mm * paper.dots_per_mm);
    for (int x = 0; x < drawn.width; ++x) found += drawn.at(x, y) && (x == 0 || !drawn.at(x - 1, y)) ? 1 : 0;
    return found;
  };
  CHECK(marks(1) == 73);
  CHECK(marks(2) == 15);
  CHECK(marks(3) == 8);
}

TEST_CASE("slip: the printer's paper shows what the picture shows", "[hal]") {
  const std::string name = GENERATE("80mm", "58mm", "80mm-native-qr", "80mm-raster", "80mm-old-cut");
  INFO(name);
  const hal::EscposProfile& profile = *hal::find_profile(name);
  const hal::SlipLayout layout = hal::lay_out(slip_of_all(), hal::paper_of(profile));
  const sim::Slip paper = on_paper(hal::encode_slip(layout, profile, glyphs()), profile.dots);
  CHECK(paper.codes == std::vector<std::string>{code});
  CHECK(paper.picture.height >= layout.height);
  // What is drawn stands where it stands in the picture, dot by dot.
  const hal::GreyPicture picture = hal::slip_picture(layout, glyphs());
  for (const hal::SlipRow& row : layout.rows) {
    if (std::holds_alternative<hal::SlipLine>(row.what) && profile.chinese_font) continue;
    if (std::holds_alternative<hal::SlipCode>(row.what) && profile.native_qr) continue;
    std::size_t different = 0;
    for (int y = row.top; y < row.top + row.height; ++y) {
      for (int x = 0; x < picture.width; ++x) different += picture.at(x, y) != paper.picture.at(x, y) ? 1 : 0;
    }
    CHECK(different == 0);
  }
}

}  // namespace yz::test
