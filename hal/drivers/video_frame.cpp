#include "hal/drivers/video_frame.h"

#include <utility>

#include "hal/jpeg.h"

namespace yz::hal {

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
    const std::size_t dots_max =
        static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.height);
    auto picture = decode_jpeg(bytes, dots_max);
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

}  // namespace yz::hal
