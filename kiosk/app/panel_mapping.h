// From the panel to the picture: how the panel is mounted, and what its touch layer gets wrong.
#pragma once

#include <array>

namespace yz::kiosk {

/// Two rows that are multiplied with (x, y, 1), as libinput's calibration matrix.
using TouchMatrix = std::array<float, 6>;
inline constexpr TouchMatrix touch_as_told{1, 0, 0, 0, 1, 0};

struct PanelMapping {
  int rotation{};  // degrees by which the picture is turned clockwise on the panel: 0, 90, 180 or 270
  TouchMatrix touch{touch_as_told};

  /// Width and height of the picture are the panel's height and width.
  [[nodiscard]] bool is_on_its_side() const { return rotation == 90 || rotation == 270; }
};

/// From 0 to 1 of width and height, from the upper left corner.
struct PanelPoint {
  float x{};
  float y{};
};

/// A point of the panel as one of the picture.
[[nodiscard]] PanelPoint turned_back(int rotation, PanelPoint on_panel);
/// Where a finger is that the touch layer tells of.
[[nodiscard]] PanelPoint corrected(const TouchMatrix& matrix, PanelPoint told);

}  // namespace yz::kiosk
