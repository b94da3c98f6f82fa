// PGM pictures: what virtual cameras write, and the plainest way to hand in one. Pure.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "hal/grey_image.h"

namespace yz::hal {

/// A binary PGM (P5, 8 bits). `corrupt` for anything else, or larger than grey_side_max and `dots_max`
/// allow.
[[nodiscard]] Result<GreyPicture> parse_pgm(std::span<const std::uint8_t> bytes,
                                            std::size_t dots_max = grey_dots_max);

}  // namespace yz::hal
