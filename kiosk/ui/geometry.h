// Rectangles on the picture, in its pixels. Values only.
#pragma once

#include <algorithm>
#include <cmath>

namespace yz::ui {

struct InkPoint {
  float x{}, y{};
  bool operator==(const InkPoint&) const = default;
};

struct Rect {
  float x{}, y{}, w{}, h{};
  bool operator==(const Rect&) const = default;

  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] float centre_x() const { return x + w / 2; }
  [[nodiscard]] float centre_y() const { return y + h / 2; }
  [[nodiscard]] Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
  /// 0 inside, else how far the point is from the nearest edge.
  [[nodiscard]] float distance(float px, float py) const {
    const float dx = std::max({x - px, 0.0F, px - right()});
    const float dy = std::max({y - py, 0.0F, py - bottom()});
    return std::hypot(dx, dy);
  }
};

}  // namespace yz::ui
