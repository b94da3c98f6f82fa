// JPEG pictures: of cameras that send MJPG and of photographs, to grey and to colour, and back from dots to a
// file. The one user of libjpeg.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"
#include "hal/colour_image.h"
#include "hal/grey_image.h"

namespace yz::hal {

/// Only the light of it is decoded. `corrupt`: no JPEG, cut short before its first row, or larger than
/// grey_side_max and `dots_max` allow; one that ends early has its missing rows in grey, as a browser
/// shows it.
[[nodiscard]] Result<GreyPicture> decode_jpeg(std::span<const std::uint8_t> bytes,
                                              std::size_t dots_max = grey_dots_max);

/// In colour. One whose longer side is at least twice `side_enough` is decoded smaller, never below it.
/// `corrupt` as above, and where a part of the picture is missing.
[[nodiscard]] Result<ColourPicture> decode_jpeg_colours(std::span<const std::uint8_t> bytes, int side_enough,
                                                        std::size_t dots_max = grey_dots_max);

/// A file made of the dots alone: nothing that a camera wrote beside its picture is in it. `quality` 1…100.
/// `full`: longer than `bytes_max`.
[[nodiscard]] Result<Sensitive<std::vector<std::uint8_t>>> encode_jpeg(const ColourPicture& picture,
                                                                       int quality, std::size_t bytes_max);

}  // namespace yz::hal
