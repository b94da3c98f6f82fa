#include "kiosk/input/strokes.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

using namespace yz::kiosk;

namespace {

constexpr float no_number = std::numeric_limits<float>::quiet_NaN();
constexpr float infinite = std::numeric_limits<float>::infinity();

}  // namespace

TEST_CASE("strokes: points that are no numbers and empty strokes are left out", "[kiosk]") {
  const std::vector<Stroke> strokes{
      Stroke{}, Stroke{{no_number, 1}, {10, 20}, {infinite, 2}, {30, -infinite}, {40, 50}},
      Stroke{{no_number, no_number}}, Stroke{{7, 8}}};
  const auto clean = cleaned(strokes);
  REQUIRE(clean.size() == 2);
  CHECK(clean[0] == Stroke{{10, 20}, {40, 50}});
  CHECK(clean[1] == Stroke{{7, 8}});
}

TEST_CASE("strokes: what lies far off the canvas is put at the edge of its surroundings", "[kiosk]") {
  const auto clean = cleaned(std::vector<Stroke>{{{-1e30F, 500}, {500, 1e30F}}});
  REQUIRE(clean.size() == 1);
  CHECK(clean[0] == Stroke{{-canvas_size, 500}, {500, 2 * canvas_size}});
}

TEST_CASE("strokes: more strokes than any character has are cut off", "[kiosk]") {
  CHECK(cleaned(std::vector<Stroke>(200, Stroke{{1, 2}, {3, 4}})).size() == strokes_max);
}

TEST_CASE("strokes: the extent is the longer side of the box around all of them", "[kiosk]") {
  CHECK(extent(std::vector<Stroke>{{{100, 100}, {150, 120}}, {{90, 400}}}) == 300);
  CHECK(extent({}) == 0);
}

TEST_CASE("strokes: resampled points lie evenly along the stroke, round its corner too", "[kiosk]") {
  const auto even = resampled(Stroke{{0, 0}, {3, 0}, {100, 0}, {100, 50}}, 10);
  REQUIRE(even.size() == 16);
  CHECK(even.front() == StrokePoint{0, 0});
  CHECK(even.back() == StrokePoint{100, 50});
  for (std::size_t i = 1; i < even.size(); ++i) {
    CAPTURE(i);
    const float apart = std::abs(even[i].x - even[i - 1].x) + std::abs(even[i].y - even[i - 1].y);
    CHECK(std::abs(apart - 10) < 0.01F);
  }
}

TEST_CASE("strokes: a stroke without length stays one point", "[kiosk]") {
  CHECK(resampled(Stroke{{5, 5}, {5, 5}, {5, 5}}, 10) == Stroke{{5, 5}});
  CHECK(resampled(Stroke{{5, 5}}, 10) == Stroke{{5, 5}});
  CHECK(resampled(Stroke{}, 10).empty());
}

TEST_CASE("strokes: smoothing takes a zigzag out and leaves both ends", "[kiosk]") {
  Stroke zigzag;
  for (int i = 0; i <= 20; ++i) zigzag.push_back({10.0F * static_cast<float>(i), i % 2 == 0 ? 0.0F : 10.0F});
  smooth(zigzag, 3);
  CHECK(zigzag.front() == StrokePoint{0, 0});
  CHECK(zigzag.back() == StrokePoint{200, 0});
  for (std::size_t i = 5; i < 16; ++i) {
    CAPTURE(i);
    CHECK(std::abs(zigzag[i].y - 5) < 1);
  }
}
