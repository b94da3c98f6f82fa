// Where the parts of the text pad stand (docs/accessibility.md, "Writing"), in pixels of the picture. Pure.
#pragma once

#include <vector>

#include "kiosk/ui/layout.h"

namespace yz::ui {

struct HandPlaces {
  Rect pad;
  std::vector<Rect> candidates;  // eight, best first
  Rect undo_stroke;
  Rect clear_ink;
  Rect marks;
  Rect erase;
  Rect done;
  float top{};  // nothing of it is higher
};

struct KeyPlaces {
  std::vector<Rect> keys;   // nine keys: eight of letters; letters: 26, in the order of the rows
  std::vector<Rect> cells;  // for words; a long word takes several of a row
  std::size_t cells_a_row{};
  std::vector<Rect> readings;  // what the first group may be; empty where there is no room
  Rect more;                   // the next words
  Rect marks;
  Rect other_keys;
  Rect erase;
  Rect done;
  float top{};
};

/// `bottom`: the lower edge, above the tabs. The largest text takes a little height from the nine keys for
/// the words above them.
[[nodiscard]] HandPlaces place_hand(const Layout& layout, float bottom, bool is_low);
[[nodiscard]] KeyPlaces place_nine_keys(const Layout& layout, float bottom, bool is_low,
                                        bool has_largest_text);
[[nodiscard]] KeyPlaces place_letters(const Layout& layout, float bottom, bool is_low);

}  // namespace yz::ui
