// JPEG pictures to grey: cameras that send MJPG, and photographs. The one user of libjpeg.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "hal/grey_image.h"

namespace yz::hal {

/// Only the light of it is decoded. `corrupt`: no JPEG, cut short before its first row, or larger than
/// grey_side_max and `dots_max` allow; one that ends early has its missing rows in grey, as a browser
/// shows it.
[[nodiscard]] Result<GreyPicture> decode_jpeg(std::span<const std::uint8_t> bytes,
                                              std::size_t dots_max = grey_dots_max);

}  // namespace yz::hal
