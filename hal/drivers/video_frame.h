// What cameras send, as grey pictures and as pictures in colour. Pure.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "hal/colour_image.h"
#include "hal/grey_image.h"

namespace yz::hal {

/// In the order in which they are asked for: the first costs nothing to read, the last has to be unpacked.
/// grey: a byte a dot · nv12: the same, colours behind · yuyv: each second byte · mjpg: a JPEG a frame.
enum class VideoFormat { grey, nv12, yuyv, mjpg };
[[nodiscard]] const char* to_string(VideoFormat format);

struct VideoShape {
  VideoFormat format{};
  int width{};
  int height{};
  std::uint32_t row_bytes{};  // as the driver says; 0 for mjpg
  bool is_full_range{};       // nv12, yuyv: black is 0 and white 255, else 16 and 235
  bool operator==(const VideoShape&) const = default;
};

/// A view of `bytes`, without a copy; only of mjpg one of `room`, where the picture is unpacked. `corrupt`:
/// fewer bytes than the shape needs, or a damaged JPEG.
[[nodiscard]] Result<GreyView> grey_of(std::span<const std::uint8_t> bytes, const VideoShape& shape,
                                       GreyPicture& room);

/// The same frame in colour, no larger than `side_enough` asks for. `corrupt` also for an mjpg frame that is
/// not whole.
[[nodiscard]] Result<ColourPicture> colours_of(std::span<const std::uint8_t> bytes, const VideoShape& shape,
                                               int side_enough);

}  // namespace yz::hal
