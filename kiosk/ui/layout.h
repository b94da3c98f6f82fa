// Where things go: the frames of docs/accessibility.md for portrait and landscape, in pixels of the picture.
// Pure.
#pragma once

#include "kiosk/ui/geometry.h"

namespace yz::ui {

struct Layout {
  float scale{1};  // pixels for a design pixel
  bool portrait{true};
  Rect screen;
  Rect status;   // bar at the top
  Rect bar;      // the five fixed buttons
  Rect words;    // title and sentences; grows downwards
  Rect targets;  // what can be touched; grows upwards from its lower edge
};

/// `low_reach`: all targets within 1,150 design pixels of the lower edge.
[[nodiscard]] Layout make_layout(int width, int height, bool low_reach);

}  // namespace yz::ui
