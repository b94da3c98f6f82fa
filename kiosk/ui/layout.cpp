#include "kiosk/ui/layout.h"

namespace yz::ui {
namespace {

constexpr float design_side = 1080;
constexpr float status_height = 72;
constexpr float title_top = 100;
constexpr float side_margin = 56;
constexpr float bar_height = 180;
constexpr float bar_width = 220;  // landscape: a column on the right
constexpr float words_width = 560;
constexpr float column_gap = 56;
constexpr float low_reach_height = 1'150;
constexpr float highest_target = 1'500;  // above the lower edge, portrait; nobody reaches higher

Rect scaled(float scale, float x, float y, float w, float h) {
  return {x * scale, y * scale, w * scale, h * scale};
}

}  // namespace

Layout make_layout(int width, int height, bool low_reach) {
  Layout layout;
  const auto w = static_cast<float>(width);
  const auto h = static_cast<float>(height);
  layout.portrait = height >= width;
  layout.scale = std::min(w, h) / design_side;
  const float s = layout.scale;
  const float dw = w / s;  // size in design pixels
  const float dh = h / s;
  layout.screen = {0, 0, w, h};
  layout.status = scaled(s, 0, 0, dw, status_height);
  if (layout.portrait) {
    const float bottom = dh - bar_height;
    layout.bar = scaled(s, 0, bottom, dw, bar_height);
    layout.words = scaled(s, side_margin, title_top, dw - 2 * side_margin, bottom - title_top);
    const float top = std::max(title_top, dh - (low_reach ? low_reach_height : highest_target));
    layout.targets = scaled(s, side_margin, top, dw - 2 * side_margin, bottom - top - 28);
    return layout;
  }
  layout.bar = scaled(s, dw - bar_width, status_height, bar_width, dh - status_height);
  layout.words = scaled(s, side_margin, title_top, words_width, dh - title_top - 36);
  const float left = side_margin + words_width + column_gap;
  layout.targets = scaled(s, left, title_top, dw - bar_width - left - 28, dh - title_top - 36);
  return layout;
}

}  // namespace yz::ui
