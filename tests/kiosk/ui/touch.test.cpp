#include "kiosk/ui/touch.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numbers>
#include <random>

namespace yz::ui {
namespace {

using kiosk::Finger;
using Kind = Finger::Kind;
using std::chrono_literals::operator""ms;

/// Two buttons, 28 px apart, two keys beside each other and the help button.
const std::vector<Target> two_buttons{{"take", {100, 1'000, 400, 160}, Target::Kind::action},
                                      {"leave", {100, 1'188, 400, 160}, Target::Kind::action},
                                      {"key.1", {600, 1'000, 200, 150}, Target::Kind::key},
                                      {"key.2", {828, 1'000, 200, 150}, Target::Kind::key},
                                      {"help", {800, 1'700, 171, 150}, Target::Kind::hold}};

struct Glass {
  Glass() {
    touch.set_targets(two_buttons);
    touch.set_rules(TouchRules::of(1, false));
  }
  void finger(Kind kind, float x, float y, std::int64_t id = 1) { touch.finger({kind, id, x, y, now}); }
  std::string tap(float x, float y, Milliseconds pressed = 150ms) {
    finger(Kind::down, x, y);
    now += pressed;
    finger(Kind::up, x, y);
    return taken();
  }
  std::string taken() {
    const auto tap = touch.take_tap();
    return tap ? tap->id : "";
  }
  std::string why() {
    const auto records = touch.take_records();
    return records.empty() ? "none" : records.back().not_taken;
  }
  TouchRecogniser touch;
  Milliseconds now{10'000};
};

TEST_CASE("touch: a finger up on a target is a touch", "[kiosk]") {
  Glass glass;
  CHECK(glass.tap(300, 1'080) == "take");
  CHECK(glass.why().empty());
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'250) == "leave");
}

TEST_CASE("touch: 24 px beside a target count, more do not, and the nearer of two wins", "[kiosk]") {
  Glass glass;
  CHECK(glass.tap(77, 1'080) == "take");
  glass.now += 1'000ms;
  CHECK(glass.tap(75, 1'080).empty());
  CHECK(glass.why() == "no target");
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'170) == "take");  // 10 px below it, 18 above the other
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'180) == "leave");
}

TEST_CASE("touch: a ground has what is near none of those that stand on it, and a tap says where it was",
          "[kiosk]") {
  for (const bool is_first : {true, false}) {
    INFO(is_first);
    std::vector<Target> targets = two_buttons;
    targets.insert(is_first ? targets.begin() : targets.end(),
                   {"ground", {0, 900, 1'080, 500}, Target::Kind::ground});
    Glass glass;
    glass.touch.set_targets(targets);
    CHECK(glass.tap(300, 1'080) == "take");
    glass.now += 1'000ms;
    CHECK(glass.tap(77, 1'080) == "take");  // 23 px beside it
    glass.now += 1'000ms;
    glass.finger(Kind::down, 40, 950);
    glass.now += 100ms;
    glass.finger(Kind::up, 42, 955);
    const auto tap = glass.touch.take_tap();
    REQUIRE(tap);
    CHECK(tap->id == "ground");
    CHECK(tap->at == InkPoint{42, 955});
    glass.now += 1'000ms;
    CHECK(glass.tap(300, 890).empty());  // beside the ground there is no slop
  }
}

TEST_CASE("touch: shorter than 20 ms or longer than 3 s is none", "[kiosk]") {
  Glass glass;
  CHECK(glass.tap(300, 1'080, 19ms).empty());
  CHECK(glass.why() == "too short");
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'080, 20ms) == "take");
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'080, 3'000ms) == "take");
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'080, 3'001ms).empty());
  CHECK(glass.why() == "too long");
}

TEST_CASE("touch: a finger may slide, where it ends counts", "[kiosk]") {
  Glass glass;
  const auto slide = [&](float from_x, float from_y, float to_x, float to_y) {
    glass.now += 1'000ms;
    glass.finger(Kind::down, from_x, from_y);
    glass.now += 100ms;
    glass.finger(Kind::move, 20, 20);  // wherever it was meanwhile
    glass.now += 100ms;
    glass.finger(Kind::up, to_x, to_y);
    return glass.taken();
  };
  CHECK(slide(120, 1'010, 480, 1'150) == "take");
  CHECK(slide(90, 1'080, 300, 1'080) == "take");  // began beside it
  CHECK(slide(300, 1'080, 300, 1'250).empty());   // ended on another
  CHECK(glass.why() == "left the target");
  CHECK(slide(20, 1'080, 300, 1'080).empty());  // began on nothing
}

TEST_CASE("touch: up and down again within 120 ms and 40 px is one touch", "[kiosk]") {
  Glass glass;
  SECTION("after it was taken") {
    CHECK(glass.tap(300, 1'080) == "take");
    glass.now += 100ms;
    CHECK(glass.tap(320, 1'090).empty());
    CHECK(glass.why() == "same touch");
  }
  SECTION("when the first contact alone was too short") {
    CHECK(glass.tap(300, 1'080, 10ms).empty());
    glass.now += 60ms;
    CHECK(glass.tap(310, 1'085, 12ms) == "take");
  }
  SECTION("further away it is another touch") {
    CHECK(glass.tap(120, 1'150) == "take");
    glass.now += 100ms;
    CHECK(glass.tap(120, 1'200) == "leave");
  }
}

TEST_CASE("touch: the same button rests 600 ms, the same key 250 ms, another not at all", "[kiosk]") {
  Glass glass;
  CHECK(glass.tap(300, 1'080) == "take");
  glass.now += 599ms;
  CHECK(glass.tap(300, 1'080).empty());
  CHECK(glass.why() == "resting");
  glass.now += 600ms;
  CHECK(glass.tap(300, 1'080) == "take");
  CHECK(glass.tap(650, 1'080) == "key.1");
  glass.now += 130ms;
  CHECK(glass.tap(650, 1'080).empty());
  glass.now += 250ms;
  CHECK(glass.tap(650, 1'080) == "key.1");
  glass.now += 1ms;
  CHECK(glass.tap(900, 1'080) == "key.2");
}

TEST_CASE("touch: a new screen rests 350 ms", "[kiosk]") {
  Glass glass;
  glass.touch.screen_changed(glass.now);
  glass.touch.set_targets(two_buttons);
  glass.now += 349ms;
  CHECK(glass.tap(300, 1'080).empty());
  CHECK(glass.why() == "new screen");
  glass.now += 300ms;
  CHECK(glass.tap(300, 1'080) == "take");
}

TEST_CASE("touch: slow mode rests 1,000, 600 and 700 ms", "[kiosk]") {
  Glass glass;
  glass.touch.set_rules(TouchRules::of(1, true));
  CHECK(glass.tap(300, 1'080) == "take");
  glass.now += 999ms;
  CHECK(glass.tap(300, 1'080).empty());
  glass.now += 1'000ms;
  CHECK(glass.tap(650, 1'080) == "key.1");
  glass.now += 599ms;
  CHECK(glass.tap(650, 1'080).empty());
  glass.touch.screen_changed(glass.now);
  glass.touch.set_targets(two_buttons);
  glass.now += 699ms;
  CHECK(glass.tap(300, 1'080).empty());
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'080, 5'000ms) == "take");
}

TEST_CASE("touch: a second finger is ignored and the first goes on", "[kiosk]") {
  Glass glass;
  glass.finger(Kind::down, 300, 1'080, 1);
  glass.now += 50ms;
  glass.finger(Kind::down, 300, 1'250, 2);
  glass.now += 50ms;
  glass.finger(Kind::up, 300, 1'250, 2);
  CHECK(glass.taken().empty());
  CHECK(glass.why() == "second finger");
  glass.now += 50ms;
  glass.finger(Kind::up, 300, 1'080, 1);
  CHECK(glass.taken() == "take");
}

TEST_CASE("touch: three fingers cancel everything until all are up", "[kiosk]") {
  Glass glass;
  for (std::int64_t id = 1; id <= 3; ++id) glass.finger(Kind::down, 300, 1'080, id);
  glass.now += 100ms;
  glass.finger(Kind::up, 300, 1'080, 1);
  glass.finger(Kind::up, 300, 1'080, 2);
  glass.finger(Kind::down, 300, 1'250, 4);
  glass.now += 100ms;
  glass.finger(Kind::up, 300, 1'250, 4);
  glass.finger(Kind::up, 300, 1'080, 3);
  CHECK(glass.taken().empty());
  glass.now += 1'000ms;
  CHECK(glass.tap(300, 1'080) == "take");
}

TEST_CASE("touch: help is taken by a tap, and by holding it for 2 s", "[kiosk]") {
  Glass glass;
  CHECK(glass.tap(880, 1'780) == "help");
  glass.now += 1'000ms;
  glass.finger(Kind::down, 880, 1'780);
  glass.now += 1'999ms;
  glass.touch.tick(glass.now);
  CHECK_FALSE(glass.touch.take_tap());
  CHECK(glass.touch.hold_progress(glass.now) > 0.99F);
  glass.now += 1ms;
  glass.touch.tick(glass.now);
  const auto held = glass.touch.take_tap();
  REQUIRE(held);
  CHECK(held->held);
  glass.now += 500ms;
  glass.finger(Kind::up, 880, 1'780);
  CHECK(glass.taken().empty());  // once is enough
  CHECK(glass.why().empty());
}

TEST_CASE("touch: help that was held is held, also when nothing was drawn meanwhile", "[kiosk]") {
  Glass glass;
  glass.finger(Kind::down, 880, 1'780);
  CHECK(glass.touch.is_holding());  // from the first moment: whoever draws has to come again
  glass.now += 2'300ms;
  glass.finger(Kind::up, 880, 1'780);
  const auto held = glass.touch.take_tap();
  REQUIRE(held);
  CHECK(held->held);
  CHECK_FALSE(glass.touch.is_holding());
}

TEST_CASE("touch: what was begun on the old screen counts for nothing", "[kiosk]") {
  Glass glass;
  glass.finger(Kind::down, 300, 1'080);
  glass.now += 100ms;
  glass.touch.screen_changed(glass.now);
  glass.touch.set_targets(two_buttons);
  glass.now += 500ms;
  glass.finger(Kind::up, 300, 1'080);
  CHECK(glass.taken().empty());
  CHECK(glass.touch.pressed() == nullptr);
}

TEST_CASE("touch: a finger that the panel takes away is no touch", "[kiosk]") {
  Glass glass;
  glass.finger(Kind::down, 300, 1'080);
  glass.now += 100ms;
  glass.finger(Kind::cancel, 300, 1'080);
  CHECK(glass.taken().empty());
  CHECK(glass.why() == "cancelled");
  CHECK_FALSE(glass.touch.is_finger_down());
}

TEST_CASE("touch: a finger whose end was lost does not make the glass dead", "[kiosk]") {
  Glass glass;
  glass.finger(Kind::down, 300, 1'080, 1);
  glass.now += 10'001ms;
  glass.finger(Kind::down, 300, 1'250, 2);
  glass.now += 100ms;
  glass.finger(Kind::up, 300, 1'250, 2);
  CHECK(glass.taken() == "leave");
  SECTION("nor when the panel gives the same number again") {
    glass.finger(Kind::down, 300, 1'250, 3);
    glass.now += 1'000ms;
    glass.finger(Kind::down, 300, 1'080, 3);
    glass.now += 100ms;
    glass.finger(Kind::up, 300, 1'080, 3);
    CHECK(glass.taken() == "take");
  }
}

TEST_CASE("touch: a slide of more than 120 px that touches nothing turns pages", "[kiosk]") {
  Glass glass;
  const auto slide = [&](float to_x, float to_y) {
    glass.now += 1'000ms;
    glass.finger(Kind::down, 300, 1'080);
    glass.now += 200ms;
    glass.finger(Kind::up, to_x, to_y);
    CHECK(glass.taken().empty());
    return glass.touch.take_slide();
  };
  CHECK(slide(300, 800) == Slide::onwards);
  CHECK(slide(300, 1'500) == Slide::back);
  CHECK(slide(300, 970) == std::nullopt);  // 110 px
}

// ── a shaking hand
// ─────────────────────────────────────────────────────────────────────────────────────────────────── From
// the studies named in docs/accessibility.md: the finger lands 3.4 mm beside the middle on average, trembles
// at 4–12 Hz by ± 2 mm, stays 40–2,500 ms, and every fifth touch bounces.
constexpr float px_a_mm = 1 / 0.248F;

struct Shaky {
  std::mt19937 random{20261123};
  float uniform(float from, float to) { return std::uniform_real_distribution<float>(from, to)(random); }

  /// Puts a finger down for `time`, trembling; may leave the glass for a moment.
  void press(TouchRecogniser& touch, Milliseconds& now, float x, float y, Milliseconds time, bool bounces) {
    const float turn = 2 * std::numbers::pi_v<float> * uniform(4, 12);
    const float phase = uniform(0, 6.28F);
    const float direction = uniform(0, 6.28F);
    const auto at = [&](Milliseconds since) {
      const float away = 2 * px_a_mm * std::sin(turn * static_cast<float>(since.count()) / 1'000 + phase);
      return std::pair{x + away * std::cos(direction), y + away * std::sin(direction)};
    };
    const auto send = [&](Kind kind, Milliseconds since) {
      const auto [px, py] = at(since);
      touch.finger({kind, 1, px, py, now + since});
    };
    const Milliseconds gap_at =
        bounces ? Milliseconds{static_cast<int>(uniform(5, static_cast<float>(time.count())))} : time;
    const Milliseconds gap{static_cast<int>(uniform(5, 115))};
    send(Kind::down, 0ms);
    bool is_down = true;
    for (Milliseconds since = 10ms; since < time; since += 10ms) {
      if (bounces && is_down && since >= gap_at && since + gap < time) {
        send(Kind::up, since);
        since += gap;
        send(Kind::down, since);
        bounces = false;
      } else {
        send(Kind::move, since);
      }
    }
    send(Kind::up, time);
    if (bounces) {  // too short to bounce within: it bounces at the end
      send(Kind::down, time + 60ms);
      send(Kind::up, time + 90ms);
    }
    now += time + 200ms;
  }
};

TEST_CASE("touch: of 1,000 shaky touches at least 99 in 100 are taken as meant, and none acts twice",
          "[kiosk]") {
  // The densest pages there are: the keypad's twelve keys and the five buttons of the bar.
  std::vector<Target> targets;
  for (int i = 0; i < 12; ++i) {
    targets.push_back(
        {"key." + std::to_string(i),
         {static_cast<float>(56 + i % 3 * 332), static_cast<float>(900 + i / 3 * 178), 304, 150},
         Target::Kind::key});
  }
  for (int i = 0; i < 5; ++i) {
    targets.push_back({"bar." + std::to_string(i),
                       {static_cast<float>(56) + static_cast<float>(i) * 199.25F, 1'755, 171, 150},
                       Target::Kind::action});
  }
  Shaky hand;
  TouchRecogniser touch;
  touch.set_rules(TouchRules::of(1, false));
  touch.set_targets(targets);
  Milliseconds now{10'000};
  int meant = 0;
  int second_actions = 0;
  constexpr int touches = 1'000;
  // Rayleigh with a mean of 3.4 mm.
  const float sigma = 3.4F * px_a_mm / std::sqrt(std::numbers::pi_v<float> / 2);
  std::normal_distribution<float> error(0, sigma);
  for (int i = 0; i < touches; ++i) {
    const Target& target = targets[hand.random() % targets.size()];
    now += 947ms;  // what a touch takes them from one to the next
    int taken = 0;
    bool right = false;
    const auto count = [&] {
      while (const auto tap = touch.take_tap()) {
        ++taken;
        right = tap->id == target.id;
      }
    };
    const float x = target.rect.centre_x() + error(hand.random);
    const float y = target.rect.centre_y() + error(hand.random);
    const Milliseconds time{static_cast<int>(hand.uniform(40, 2'500))};
    hand.press(touch, now, x, y, time, hand.random() % 5 == 0);
    count();
    if (taken == 1 && right) ++meant;
    for (const auto& record : touch.take_records()) {
      if (record.not_taken.empty()) --taken;
    }
    second_actions += std::max(0, -taken);
  }
  CHECK(meant >= touches * 99 / 100);
  CHECK(second_actions == 0);
}

// ── the writing pad ──

struct Pad : Glass {
  Pad() {
    auto targets = two_buttons;
    targets.push_back({"ink", {100, 300, 620, 620}, Target::Kind::pad});
    touch.set_targets(targets);
  }
  void stroke(std::initializer_list<std::pair<float, float>> points) {
    auto kind = Kind::down;
    float x = 0;
    float y = 0;
    for (const auto& point : points) {
      x = point.first;
      y = point.second;
      finger(kind, x, y);
      kind = Kind::move;
      now += 20ms;
    }
    finger(Kind::up, x, y);
  }
};

TEST_CASE("touch: what is drawn on a pad is ink and never a tap", "[kiosk]") {
  Pad glass;
  glass.stroke({{200, 400}, {300, 410}, {400, 430}});
  CHECK(glass.taken().empty());
  const auto strokes = glass.touch.take_strokes();
  REQUIRE(strokes.size() == 1);
  CHECK(strokes[0].pad == "ink");
  CHECK(strokes[0].points == std::vector<InkPoint>{{200, 400}, {300, 410}, {400, 430}});
  CHECK_FALSE(strokes[0].joins_last);
  CHECK(glass.touch.take_strokes().empty());
  CHECK_FALSE(glass.touch.take_slide());
  CHECK(glass.why().empty());
}

TEST_CASE("touch: a stroke may be as slow as it likes and end beside the pad, even on a button", "[kiosk]") {
  Pad glass;
  glass.finger(Kind::down, 200, 800);
  glass.now += 8'000ms;
  glass.finger(Kind::move, 250, 900);
  REQUIRE(glass.touch.drawing() != nullptr);
  CHECK(glass.touch.drawing()->points.size() == 2);
  glass.finger(Kind::up, 300, 1'080);
  CHECK(glass.taken().empty());
  REQUIRE(glass.touch.take_strokes().size() == 1);
  CHECK(glass.touch.drawing() == nullptr);
}

TEST_CASE("touch: a finger that bounces on the pad goes on with its stroke", "[kiosk]") {
  Pad glass;
  glass.stroke({{200, 400}, {300, 400}});
  glass.now += 60ms;
  glass.stroke({{310, 400}, {400, 400}});
  glass.now += 400ms;
  glass.stroke({{405, 400}, {500, 500}});
  const auto strokes = glass.touch.take_strokes();
  REQUIRE(strokes.size() == 3);
  CHECK(strokes[1].joins_last);
  CHECK_FALSE(strokes[2].joins_last);
}

TEST_CASE("touch: a second finger leaves the stroke alone, three fingers drop it", "[kiosk]") {
  Pad glass;
  glass.finger(Kind::down, 200, 400);
  glass.finger(Kind::down, 700, 900, 2);
  glass.finger(Kind::up, 700, 900, 2);
  glass.now += 100ms;
  glass.finger(Kind::up, 300, 400);
  CHECK(glass.touch.take_strokes().size() == 1);
  glass.now += 1'000ms;
  glass.finger(Kind::down, 200, 400);
  glass.finger(Kind::down, 700, 900, 2);
  glass.finger(Kind::down, 600, 900, 3);
  for (const std::int64_t id : {1, 2, 3}) glass.finger(Kind::up, 300, 400, id);
  CHECK(glass.touch.take_strokes().empty());
  CHECK(glass.touch.drawing() == nullptr);
}

TEST_CASE("touch: a stroke is not drawn on over another screen, nor without an end in points", "[kiosk]") {
  Pad glass;
  glass.finger(Kind::down, 200, 400);
  glass.touch.screen_changed(glass.now);
  CHECK(glass.touch.drawing() == nullptr);
  glass.now += 100ms;
  glass.finger(Kind::up, 300, 400);
  CHECK(glass.touch.take_strokes().empty());

  Pad scribbled;
  scribbled.finger(Kind::down, 200, 400);
  for (int i = 0; i < 10'000; ++i) {
    scribbled.now += 8ms;
    scribbled.finger(Kind::move, i % 2 == 0 ? 300.0F : 200.0F, 500);
  }
  scribbled.finger(Kind::up, 300, 400);
  const auto strokes = scribbled.touch.take_strokes();
  REQUIRE(strokes.size() == 1);
  CHECK(strokes[0].points.size() == ink_points_max);
}

}  // namespace
}  // namespace yz::ui
