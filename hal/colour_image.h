// Pictures in colour, of which photographs are made. What they show belongs to a person: they wipe themselves
// when they die. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "base/sensitive.h"
#include "hal/grey_image.h"

namespace yz::hal {

/// Red, green and blue of each dot, row by row.
struct ColourPicture {
  int width{};
  int height{};
  Sensitive<std::vector<std::uint8_t>> dots;
};
inline constexpr std::size_t colours = 3;

/// The same light in all three.
[[nodiscard]] ColourPicture coloured(const GreyView& picture);
/// No side longer than `side_max`, each dot the mean of those it stands for; a small one stays as it is.
[[nodiscard]] ColourPicture shrunk_to(const ColourPicture& picture, int side_max);

}  // namespace yz::hal
