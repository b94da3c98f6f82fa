// The shape of what was written, as numbers: how much ink runs in which of eight directions in which part of
// the character, and where strokes begin and end. Says nothing of the strokes' order, so that any order is
// as good; a joined stroke only adds a little ink. docs/formats/handwriting.md. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "kiosk/input/strokes.h"

namespace yz::kiosk {

inline constexpr std::size_t ink_cells = 8;  // a side
inline constexpr std::size_t ink_directions = 8;
inline constexpr std::size_t end_cells = 5;  // a side
inline constexpr std::size_t ink_features = ink_cells * ink_cells * ink_directions;
inline constexpr std::size_t end_features = 2 * end_cells * end_cells;
inline constexpr std::size_t feature_count = ink_features + end_features + 3;  // strokes, length, proportion

using Features = std::array<float, feature_count>;

/// Of strokes as cleaned() gives them; all zero without any.
[[nodiscard]] Features features_of(std::span<const Stroke> strokes);

}  // namespace yz::kiosk
