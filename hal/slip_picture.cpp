#include "hal/slip_picture.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/on.h"

namespace yz::hal {
namespace {

constexpr int receipt_mm = 72;  // printed width of 80 mm paper
constexpr int receipt_columns = 24;
constexpr int receipt_qr_mm = 30;
constexpr std::uint8_t white = 255;
constexpr std::uint8_t black = 0;

Bitmap white_paper(int width, int height) {
  return {width, height,
          std::vector<bool>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), false)};
}

void blot(Bitmap& bitmap, int x, int y) {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return;
  bitmap.dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(bitmap.width) +
              static_cast<std::size_t>(x)] = true;
}

void fill(Bitmap& bitmap, int left, int top, int width, int height) {
  for (int y = top; y < top + height; ++y) {
    for (int x = left; x < left + width; ++x) blot(bitmap, x, y);
  }
}

void put(Bitmap& onto, const Bitmap& what, int left, int top) {
  for (int y = 0; y < what.height; ++y) {
    for (int x = 0; x < what.width; ++x) {
      if (what.at(x, y)) blot(onto, left + x, top + y);
    }
  }
}

void draw(Bitmap& row, const SlipLine& line, const SlipPaper& paper, const Glyphs& glyphs) {
  const int em = paper.em_dots * line.scale;
  // The layout counts in cells; our font's capitals may be wider than half a cell. Such a line is drawn
  // smaller rather than cut.
  Bitmap drawn = glyphs.draw(line.text, em, 2 * paper.width_dots);
  if (drawn.width > paper.width_dots) {
    drawn = glyphs.draw(line.text, em * paper.width_dots / drawn.width, paper.width_dots);
  }
  const int left = left_of(line.align, drawn.width, paper.width_dots);
  const int strokes = line.bold ? 1 + std::max(1, em / 32) : 1;
  for (int shift = 0; shift < strokes; ++shift) put(row, drawn, left + shift, 0);
}

void draw(Bitmap& row, const SlipCode& code, const SlipPaper& paper) {
  const int side = code.modules.width * code.module_dots;
  const int left = left_of(Align::centre, side, paper.width_dots);
  const int quiet = qr_quiet_modules * code.module_dots;
  for (int y = 0; y < code.modules.height; ++y) {
    for (int x = 0; x < code.modules.width; ++x) {
      if (!code.modules.at(x, y)) continue;
      fill(row, left + x * code.module_dots, quiet + y * code.module_dots, code.module_dots,
           code.module_dots);
    }
  }
}

void draw(Bitmap& row, const SlipRulerMarks& ruler, const SlipPaper& paper, const Glyphs& glyphs) {
  const auto dots = [&](double mm) { return static_cast<int>(std::lround(mm * paper.dots_per_mm)); };
  const int thickness = std::max(1, dots(0.125));
  constexpr double one_mm = 1.5, five_mm = 2.5, ten_mm = 3.5;  // lengths of the marks
  for (int mm = 0; mm <= ruler.mm; ++mm) {
    const int length = dots(mm % 10 == 0 ? ten_mm : mm % 5 == 0 ? five_mm : one_mm);
    const int left = std::min(dots(mm), paper.width_dots - thickness);
    fill(row, left, 0, thickness, length);
    if (mm == 0 || mm % 10 != 0) continue;
    const Bitmap number = glyphs.draw(std::to_string(mm), dots(2.75), paper.width_dots);
    const int centred =
        std::clamp(left + thickness / 2 - number.width / 2, 0, std::max(0, paper.width_dots - number.width));
    put(row, number, centred, dots(ten_mm));
  }
}

}  // namespace

Bitmap draw_row(const SlipRow& row, const SlipPaper& paper, const Glyphs& glyphs) {
  Bitmap drawn = white_paper(paper.width_dots, row.height);
  std::visit(On{[&](const SlipLine& line) { draw(drawn, line, paper, glyphs); },
                [&](const SlipCode& code) { draw(drawn, code, paper); },
                [&](const SlipBar& bar) { fill(drawn, 0, bar.top, paper.width_dots, bar.height); },
                [&](const SlipRulerMarks& ruler) { draw(drawn, ruler, paper, glyphs); }},
             row.what);
  return drawn;
}

GreyPicture slip_picture(const SlipLayout& layout, const Glyphs& glyphs) {
  const auto width = static_cast<std::size_t>(layout.paper.width_dots);
  GreyPicture picture{layout.paper.width_dots, layout.height, {}};
  picture.dots.assign(width * static_cast<std::size_t>(layout.height), white);
  for (const SlipRow& row : layout.rows) {
    const Bitmap drawn = draw_row(row, layout.paper, glyphs);
    const std::size_t from = static_cast<std::size_t>(row.top) * width;
    for (std::size_t i = 0; i < drawn.dots.size(); ++i) {
      if (drawn.dots[i]) picture.dots[from + i] = black;
    }
  }
  return picture;
}

GreyPicture slip_picture(const Slip& slip, int width_dots, const Glyphs& glyphs) {
  SlipPaper paper{.width_dots = width_dots, .dots_per_mm = static_cast<double>(width_dots) / receipt_mm};
  paper.em_dots = std::max(2, width_dots / receipt_columns / 2 * 2);  // even: a Latin character is half of it
  paper.qr_mm = receipt_qr_mm;
  return slip_picture(lay_out(slip, paper), glyphs);
}

}  // namespace yz::hal
