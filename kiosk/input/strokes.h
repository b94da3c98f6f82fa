// What a finger wrote: strokes on a canvas of 1024×1024, y downwards, and what is made of them before anybody
// looks at their shape. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace yz::kiosk {

inline constexpr float canvas_size = 1'024;
/// No character has more than 36; what a hand adds by accident fits in beside them.
inline constexpr std::size_t strokes_max = 64;

struct StrokePoint {
  float x{};
  float y{};
  bool operator==(const StrokePoint&) const = default;
};
using Stroke = std::vector<StrokePoint>;

/// Without points that are no numbers, empty strokes and strokes beyond strokes_max; points far off the
/// canvas are put at its surroundings' edge.
[[nodiscard]] std::vector<Stroke> cleaned(std::span<const Stroke> strokes);

/// The longer side of the box around all points.
[[nodiscard]] float extent(std::span<const Stroke> strokes);

/// Points `step` apart along the stroke, with its first and last point; a stroke without length stays one
/// point.
[[nodiscard]] Stroke resampled(std::span<const StrokePoint> stroke, float step);

/// Each inner point moved half way to the middle of its neighbours, `times` times: takes the shaking of a
/// finger out.
void smooth(Stroke& stroke, int times);

}  // namespace yz::kiosk
