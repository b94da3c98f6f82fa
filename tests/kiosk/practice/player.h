// Plays lessons for the tests: what is right is read from the pack, not asked of the engine.
#pragma once

#include <random>

#include "kiosk/practice/lesson_json.h"
#include "kiosk/practice/practice.h"

namespace yz::test {

/// Words of no language, so that a test sees where they come from.
[[nodiscard]] practice::PracticeWords player_words();

/// A lesson that must be without faults; else the case fails with them.
[[nodiscard]] practice::Lesson read_whole(const std::string& json, const std::string& id);

class Player {
 public:
  explicit Player(const practice::Lesson& lesson)
      : phone(lesson, player_words(), practice::PracticeTiming{}, Milliseconds{}) {}

  practice::Reply touch(std::string_view target) { return phone.touch(target, now += Milliseconds{1'000}); }
  practice::Reply slide(std::string_view slider, std::int64_t value) {
    return phone.slide(slider, value, now += Milliseconds{1'000});
  }
  void back() { phone.back(now += Milliseconds{1'000}); }
  /// Nobody touches; `is_busy` as in tick().
  void wait(Milliseconds time, bool is_busy = false);

  /// One thing that is right now: a touch, a key, or as long as is to be waited.
  void move_rightly();
  /// Until the step is another one, at most 40 moves.
  void do_step();
  /// To the end; false if it is not reached in as many moves as any lesson needs.
  bool play_to_end();
  /// Until this step is there, by right moves; false if it never is.
  bool play_to(std::string_view step);
  /// Any touch that the phone shows, and now and then beside them all, a slide, 上一步 or a pause.
  void touch_anything(std::mt19937& random);

  [[nodiscard]] const practice::PracticeView& view() const { return phone.view(); }
  [[nodiscard]] std::string step() const { return phone.step().id; }
  /// The text of all parts, Chinese, one after the other.
  [[nodiscard]] std::string shown() const;
  /// What is spoken, Chinese, with '|' between.
  [[nodiscard]] std::string spoken() const;
  [[nodiscard]] const practice::Part& part(std::string_view id) const;

  Milliseconds now{};
  practice::Practice phone;
};

}  // namespace yz::test
