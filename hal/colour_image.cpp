#include "hal/colour_image.h"

#include <algorithm>
#include <array>
#include <utility>

namespace yz::hal {
namespace {

/// Where the dots begin that stand for dot `i` of `to`, when `from` lie in a line.
int begin_of(int i, int from, int to) {
  return static_cast<int>(std::int64_t{i} * from / to);
}

void add_mean(const ColourPicture& picture, const GreyBox& box, std::vector<std::uint8_t>& dots) {
  const std::vector<std::uint8_t>& from = picture.dots.reveal();
  std::array<std::uint64_t, colours> sums{};
  for (int y = box.y; y < box.y + box.height; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width);
    for (std::size_t x = row + static_cast<std::size_t>(box.x), end = x + static_cast<std::size_t>(box.width);
         x < end; ++x) {
      for (std::size_t c = 0; c < colours; ++c) sums.at(c) += from[x * colours + c];
    }
  }
  const auto count = static_cast<std::uint64_t>(box.width) * static_cast<std::uint64_t>(box.height);
  for (const std::uint64_t sum : sums) dots.push_back(static_cast<std::uint8_t>((sum + count / 2) / count));
}

}  // namespace

ColourPicture coloured(const GreyView& picture) {
  std::vector<std::uint8_t> dots;
  dots.reserve(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * colours);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) dots.insert(dots.end(), colours, picture.at(x, y));
  }
  return {picture.width, picture.height, Sensitive(std::move(dots))};
}

ColourPicture shrunk_to(const ColourPicture& picture, int side_max) {
  const int side = std::max(picture.width, picture.height);
  if (side <= side_max) return picture;
  const auto shorter = [&](int from) {
    return std::max(1, static_cast<int>(std::int64_t{from} * side_max / side));
  };
  const int width = shorter(picture.width);
  const int height = shorter(picture.height);
  std::vector<std::uint8_t> dots;
  dots.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * colours);
  for (int y = 0; y < height; ++y) {
    const int top = begin_of(y, picture.height, height);
    const int bottom = begin_of(y + 1, picture.height, height);
    for (int x = 0; x < width; ++x) {
      const int left = begin_of(x, picture.width, width);
      add_mean(picture, {left, top, begin_of(x + 1, picture.width, width) - left, bottom - top}, dots);
    }
  }
  return {width, height, Sensitive(std::move(dots))};
}

}  // namespace yz::hal
