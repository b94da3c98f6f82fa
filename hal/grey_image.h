// Grey pictures and the steps that bring a code out of one that a decoder fails at: codes.cpp tries them in
// turn. Pure; every result is a new picture of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace yz::hal {

/// One byte a dot, row by row; 0 is black, 255 white.
struct GreyPicture {
  int width{};
  int height{};
  std::vector<std::uint8_t> dots;
  [[nodiscard]] std::uint8_t at(int x, int y) const {
    return dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
  bool operator==(const GreyPicture&) const = default;
};

/// Somebody else's dots, which must outlive it. Rows may be longer than the picture and dots may lie apart,
/// as in a camera's YUYV: the view is made without copying.
struct GreyView {
  const std::uint8_t* dots{};
  int width{};
  int height{};
  std::ptrdiff_t row_bytes{};
  std::ptrdiff_t dot_bytes{1};
  [[nodiscard]] std::uint8_t at(int x, int y) const { return dots[y * row_bytes + x * dot_bytes]; }
};
/// A part of a picture, in its dots.
struct GreyBox {
  int x{};
  int y{};
  int width{};
  int height{};
  bool operator==(const GreyBox&) const = default;
};

/// Sides beyond this are refused by everything that reads pictures.
inline constexpr int grey_side_max = 8'192;
inline constexpr std::size_t grey_dots_max = 32U << 20U;

[[nodiscard]] GreyView view_of(const GreyPicture& picture);
/// The box must lie within the picture.
[[nodiscard]] GreyView part_of(const GreyView& picture, const GreyBox& box);
[[nodiscard]] GreyPicture copy_of(const GreyView& picture);

/// Light for dark.
[[nodiscard]] GreyPicture inverted(const GreyView& picture);
/// Half of each side, each dot the mean of four: noise goes with it.
[[nodiscard]] GreyPicture halved(const GreyView& picture);
/// The mean of whole squares until no side is longer than `side_max`.
[[nodiscard]] GreyPicture shrunk_to(const GreyView& picture, int side_max);
/// Each side `times` as long (2 … 4), between the dots by cubic curves, which keep edges steeper than lines
/// do.
[[nodiscard]] GreyPicture enlarged(const GreyView& picture, int times);
/// Turned around its middle; the result holds all of it, what is beyond is `ground`.
[[nodiscard]] GreyPicture turned(const GreyView& picture, double degrees, std::uint8_t ground);
/// Each dot the mean of the square of 2·radius+1 around it.
[[nodiscard]] GreyPicture box_mean(const GreyView& picture, int radius);
/// Close to a Gaussian: two box means, one after the other.
[[nodiscard]] GreyPicture softened(const GreyView& picture, int radius);
/// What differs from its soft surroundings differs `percent` / 100 more.
[[nodiscard]] GreyPicture sharpened(const GreyView& picture, int radius, int percent);
/// Stretches each neighbourhood to all of black … white; a neighbourhood whose darkest and lightest dot lie
/// less than `span_min` apart is stretched less, so that an empty wall stays one.
[[nodiscard]] GreyPicture levelled(const GreyView& picture, int block, int span_min);
/// Black where a dot is darker than the mean of its square by more than `by`, else white.
[[nodiscard]] GreyPicture thresholded(const GreyView& picture, int radius, int by);

/// Where codes may be: boxes with many steep edges, the busiest first, at most `count`, with a margin for the
/// quiet zone. A picture that is busy all over gives one box that is nearly all of it.
[[nodiscard]] std::vector<GreyBox> busy_boxes(const GreyView& picture, std::size_t count);

}  // namespace yz::hal
