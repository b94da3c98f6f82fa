#include "tests/kiosk/practice/player.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

namespace yz::test {

using practice::Goal;
using practice::Part;
using practice::Reply;
using practice::Step;

namespace {

constexpr int moves_max = 2'000;

std::vector<const Part*> parts_in(const practice::PracticeView& view) {
  std::vector<const Part*> parts;
  for (const Part& part : view.parts) parts.push_back(&part);
  return parts;
}

}  // namespace

practice::PracticeWords player_words() {
  return {{"miss 1", "miss 1"}, {"miss 2", "miss 2"}, {"miss 3", "miss 3"}, {"again", "again"}};
}

practice::Lesson read_whole(const std::string& json, const std::string& id) {
  auto read = practice::read_lesson(json, id, id, {});
  for (const auto& fault : read.faults) UNSCOPED_INFO(to_string(fault));
  REQUIRE(read.lesson);
  return *std::move(read.lesson);
}

void Player::wait(Milliseconds time, bool is_busy) {
  constexpr Milliseconds frame{100};
  for (Milliseconds gone{}; gone < time; gone += frame) phone.tick(now += frame, is_busy);
}

void Player::move_rightly() {
  const Step& step = phone.step();
  if (view().shown) return wait(Milliseconds{30'000});
  switch (step.goal) {
    case Goal::touch:
    case Goal::toggle:
      touch(step.target);
      return;
    case Goal::slide: {
      const Part& slider = part(step.target);
      std::int64_t value = slider.min;
      while (value < step.least || value > step.most) value += slider.step;
      slide(step.target, value);
      return;
    }
    case Goal::type: {
      const auto parts = parts_in(view());
      const Part* found = practice::keypad_for(parts, step);
      REQUIRE(found != nullptr);
      const std::string keypad = found->id;  // every touch makes a new view
      while (!part(step.target).end.zh.empty()) touch(keypad + ".delete");
      for (const std::string& key : step.keys) touch(keypad + '.' + key);
      return;
    }
    case Goal::choose: {
      const auto right =
          std::find_if(step.options.begin(), step.options.end(), [](const auto& o) { return o.is_right; });
      touch(right->touch);
      return;
    }
    case Goal::wait:
      wait(std::chrono::seconds(step.seconds));
      return;
  }
}

void Player::do_step() {
  const std::string before = step();
  for (int i = 0; i < 40 && step() == before && !view().is_over; ++i) move_rightly();
}

bool Player::play_to_end() {
  for (int i = 0; i < moves_max && !view().is_over; ++i) move_rightly();
  return view().is_over;
}

bool Player::play_to(std::string_view wanted) {
  for (int i = 0; i < moves_max && !view().is_over && step() != wanted; ++i) move_rightly();
  return !view().is_over;
}

void Player::touch_anything(std::mt19937& random) {
  std::vector<std::string> targets{""};
  std::vector<std::string> sliders;
  for (const Part& part : view().parts) {
    for (std::string& id : practice::touchables(part)) targets.push_back(std::move(id));
    if (part.kind == practice::PartKind::slider) sliders.push_back(part.id);
  }
  const auto any = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  const std::size_t what = any(12);
  if (what == 0) return back();
  if (what == 1) return wait(Milliseconds{static_cast<std::int64_t>(any(6'000))});
  if (what == 2 && !sliders.empty())
    return static_cast<void>(slide(sliders[any(sliders.size())], static_cast<std::int64_t>(any(200)) - 50));
  touch(targets[any(targets.size())]);
}

std::string Player::shown() const {
  std::string text;
  for (const Part& part : view().parts) {
    text += part.text.zh + part.note.zh + part.end.zh + part.said.zh;
    for (const practice::Item& item : part.items) text += item.text.zh + item.note.zh;
  }
  return text;
}

std::string Player::spoken() const {
  std::string text;
  for (const auto& sentence : phone.spoken()) {
    if (!text.empty()) text += '|';
    text += sentence.zh;
  }
  return text;
}

const Part& Player::part(std::string_view id) const {
  const auto found =
      std::find_if(view().parts.begin(), view().parts.end(), [&](const Part& part) { return part.id == id; });
  REQUIRE(found != view().parts.end());
  return *found;
}

}  // namespace yz::test
