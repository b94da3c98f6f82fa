// Every step of every lesson, in every look: it can be done where it is shown, and what is said is what is
// shown.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using kiosk::WidgetInfo;

const std::string phone = "practice.phone.";

/// Ids of what the step needs under a finger, in the order it is touched.
std::vector<std::string> touches_of(practice::Practice& practice) {
  const practice::Step& step = practice.step();
  if (step.goal == practice::Goal::choose) return {phone + practice::right_option(step)->touch};
  if (step.goal != practice::Goal::type) return {phone + step.target};
  std::vector<const practice::Part*> parts;
  for (const practice::Part& part : practice.view().parts) parts.push_back(&part);
  const practice::Part* keypad = practice::keypad_for(parts, step);
  REQUIRE(keypad != nullptr);
  std::vector<std::string> all;
  all.reserve(step.keys.size());
  const std::string pad = phone + keypad->id + '.';
  for (const std::string& key : step.keys) all.push_back(pad + key);
  return all;
}

struct PlayLook {
  const char* name;
  DrawnSize size;
  kiosk::AccessSettings access;
};

bool is_inside(const WidgetInfo& part, const WidgetInfo& glass) {
  return part.x >= glass.x - 1 && part.y >= glass.y - 1 && part.x + part.w <= glass.x + glass.w + 1 &&
         part.y + part.h <= glass.y + glass.h + 1;
}

/// Nothing that is touched lies over another.
void check_apart(DrawnScreen& drawn) {
  std::vector<WidgetInfo> targets;
  for (const WidgetInfo& widget : drawn.ui().widgets()) {
    if (widget.kind == "phone" && widget.touchable) targets.push_back(widget);
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const WidgetInfo& one = targets[i];
      const WidgetInfo& other = targets[j];
      INFO(one.id << " over " << other.id);
      const float w = std::min(one.x + one.w, other.x + other.w) - std::max(one.x, other.x);
      const float h = std::min(one.y + one.h, other.y + other.h) - std::max(one.y, other.y);
      CHECK((w < 1 || h < 1));
    }
  }
}

/// What the step asks for can be touched, all of the phone is inside it, and what is said is what is shown.
/// With YZ_PICTURES, the folder for them, it is also saved to be looked at.
void check_step(DrawnScreen& drawn, const std::string& look) {
  practice::Practice& practice = playing(drawn);
  const practice::Step& step = practice.step();
  INFO(practice.lesson().id << ", " << step.id);
  if (const char* pictures = std::getenv("YZ_PICTURES"); pictures != nullptr) {
    const std::string scene = std::to_string(practice.view().scene + 1);
    drawn.save(std::filesystem::path(pictures) / look /
               (practice.lesson().id + '.' + scene + '.' + std::to_string(practice.view().step) + '.' +
                step.id + ".png"));
  }
  const WidgetInfo* glass = drawn.find("practice.phone");
  REQUIRE(glass != nullptr);
  std::vector<std::string> wanted;
  if (step.goal != practice::Goal::wait) wanted = touches_of(practice);
  for (const practice::Option& option : step.options) wanted.push_back(phone + option.touch);
  for (const std::string& id : wanted) {
    INFO(id);
    const WidgetInfo* target = drawn.find(id);
    REQUIRE(target != nullptr);
    CHECK(target->touchable);
  }
  for (const WidgetInfo& widget : drawn.ui().widgets()) {
    if (widget.kind != "phone") continue;
    INFO(widget.id << ' ' << widget.text);
    CHECK(is_inside(widget, *glass));
  }
  check_apart(drawn);
  check_sentence(drawn);
}

/// The harm of a wrong choice, to where it is undone.
void play_harm(DrawnScreen& drawn, const std::string& option, const std::string& look) {
  const std::string choice = playing(drawn).step().id;
  drawn.tap(phone + option);
  drawn.draw();
  for (int steps = 0; playing(drawn).step().id != choice; ++steps) {
    REQUIRE(steps < 10);
    check_step(drawn, look);
    do_step(drawn);
    drawn.draw();
  }
}

/// Every step of the right way, and of each wrong one.
void play_all(DrawnScreen& drawn, const std::string& lesson, const std::string& look) {
  for (std::size_t scene = 0; scene < drawn.practice().find(lesson)->scenes.size(); ++scene) {
    drawn.open("practice.play", {{"lesson", lesson}, {"scene", std::to_string(scene)}});
    for (int steps = 0; drawn.screen() == "practice.play"; ++steps) {
      REQUIRE(steps < 50);
      check_step(drawn, look);
      for (const practice::Option& option : std::vector(playing(drawn).step().options)) {
        if (!option.is_right) play_harm(drawn, option.touch, look);
      }
      do_step(drawn);
      drawn.draw();
    }
  }
  CHECK(drawn.screen() == "practice.done");
}

TEST_CASE("practice: each step of every lesson can be done where it is shown, in every look") {
  constexpr DrawnSize upright{540, 960};
  constexpr DrawnSize lying{960, 540};
  const PlayLook look =
      GENERATE_COPY(PlayLook{"upright", upright, {}},
                    PlayLook{"upright, largest", upright, {.text_size = kiosk::TextSize::largest}},
                    PlayLook{"lying", lying, {}},
                    PlayLook{"lying, English, largest",
                             lying,
                             {.text_size = kiosk::TextSize::largest, .language = kiosk::Language::en}},
                    PlayLook{"low", upright, {.low_reach = true}});
  INFO(look.name);
  DrawnScreen drawn(look.size, look.access);
  REQUIRE_FALSE(drawn.practice().lessons().empty());
  std::vector<std::string> lessons;
  for (const practice::Lesson& lesson : drawn.practice().lessons()) lessons.push_back(lesson.id);
  for (const std::string& lesson : lessons) play_all(drawn, lesson, look.name);
  drawn.practice().set(every_part());
  play_all(drawn, "every-part", look.name);
}

}  // namespace
}  // namespace yz::test
