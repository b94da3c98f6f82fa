#include "hal/drivers/video_frame.h"

#include <algorithm>
#include <utility>

#include "hal/jpeg.h"

namespace yz::hal {
namespace {

std::size_t dots_of(const VideoShape& shape) {
  return static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.height);
}

std::uint8_t limited(int value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0, 255));
}

/// ITU-R BT.601, as all small cameras mean it; factors in 65,536ths.
struct YuvRange {
  int black;
  int light;   // 255 ÷ the steps from black to white
  int colour;  // 1 ÷ the steps of a colour, × 256
};
constexpr YuvRange full_range{0, 65'536, 256};
constexpr YuvRange narrow_range{16, 76'309, 291};

void add_dot(const YuvRange& range, int y, int u, int v, std::vector<std::uint8_t>& dots) {
  constexpr int half = 1 << 15;
  constexpr int middle = 128;
  constexpr int red_of_v = 359;  // × 256, like the others
  constexpr int green_of_u = 88;
  constexpr int green_of_v = 183;
  constexpr int blue_of_u = 454;
  const int light = (y - range.black) * range.light + half;
  const int blue = (u - middle) * range.colour;
  const int red = (v - middle) * range.colour;
  dots.push_back(limited((light + red * red_of_v) >> 16));
  dots.push_back(limited((light - blue * green_of_u - red * green_of_v) >> 16));
  dots.push_back(limited((light + blue * blue_of_u) >> 16));
}

/// U and V of a dot, where the format has them.
struct Chroma {
  int u;
  int v;
};
Chroma chroma_at(const VideoShape& shape, std::span<const std::uint8_t> bytes, std::size_t row_bytes, int x,
                 int y) {
  const auto pair = static_cast<std::size_t>(x / 2);
  if (shape.format == VideoFormat::yuyv) {
    const std::size_t at = static_cast<std::size_t>(y) * row_bytes + pair * 4;
    return {bytes[at + 1], bytes[at + 3]};
  }
  const std::size_t at =
      row_bytes * (static_cast<std::size_t>(shape.height) + static_cast<std::size_t>(y / 2)) + pair * 2;
  return {bytes[at], bytes[at + 1]};
}

/// Bytes up to the end of the last row with colours in it.
std::size_t colour_bytes(const VideoShape& shape, std::size_t row_bytes) {
  const auto pairs = (static_cast<std::size_t>(shape.width) + 1) / 2;
  const auto height = static_cast<std::size_t>(shape.height);
  if (shape.format == VideoFormat::yuyv) return row_bytes * (height - 1) + pairs * 4;
  return row_bytes * (height + (height + 1) / 2 - 1) + pairs * 2;
}

}  // namespace

const char* to_string(VideoFormat format) {
  switch (format) {
    case VideoFormat::grey:
      return "GREY";
    case VideoFormat::nv12:
      return "NV12";
    case VideoFormat::yuyv:
      return "YUYV";
    case VideoFormat::mjpg:
      return "MJPG";
  }
  return "?";
}

Result<GreyView> grey_of(std::span<const std::uint8_t> bytes, const VideoShape& shape, GreyPicture& room) {
  if (shape.width < 1 || shape.height < 1 || shape.width > grey_side_max || shape.height > grey_side_max)
    return fail(Code::corrupt, "a frame's size");
  if (shape.format == VideoFormat::mjpg) {
    auto picture = decode_jpeg(bytes, dots_of(shape));
    if (!picture) return fail(picture.error());
    room = *std::move(picture);
    return view_of(room);
  }
  const std::size_t dot_bytes = shape.format == VideoFormat::yuyv ? 2 : 1;
  const std::size_t line = static_cast<std::size_t>(shape.width) * dot_bytes;
  const std::size_t row_bytes = shape.row_bytes == 0 ? line : shape.row_bytes;
  if (row_bytes < line || bytes.size() < line ||
      (bytes.size() - line) / row_bytes < static_cast<std::size_t>(shape.height) - 1) {
    return fail(Code::corrupt, "a frame cut short");
  }
  return GreyView{bytes.data(), shape.width, shape.height, static_cast<std::ptrdiff_t>(row_bytes),
                  static_cast<std::ptrdiff_t>(dot_bytes)};
}

Result<ColourPicture> colours_of(std::span<const std::uint8_t> bytes, const VideoShape& shape,
                                 int side_enough) {
  if (shape.format == VideoFormat::mjpg) return decode_jpeg_colours(bytes, side_enough, dots_of(shape));
  GreyPicture unused;
  const auto grey = grey_of(bytes, shape, unused);
  if (!grey) return fail(grey.error());
  if (shape.format == VideoFormat::grey) return coloured(*grey);
  const auto row_bytes = static_cast<std::size_t>(grey->row_bytes);
  if (bytes.size() < colour_bytes(shape, row_bytes)) return fail(Code::corrupt, "a frame cut short");
  const YuvRange& range = shape.is_full_range ? full_range : narrow_range;
  std::vector<std::uint8_t> dots;
  dots.reserve(dots_of(shape) * colours);
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const Chroma chroma = chroma_at(shape, bytes, row_bytes, x, y);
      add_dot(range, grey->at(x, y), chroma.u, chroma.v, dots);
    }
  }
  return ColourPicture{shape.width, shape.height, Sensitive(std::move(dots))};
}

}  // namespace yz::hal
