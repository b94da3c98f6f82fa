#include "kiosk/ui/theme.h"

#include <cmath>

namespace yz::ui {
namespace {

// In the order of Ink. docs/accessibility.md lists the ratios; a test computes them again from what was
// drawn.
constexpr Palette calm{{
    {0xFF, 0xF8, 0xEF}, {0xFF, 0xFF, 0xFF}, {0x1F, 0x1B, 0x16}, {0x4A, 0x42, 0x38}, {0x7D, 0x72, 0x66},
    {0xA8, 0x10, 0x1B}, {0xFF, 0xFF, 0xFF}, {0xF2, 0xB6, 0x32}, {0x1F, 0x1B, 0x16}, {0xFF, 0xE9, 0xB0},
    {0xFD, 0xE7, 0xE4}, {0xDD, 0xF2, 0xE3}, {0x0F, 0x5A, 0x2A}, {0x8F, 0x0C, 0x16}, {0xE8, 0xE0, 0xD5},
    {0x4A, 0x42, 0x38}, {0x1F, 0x1B, 0x16}, {0xFF, 0xF8, 0xEF}, {0x3A, 0x4A, 0x57}, {0x0F, 0x5A, 0x2A},
    {0x0B, 0x4F, 0x9E}, {0x5B, 0x2A, 0x86}, {0x7A, 0x43, 0x00}, {0x00, 0x5A, 0x5B}, {0x8A, 0x3B, 0x00},
    {0xFF, 0xFF, 0xFF},
}};
constexpr Colour black{0, 0, 0};
constexpr Colour white{255, 255, 255};
constexpr Colour yellow{0xFF, 0xD5, 0x4A};
constexpr Palette high{{
    black,  black, white, white, yellow, black, white, yellow, black, black, black, black, white,
    yellow, black, white, black, white,  black, black, black,  black, black, black, black, white,
}};

constexpr std::array<std::array<float, 3>, 5> ems{{
    {200, 220, 240},
    {72, 84, 96},
    {56, 70, 84},
    {44, 55, 66},
    {36, 45, 54},
}};

double luminance(Colour colour) {
  const auto linear = [](std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

}  // namespace

const Palette& palette_of(bool high_contrast) {
  return high_contrast ? high : calm;
}

Colour pressed(Colour colour) {
  const auto darker = [](std::uint8_t channel) { return static_cast<std::uint8_t>(channel * 3 / 4); };
  return {darker(colour.r), darker(colour.g), darker(colour.b)};
}

double contrast(Colour a, Colour b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return one > other ? one / other : other / one;
}

float em_of(Role role, kiosk::TextSize size) {
  return ems.at(static_cast<std::size_t>(role)).at(static_cast<std::size_t>(size));
}

Role smaller(Role role) {
  return role == Role::small ? role : static_cast<Role>(static_cast<int>(role) + 1);
}

}  // namespace yz::ui
