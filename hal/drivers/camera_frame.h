// Pictures of a camera, as files. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace yz::hal {

/// Grey, one byte a dot, row by row.
struct GreyFrame {
  int width{};
  int height{};
  std::vector<std::uint8_t> dots;
};

inline constexpr int frame_side_max = 4'096;

/// A binary PGM (P5, 8 bits). `corrupt` for anything else, or larger than frame_side_max.
[[nodiscard]] Result<GreyFrame> parse_pgm(std::span<const std::uint8_t> bytes);

}  // namespace yz::hal
