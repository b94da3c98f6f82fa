#include "hal/grey_image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/check.h"

namespace yz::hal {
namespace {

std::size_t dots_of(int width, int height) {
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

GreyPicture blank(int width, int height) {
  return {width, height, std::vector<std::uint8_t>(dots_of(width, height))};
}

std::uint8_t* row_of(GreyPicture& picture, int y) {
  return picture.dots.data() + static_cast<std::ptrdiff_t>(y) * picture.width;
}

const std::uint8_t* row_of(const GreyView& picture, int y) {
  return picture.dots + y * picture.row_bytes;
}

std::uint8_t clamped(int value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

/// The mean of `square` × `square` dots for each.
GreyPicture shrunk(const GreyView& picture, int square) {
  GreyPicture small = blank(picture.width / square, picture.height / square);
  for (int y = 0; y < small.height; ++y) {
    std::uint8_t* to = row_of(small, y);
    for (int x = 0; x < small.width; ++x) {
      int sum = 0;
      for (int dy = 0; dy < square; ++dy) {
        const std::uint8_t* from =
            row_of(picture, y * square + dy) + std::ptrdiff_t{x} * square * picture.dot_bytes;
        for (int dx = 0; dx < square; ++dx) sum += from[dx * picture.dot_bytes];
      }
      to[x] = static_cast<std::uint8_t>(sum / (square * square));
    }
  }
  return small;
}

/// The weights of four dots, in 1/256, for a place `part` / `times` (and half a dot's shift) behind the
/// second of them: Catmull and Rom's cubic.
std::array<int, 4> cubic_weights(int part, int times) {
  const double t = (part + 0.5) / times - 0.5 + (2 * part + 1 < times ? 1.0 : 0.0);
  const double a = -0.5 * t * t * t + t * t - 0.5 * t;
  const double b = 1.5 * t * t * t - 2.5 * t * t + 1;
  const double d = 0.5 * t * t * t - 0.5 * t * t;
  std::array<int, 4> weights{static_cast<int>(std::lround(a * 256)), static_cast<int>(std::lround(b * 256)),
                             0, static_cast<int>(std::lround(d * 256))};
  weights[2] = 256 - weights[0] - weights[1] - weights[3];
  return weights;
}

struct Taps {
  std::array<int, 4> at;
  std::array<int, 4> weight;
};

std::vector<Taps> taps_of(int length, int times) {
  std::vector<Taps> taps;
  taps.reserve(static_cast<std::size_t>(length) * static_cast<std::size_t>(times));
  for (int i = 0; i < length * times; ++i) {
    const int part = i % times;
    const int second = i / times - (2 * part + 1 < times ? 1 : 0);
    Taps one{{}, cubic_weights(part, times)};
    for (int k = 0; k < 4; ++k)
      one.at.at(static_cast<std::size_t>(k)) = std::clamp(second - 1 + k, 0, length - 1);
    taps.push_back(one);
  }
  return taps;
}

}  // namespace

GreyView view_of(const GreyPicture& picture) {
  check(picture.dots.size() >= dots_of(picture.width, picture.height), "a picture has all its dots");
  return {picture.dots.data(), picture.width, picture.height, picture.width, 1};
}

GreyView part_of(const GreyView& picture, const GreyBox& box) {
  check(box.x >= 0 && box.y >= 0 && box.width >= 0 && box.height >= 0 && box.x + box.width <= picture.width &&
            box.y + box.height <= picture.height,
        "a part lies within its picture");
  return {picture.dots + box.y * picture.row_bytes + box.x * picture.dot_bytes, box.width, box.height,
          picture.row_bytes, picture.dot_bytes};
}

GreyPicture copy_of(const GreyView& picture) {
  GreyPicture copy = blank(picture.width, picture.height);
  for (int y = 0; y < copy.height; ++y) {
    std::uint8_t* to = row_of(copy, y);
    const std::uint8_t* from = row_of(picture, y);
    for (int x = 0; x < copy.width; ++x) to[x] = from[x * picture.dot_bytes];
  }
  return copy;
}

GreyPicture inverted(const GreyView& picture) {
  GreyPicture other = copy_of(picture);
  for (std::uint8_t& dot : other.dots) dot = static_cast<std::uint8_t>(255 - dot);
  return other;
}

GreyPicture halved(const GreyView& picture) {
  return shrunk(picture, 2);
}

GreyPicture shrunk_to(const GreyView& picture, int side_max) {
  const int side = std::max(picture.width, picture.height);
  return shrunk(picture, std::max(1, (side + side_max - 1) / side_max));
}

GreyPicture enlarged(const GreyView& picture, int times) {
  const std::vector<Taps> across = taps_of(picture.width, times);
  const std::vector<Taps> down = taps_of(picture.height, times);
  GreyPicture wide = blank(picture.width * times, picture.height);
  for (int y = 0; y < wide.height; ++y) {
    std::uint8_t* to = row_of(wide, y);
    const std::uint8_t* from = row_of(picture, y);
    for (const Taps& taps : across) {
      int sum = 128;
      for (std::size_t k = 0; k < 4; ++k) sum += from[taps.at[k] * picture.dot_bytes] * taps.weight[k];
      *to++ = clamped(sum >> 8);
    }
  }
  GreyPicture large = blank(wide.width, picture.height * times);
  for (int y = 0; y < large.height; ++y) {
    const Taps& taps = down[static_cast<std::size_t>(y)];
    std::uint8_t* to = row_of(large, y);
    const std::array<const std::uint8_t*, 4> from{row_of(wide, taps.at[0]), row_of(wide, taps.at[1]),
                                                  row_of(wide, taps.at[2]), row_of(wide, taps.at[3])};
    for (int x = 0; x < large.width; ++x) {
      const int sum = from[0][x] * taps.weight[0] + from[1][x] * taps.weight[1] +
                      from[2][x] * taps.weight[2] + from[3][x] * taps.weight[3] + 128;
      to[x] = clamped(sum >> 8);
    }
  }
  return large;
}

GreyPicture turned(const GreyView& picture, double degrees, std::uint8_t ground) {
  const double turn = degrees * std::numbers::pi / 180;
  const double c = std::cos(turn);
  const double s = std::sin(turn);
  const auto extent = [](double part) { return std::max(1, static_cast<int>(std::ceil(part))); };
  GreyPicture all = blank(extent(std::abs(picture.width * c) + std::abs(picture.height * s)),
                          extent(std::abs(picture.width * s) + std::abs(picture.height * c)));
  constexpr int one = 1 << 8;  // places in 1/256 of a dot
  const auto step_x = static_cast<int>(std::lround(c * one));
  const auto step_y = static_cast<int>(std::lround(-s * one));
  for (int y = 0; y < all.height; ++y) {
    const double dx = 0.5 - all.width / 2.0;
    const double dy = y + 0.5 - all.height / 2.0;
    auto u = static_cast<int>(std::lround((dx * c + dy * s + picture.width / 2.0 - 0.5) * one));
    auto v = static_cast<int>(std::lround((dy * c - dx * s + picture.height / 2.0 - 0.5) * one));
    std::uint8_t* to = row_of(all, y);
    for (int x = 0; x < all.width; ++x, u += step_x, v += step_y) {
      const int left = u >> 8;
      const int top = v >> 8;
      to[x] = ground;
      if (left < 0 || top < 0 || left + 1 >= picture.width || top + 1 >= picture.height) continue;
      const int fx = u & (one - 1);
      const int fy = v & (one - 1);
      const int upper = picture.at(left, top) * (one - fx) + picture.at(left + 1, top) * fx;
      const int lower = picture.at(left, top + 1) * (one - fx) + picture.at(left + 1, top + 1) * fx;
      to[x] = static_cast<std::uint8_t>((upper * (one - fy) + lower * fy) >> 16);
    }
  }
  return all;
}

}  // namespace yz::hal
