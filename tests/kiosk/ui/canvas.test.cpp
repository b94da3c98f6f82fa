#include "kiosk/ui/canvas.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "kiosk/ui/illustrations.h"

namespace yz::test {
namespace {

using ui::Canvas;
using ui::Colour;
using ui::Drawing;

constexpr Colour ground{255, 255, 255};
constexpr Colour ink{0, 0, 0};

Colour at(const Drawing& drawing, int x, int y) {
  const auto i =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(drawing.width) + static_cast<std::size_t>(x)) *
      4;
  return {drawing.rgba.at(i), drawing.rgba.at(i + 1), drawing.rgba.at(i + 2)};
}

/// How much ink there is, in pixels.
double inked(const Drawing& drawing) {
  double sum = 0;
  for (std::size_t i = 0; i < drawing.rgba.size(); i += 4) sum += (255 - drawing.rgba[i]) / 255.0;
  return sum;
}

TEST_CASE("canvas: a shape covers as much as geometry says, whatever its scale") {
  for (const float scale : {1.0F, 2.0F, 3.5F}) {
    INFO(scale);
    const int side = static_cast<int>(100 * scale);
    const double area = static_cast<double>(scale) * scale;
    const auto drawn = [&](const auto& shape) {
      Canvas canvas(side, side, scale, ground);
      shape(canvas);
      return inked(canvas.take()) / area;
    };
    CHECK(std::abs(drawn([](Canvas& c) { c.disc({50, 50}, 30, ink); }) - 2827.4) < 15);
    CHECK(std::abs(drawn([](Canvas& c) { c.box({50, 50}, 60, 40, 0, 0, ink); }) - 2400) < 15);
    CHECK(std::abs(drawn([](Canvas& c) { c.box({50, 50}, 60, 40, 0, 30, ink); }) - 2400) < 15);
    CHECK(std::abs(drawn([](Canvas& c) { c.box({50, 50}, 60, 40, 10, 0, ink); }) - (2400 - 85.8)) < 15);
    CHECK(std::abs(drawn([](Canvas& c) {
                     c.stroke(std::array{ui::Point{20, 50}, ui::Point{80, 50}}, 20, ink);
                   }) -
                   (60 * 20 + 314.2)) < 15);
    CHECK(std::abs(drawn([](Canvas& c) {
                     c.polygon(std::array{ui::Point{20, 20}, ui::Point{80, 20}, ui::Point{20, 80}}, 0, ink);
                   }) -
                   1800) < 15);
  }
}

TEST_CASE("canvas: a rim is soft, its inside and its outside are not") {
  Canvas canvas(64, 64, 1, ground);
  canvas.disc({32, 32}, 20.5F, ink);
  const Drawing drawing = canvas.take();
  CHECK(at(drawing, 32, 32) == ink);
  CHECK(at(drawing, 2, 2) == ground);
  const Colour rim = at(drawing, 52, 32);
  CHECK(rim.r > 20);
  CHECK(rim.r < 235);
}

TEST_CASE("canvas: what reaches over the edge is cut there") {
  Canvas canvas(20, 10, 1, ground);
  canvas.disc({0, 0}, 100, ink);
  canvas.stroke(std::array{ui::Point{-50, 5}, ui::Point{90, 5}}, 4, ground);
  const Drawing drawing = canvas.take();
  CHECK(drawing.rgba.size() == 20 * 10 * 4);
  CHECK(at(drawing, 19, 5) == ground);
  CHECK(at(drawing, 19, 0) == ink);
}

TEST_CASE("illustrations: in high contrast nothing but black, white and yellow is drawn") {
  for (std::size_t i = 0; i < ui::illustration_count; ++i) {
    INFO(i);
    const Drawing drawing = ui::draw_illustration(static_cast<ui::Illustration>(i), 240, true);
    CHECK(drawing.height == 200);
    std::set<int> plain;
    for (std::size_t at = 0; at < drawing.rgba.size(); at += 4) {
      const int r = drawing.rgba[at];
      const int g = drawing.rgba[at + 1];
      const int b = drawing.rgba[at + 2];
      // Red and green rise together to white and to yellow; blue never leads.
      REQUIRE(g <= r + 1);
      REQUIRE(b <= g + 1);
      REQUIRE(r - g <= 255 - 0xD5 + 1);
      if (r == 0) plain.insert(0);
      if (r == 255 && b == 255) plain.insert(1);
      if (r == 255 && b == 0x4A) plain.insert(2);
    }
    CHECK(plain.size() == 3);
  }
}

TEST_CASE("illustrations: each is another picture, and the same one at every asking") {
  std::set<std::vector<std::uint8_t>> seen;
  for (std::size_t i = 0; i < ui::illustration_count; ++i) {
    const auto which = static_cast<ui::Illustration>(i);
    const Drawing drawing = ui::draw_illustration(which, 120, false);
    CHECK(drawing.rgba == ui::draw_illustration(which, 120, false).rgba);
    seen.insert(drawing.rgba);
  }
  CHECK(seen.size() == ui::illustration_count);
}

}  // namespace
}  // namespace yz::test
