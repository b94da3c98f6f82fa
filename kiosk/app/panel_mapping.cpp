#include "kiosk/app/panel_mapping.h"

#include <algorithm>

namespace yz::kiosk {

PanelPoint turned_back(int rotation, PanelPoint on_panel) {
  const auto [x, y] = on_panel;
  switch (rotation) {
    case 90:
      return {y, 1 - x};
    case 180:
      return {1 - x, 1 - y};
    case 270:
      return {1 - y, x};
    default:
      return on_panel;
  }
}

PanelPoint corrected(const TouchMatrix& matrix, PanelPoint told) {
  const auto row = [&](std::size_t first) {
    return std::clamp(matrix.at(first) * told.x + matrix.at(first + 1) * told.y + matrix.at(first + 2), 0.0F,
                      1.0F);
  };
  return {row(0), row(3)};
}

}  // namespace yz::kiosk
