#include "kiosk/ui/text_pad_layout.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "kiosk/ui/theme.h"

namespace yz::ui {
namespace {

struct Look {
  int width, height;
  bool is_low;
};
constexpr Look looks[] = {{1080, 1920, false}, {1080, 1920, true}, {1920, 1080, false}, {1920, 1080, true},
                          {720, 1280, false},  {720, 1280, true},  {2160, 3840, false}, {3840, 2160, false},
                          {1080, 2400, true},  {1280, 720, false}};

/// Tolerates a hundredth of a pixel of rounding.
void apart(const std::vector<Rect>& all, float least) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      const Rect& a = all[i];
      const Rect& b = all[j];
      const float across = std::max(b.x - a.right(), a.x - b.right());
      const float down = std::max(b.y - a.bottom(), a.y - b.bottom());
      INFO(i << " and " << j);
      CHECK(std::max(across, down) > least - 0.01F);
    }
  }
}

void inside(const std::vector<Rect>& all, const Layout& layout, float bottom) {
  for (const Rect& rect : all) {
    CHECK(rect.x >= layout.targets.x - 3 * layout.scale);
    CHECK(rect.right() <= layout.targets.right() + 3 * layout.scale);
    CHECK(rect.y >= layout.targets.y - 0.01F);
    CHECK(rect.bottom() <= bottom + 0.01F);
  }
}

void large_enough(const std::vector<Rect>& all, float width, float height, float scale) {
  for (const Rect& rect : all) {
    CHECK(rect.w >= width * scale - 0.01F);
    CHECK(rect.h >= height * scale - 0.01F);
  }
}

std::vector<Rect> all_of(const HandPlaces& places) {
  std::vector<Rect> all = places.candidates;
  for (const Rect& one :
       {places.pad, places.undo_stroke, places.clear_ink, places.marks, places.erase, places.done})
    all.push_back(one);
  return all;
}

std::vector<Rect> wide_of(const KeyPlaces& places) {
  std::vector<Rect> all = places.cells;
  all.insert(all.end(), places.readings.begin(), places.readings.end());
  for (const Rect& one : {places.more, places.marks, places.other_keys, places.erase, places.done})
    all.push_back(one);
  return all;
}

TEST_CASE("text pad: its parts keep apart, inside their column and large enough in every look", "[kiosk]") {
  for (const Look& look : looks) {
    const Layout layout = make_layout(look.width, look.height, look.is_low);
    const float s = layout.scale;
    const float bottom = layout.targets.bottom() - (target_height_min + gap) * s;  // above the tabs
    INFO(look.width << "x" << look.height << (look.is_low ? " low" : ""));

    const HandPlaces hand = place_hand(layout, bottom, look.is_low);
    CHECK(hand.candidates.size() == 8);
    CHECK(hand.pad.w == hand.pad.h);
    CHECK(hand.pad.w >= 480 * s - 0.01F);
    apart(all_of(hand), gap * s);
    inside(all_of(hand), layout, bottom);
    large_enough(all_of(hand), target_width_min, target_height_min, s);

    const KeyPlaces nine = place_nine_keys(layout, bottom, look.is_low, look.width % 3 == 0);
    CHECK(nine.keys.size() == 8);
    CHECK(nine.cells.size() >= 4);
    std::vector<Rect> all = wide_of(nine);
    all.insert(all.end(), nine.keys.begin(), nine.keys.end());
    apart(all, gap * s);
    inside(all, layout, bottom);
    large_enough(all, target_width_min, target_height_min, s);

    const KeyPlaces letters = place_letters(layout, bottom, look.is_low);
    CHECK(letters.keys.size() == 26);
    apart(letters.keys, 10 * s);
    apart(wide_of(letters), gap * s);
    large_enough(letters.keys, 88, target_height_min, s);  // small targets
    large_enough(wide_of(letters), target_width_min, target_height_min, s);
    inside(wide_of(letters), layout, bottom);
    inside(letters.keys, layout, bottom);
  }
}

}  // namespace
}  // namespace yz::ui
