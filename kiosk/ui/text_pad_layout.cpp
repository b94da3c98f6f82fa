#include "kiosk/ui/text_pad_layout.h"

#include <array>

#include "kiosk/ui/theme.h"

namespace yz::ui {
namespace {

constexpr float cell_height = 128;
constexpr float pad_side = 620;
constexpr float pad_side_lying = 600;
constexpr float pad_side_low = 480;
constexpr float key_gap = 10;  // between small keys
constexpr std::size_t pad_columns = 5;
constexpr std::array<std::size_t, 3> letter_rows{10, 9, 7};

/// `count` boxes beside each other over `row`.
std::vector<Rect> split(const Rect& row, std::size_t count, float between) {
  const auto n = static_cast<float>(count);
  const float width = (row.w - (n - 1) * between) / n;
  std::vector<Rect> boxes;
  for (std::size_t i = 0; i < count; ++i)
    boxes.push_back({row.x + static_cast<float>(i) * (width + between), row.y, width, row.h});
  return boxes;
}

/// Takes strips off the lower end of a column.
class Stack {
 public:
  Stack(const Layout& layout, float bottom) : layout_(layout), bottom_(bottom) {}
  Rect take(float height_design) {
    const float height = height_design * layout_.scale;
    const Rect strip{layout_.targets.x, bottom_ - height, layout_.targets.w, height};
    bottom_ = strip.y - gap * layout_.scale;
    return strip;
  }
  [[nodiscard]] float top() const { return bottom_ + gap * layout_.scale; }
  /// What is left above, in design pixels.
  [[nodiscard]] float room() const { return (bottom_ - layout_.targets.y) / layout_.scale; }

 private:
  const Layout& layout_;
  float bottom_;
};

HandPlaces hand_standing(const Layout& layout, float bottom, bool is_low) {
  HandPlaces places;
  const float between = gap * layout.scale;
  Stack stack(layout, bottom);
  const float side = is_low ? pad_side_low : pad_side;
  const Rect writing = stack.take(side);
  places.pad = {writing.x, writing.y, writing.h, writing.h};
  const Rect beside{places.pad.right() + between, writing.y, writing.right() - places.pad.right() - between,
                    writing.h};
  const float height = (beside.h - 2 * between) / 3;
  const auto below = [&](float i) {
    return Rect{beside.x, beside.y + i * (height + between), beside.w, height};
  };
  places.marks = below(0);
  places.erase = below(1);
  places.done = below(2);
  const std::vector<Rect> lower = split(stack.take(cell_height), pad_columns, between);
  places.candidates = split(stack.take(cell_height), pad_columns, between);
  places.candidates.insert(places.candidates.end(), lower.begin(), lower.begin() + 3);
  places.undo_stroke = lower[3];
  places.clear_ink = lower[4];
  places.top = stack.top();
  return places;
}

HandPlaces hand_lying(const Layout& layout, float bottom) {
  HandPlaces places;
  const float between = gap * layout.scale;
  Stack stack(layout, bottom);
  const std::vector<Rect> row = split(stack.take(cell_height), pad_columns, between);
  places.undo_stroke = row[0];
  places.clear_ink = row[1];
  places.marks = row[2];
  places.erase = row[3];
  places.done = row[4];
  const Rect writing = stack.take(pad_side_lying);
  places.pad = {writing.x, writing.y, writing.h, writing.h};
  const Rect beside{places.pad.right() + between, writing.y, writing.right() - places.pad.right() - between,
                    (writing.h - 3 * between) / 4};
  for (int i = 0; i < 4; ++i) {
    const Rect line{beside.x, beside.y + static_cast<float>(i) * (beside.h + between), beside.w, beside.h};
    for (const Rect& cell : split(line, 2, between)) places.candidates.push_back(cell);
  }
  places.top = stack.top();
  return places;
}

/// Words in one or two rows above the keys, and above them what the first group may be, as far as there is
/// room.
void place_words(KeyPlaces& places, Stack& stack, const Layout& layout, bool two_rows, bool with_readings) {
  const float between = gap * layout.scale;
  const std::vector<Rect> lower = split(stack.take(cell_height), pad_columns, between);
  places.cells_a_row = pad_columns;
  if (two_rows) places.cells = split(stack.take(cell_height), pad_columns, between);
  places.cells.insert(places.cells.end(), lower.begin(), lower.end() - 1);
  places.more = lower.back();
  if (with_readings) places.readings = split(stack.take(target_height_min), pad_columns, between);
  places.top = stack.top();
}

}  // namespace

HandPlaces place_hand(const Layout& layout, float bottom, bool is_low) {
  return layout.portrait ? hand_standing(layout, bottom, is_low) : hand_lying(layout, bottom);
}

KeyPlaces place_nine_keys(const Layout& layout, float bottom, bool is_low, bool has_largest_text) {
  KeyPlaces places;
  const float between = gap * layout.scale;
  Stack stack(layout, bottom);
  // Four rows of keys, one or two of words, and what the first group may be.
  const bool is_wide = layout.portrait && !is_low;
  const float words_height = is_wide ? (cell_height + gap) * 2 + target_height_min + gap : cell_height + gap;
  const float key_height =
      std::min(has_largest_text ? 140.0F : 150.0F, (stack.room() - words_height - 3 * gap) / 4);
  std::vector<Rect> all;
  for (int row = 0; row < 4; ++row) {
    std::vector<Rect> three = split(stack.take(key_height), 3, between);
    all.insert(all.begin(), three.begin(), three.end());
  }
  places.marks = all[0];
  places.keys.assign(all.begin() + 1, all.begin() + 9);
  places.other_keys = all[9];
  places.erase = all[10];
  places.done = all[11];
  place_words(places, stack, layout, is_wide, is_wide);
  return places;
}

KeyPlaces place_letters(const Layout& layout, float bottom, bool is_low) {
  KeyPlaces places;
  const float between = gap * layout.scale;
  Stack stack(layout, bottom);
  const float key_height = is_low || !layout.portrait ? 128 : 150;
  const std::vector<Rect> row = split(stack.take(cell_height), 4, between);
  places.other_keys = row[0];
  places.marks = row[1];
  places.erase = row[2];
  places.done = row[3];
  // Ten keys of 88 with their gaps are two pixels more than the column has.
  const float wide = 972 * layout.scale;
  for (std::size_t i = letter_rows.size(); i-- > 0;) {
    Rect line = stack.take(key_height);
    if (line.w < wide) line = {line.centre_x() - wide / 2, line.y, wide, line.h};
    const float key = (line.w - 9 * key_gap * layout.scale) / 10;
    const float used =
        static_cast<float>(letter_rows[i]) * (key + key_gap * layout.scale) - key_gap * layout.scale;
    const std::vector<Rect> keys =
        split({line.centre_x() - used / 2, line.y, used, line.h}, letter_rows[i], key_gap * layout.scale);
    places.keys.insert(places.keys.begin(), keys.begin(), keys.end());
  }
  place_words(places, stack, layout, layout.portrait && !is_low, false);
  return places;
}

}  // namespace yz::ui
