#include "kiosk/input/stroke_features.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/support/handwriting_samples.h"

using namespace yz::kiosk;

namespace {

float apart(const Features& one, const Features& other) {
  float sum = 0;
  for (std::size_t i = 0; i < feature_count; ++i) sum += (one[i] - other[i]) * (one[i] - other[i]);
  return std::sqrt(sum);
}

std::vector<Stroke> moved(std::vector<Stroke> strokes, float scale, float right, float down) {
  for (Stroke& stroke : strokes) {
    for (StrokePoint& point : stroke) point = {point.x * scale + right, point.y * scale + down};
  }
  return strokes;
}

const std::vector<yz::test::BookCharacter>& book() {
  static const auto read = yz::test::read_book(300);
  REQUIRE(read.size() == 300);
  return read;
}

}  // namespace

TEST_CASE("stroke features: the strokes' order does not count", "[kiosk]") {
  for (const auto& character : book()) {
    CAPTURE(character.label);
    auto backwards = character.strokes;
    std::ranges::reverse(backwards);
    CHECK(apart(features_of(character.strokes), features_of(backwards)) < 0.01F);
  }
}

TEST_CASE("stroke features: place and size do not count, what is drawn does", "[kiosk]") {
  for (std::size_t i = 0; i + 1 < book().size(); ++i) {
    const auto& strokes = book()[i].strokes;
    CAPTURE(book()[i].label, book()[i + 1].label);
    const float same = apart(features_of(strokes), features_of(moved(strokes, 0.4F, 300, 20)));
    const float other = apart(features_of(strokes), features_of(book()[i + 1].strokes));
    CHECK(same < 0.02F);
    CHECK(other > 0.5F);
  }
}

TEST_CASE("stroke features: a line's direction counts", "[kiosk]") {
  const std::vector<Stroke> right{{{100, 500}, {900, 500}}};
  const std::vector<Stroke> left{{{900, 500}, {100, 500}}};
  CHECK(apart(features_of(right), features_of(left)) > 0.5F);
}

TEST_CASE("stroke features: are numbers whatever is written", "[kiosk]") {
  const auto finite = [](const std::vector<Stroke>& strokes) {
    return std::ranges::all_of(features_of(strokes), [](float value) { return std::isfinite(value); });
  };
  CHECK(finite({}));
  CHECK(finite({{{5, 5}}}));
  CHECK(finite({{{5, 5}, {5, 5}}, {{5, 5}}}));
  CHECK(finite({{{0, 0}, {0, 1000}}}));
  CHECK(finite({{{0.001F, 0}, {0.002F, 0}}}));
}
