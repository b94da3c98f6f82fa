#include "kiosk/input/training/digits.h"

#include <cmath>
#include <numbers>

namespace yz::kiosk {
namespace {

constexpr float degrees_a_point = 12;

struct Ellipse {
  StrokePoint centre;
  float wide{};  // half
  float high{};
};

/// Angles in degrees, 0 to the right and 90 downwards; clockwise when `to` is the larger.
Stroke arc(const Ellipse& ellipse, float from, float to) {
  Stroke points;
  const int count = std::max(2, static_cast<int>(std::abs(to - from) / degrees_a_point));
  for (int i = 0; i <= count; ++i) {
    const float angle = (from + (to - from) * static_cast<float>(i) / static_cast<float>(count)) *
                        std::numbers::pi_v<float> / 180;
    points.push_back({ellipse.centre.x + ellipse.wide * std::cos(angle),
                      ellipse.centre.y + ellipse.high * std::sin(angle)});
  }
  return points;
}

Stroke operator+(Stroke one, const Stroke& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

}  // namespace

std::vector<DigitShape> digit_shapes() {
  const Ellipse zero{{512, 512}, 210, 370};
  const Ellipse upper{{505, 310}, 185, 175};
  const Ellipse lower{{505, 690}, 205, 200};
  const Stroke five_top{{380, 150}, {690, 150}};
  const Stroke five = Stroke{{380, 150}, {350, 470}} + arc({{500, 660}, 200, 220}, -130, 140);
  const Ellipse nine{{490, 330}, 180, 190};
  return {
      {U'0', {arc(zero, -90, -450)}},
      {U'0', {arc(zero, -90, 270)}},
      {U'1', {{{512, 130}, {512, 890}}}},
      {U'1', {{{390, 270}, {530, 130}, {530, 890}}}},
      {U'2', {arc(upper, -170, 30) + Stroke{{330, 880}, {720, 880}}}},
      {U'3', {arc(upper, -150, 80) + arc(lower, -80, 140)}},
      {U'3', {Stroke{{340, 150}, {680, 150}, {480, 430}} + arc(lower, -90, 140)}},
      {U'4', {{{520, 130}, {300, 640}, {740, 640}}, {{600, 400}, {600, 900}}}},
      {U'4', {{{600, 130}, {290, 640}, {760, 640}}, {{600, 130}, {600, 900}}}},
      {U'5', {five, five_top}},
      {U'5', {five_top, five}},
      {U'5', {Stroke{{690, 150}} + five}},
      {U'6', {arc({{640, 560}, 300, 430}, -95, -180) + arc({{510, 680}, 170, 200}, 180, -190)}},
      {U'7', {{{320, 160}, {720, 160}, {480, 890}}}},
      {U'7', {{{320, 160}, {720, 160}, {480, 890}}, {{400, 520}, {680, 520}}}},
      {U'8', {arc(upper, -20, -270) + arc(lower, -90, 270) + Stroke{{670, 240}}}},
      {U'8', {arc(upper, -90, -450), arc(lower, -90, -450)}},
      {U'9', {arc(nine, -15, -375) + Stroke{{655, 890}}}},
      {U'9', {arc(nine, -15, -375) + Stroke{{660, 700}} + arc({{500, 720}, 160, 170}, 0, 130)}},
  };
}

}  // namespace yz::kiosk
