// Pictures as files: PNG, JPEG and PGM to grey, told apart by their first bytes. The one user of libpng in
// hal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "base/result.h"
#include "hal/colour_image.h"
#include "hal/grey_image.h"

namespace yz::hal {

inline constexpr std::uintmax_t picture_bytes_max = 64U << 20U;

/// Colour becomes light, what is see-through lies on white. `unsupported`: another kind of picture;
/// `corrupt`: damaged, or larger than grey_side_max and `dots_max` allow.
[[nodiscard]] Result<GreyPicture> decode_picture(std::span<const std::uint8_t> bytes,
                                                 std::size_t dots_max = grey_dots_max);
/// A PNG in its colours; errors as above.
[[nodiscard]] Result<ColourPicture> decode_png_colours(std::span<const std::uint8_t> bytes,
                                                       std::size_t dots_max);
/// Also `not_found`, `unavailable` (cannot be read) and `full` (more than picture_bytes_max). Blocks on the
/// disk.
[[nodiscard]] Result<GreyPicture> read_picture(const std::filesystem::path& file);
/// The same in colour where it is a JPEG, which must be whole and comes no larger than `side_enough` asks for
/// (hal/jpeg.h); the others in grey.
[[nodiscard]] Result<ColourPicture> read_colours(const std::filesystem::path& file, int side_enough);

}  // namespace yz::hal
