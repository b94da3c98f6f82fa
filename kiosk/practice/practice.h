// The practice phone's engine: plays a lesson with a learner. A large, kind, safe phone: a wrong touch
// changes nothing but brings a hint, a wrong choice is played out and undone, 上一步 always works. A pure
// state machine; time is handed in (docs/content/lessons.md says the rules).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "kiosk/practice/lesson.h"
#include "kiosk/practice/lesson_check.h"

namespace yz::practice {

/// Words that are the same in every lesson (assets/text, practice.*).
struct PracticeWords {
  LocalText miss_1, miss_2, miss_3;  // 不是这里哦 · 看，发亮的地方，点它 · 我做一遍，您再试
  LocalText again;  // after harm: 要是真的，钱就没了。还好是练习，再选一次
};

/// Slow mode doubles all.
struct PracticeTiming {
  Milliseconds say_again{12'000};   // nothing was touched: the sentence once more
  Milliseconds glow{24'000};        // … and what is to be touched glows
  Milliseconds shown_touch{2'500};  // one touch of the hand that shows how
  Milliseconds shown_key{1'000};    // one key of it
};

/// What came of a touch.
enum class Reply {
  right,    // the step is done
  on_way,   // a key or a slide towards it
  wrong,    // a hint is given
  harm,     // a wrong choice: it is played out
  ignored,  // a hand is showing, the step waits, or all is over
};

/// A hand does it.
struct ShownTouch {
  std::string touch;                  // what it touches
  std::optional<std::int64_t> value;  // where it slides to
};

/// What is to be drawn and said. All texts are filled in; parts carry their state: `is_on`, `value`, and in a
/// field's `end` what was typed.
struct PracticeView {
  std::size_t scene{};   // from 0
  std::size_t scenes{};  // how many
  LocalText scene_title;
  std::size_t step{};  // from 1, on the right way; harm counts as its choice
  std::size_t steps{};
  bool is_large{};
  std::vector<Part> parts;  // from the top down
  LocalText sentence;
  LocalText praise;    // of the step before, till something is touched; of the last one when all is over
  LocalText again;     // it is chosen anew, after harm; till something is touched
  LocalText remember;  // after harm and after the right choice, as is the next
  LocalText call;
  LocalText hint;                  // empty: none; the sentence stays above it
  std::vector<std::string> tried;  // wrong options that were chosen
  std::string glow;                // what is to be touched; empty: nothing glows
  std::optional<ShownTouch> shown;
  bool is_harm{};  // this would have happened
  bool waits{};    // nothing is to be touched
  int stars{3};    // 1 to 3
  bool is_over{};
};

/// How often a step was missed: wrong touches and wrong choices.
struct StepMisses {
  std::size_t scene{};  // from 1
  std::size_t step{};   // from 1, as PracticeView counts
  int misses{};
  bool operator==(const StepMisses&) const = default;
};

class Practice {
 public:
  /// `lesson` must have been read without faults and outlive this.
  Practice(const Lesson& lesson, PracticeWords words, PracticeTiming timing, Milliseconds now);

  /// A touch on the phone: one of touchables(), or empty beside them all.
  Reply touch(std::string_view target, Milliseconds now);
  /// A touch on a slider's bar; the value is brought to one that it can have.
  Reply slide(std::string_view slider, std::int64_t value, Milliseconds now);
  /// Time goes on. While `is_busy` (speech talks, a finger is down) only a showing hand moves. True if the
  /// view changed.
  bool tick(Milliseconds now, bool is_busy = false);
  /// 上一步: as it was at the step before; in the first step, as it was in its beginning.
  void back(Milliseconds now);
  /// 重来一次: from the beginning of what is played, with all stars.
  void again(Milliseconds now);
  /// That scene alone is played from now on, from its beginning, the stars as they are; past the last one,
  /// the last.
  void start_scene(std::size_t scene, Milliseconds now);

  /// As if all before that step of the scene had been done rightly. False if the right way does not lead
  /// there: then the scene begins.
  bool skip_to(std::string_view step, Milliseconds now);

  [[nodiscard]] const PracticeView& view() const { return view_; }
  /// Grows with every change of the view.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  /// What is to be spoken, one after the other; what was being said before is cut off. Grows with each.
  [[nodiscard]] std::uint64_t speech() const { return speech_; }
  [[nodiscard]] const std::vector<LocalText>& spoken() const { return spoken_; }
  /// The one being played; the last one when all is over.
  [[nodiscard]] const Step& step() const;
  [[nodiscard]] const Lesson& lesson() const { return lesson_; }
  /// Of each step that was come to, by scene and step, over all that was played since it was made.
  [[nodiscard]] std::vector<StepMisses> misses() const;

 private:
  struct PartState {
    bool is_on{};
    std::int64_t value{};
    std::vector<std::string> typed;  // keys
    LocalText words;                 // that they make
  };
  /// All that 上一步 brings back.
  struct State {
    std::size_t scene{};
    std::size_t step{};
    Variables variables;
    std::map<std::string, PartState, std::less<>> parts;  // by owner/id, those that were changed
    std::optional<std::size_t> choice;                    // of harm: where in the history its choice is
    std::vector<std::string> tried;
    LocalText praise, remember, call;
    bool chooses_again{};
  };
  /// A hand at work: the touches still to show, the first of them now.
  struct Showing {
    std::vector<ShownTouch> touches;
    std::size_t at{};
    Milliseconds since{};
    PartState before;
  };

  [[nodiscard]] const Scene& scene() const { return lesson_.scenes[state_.scene]; }
  [[nodiscard]] std::vector<const Part*> parts() const;
  [[nodiscard]] const Part* target_part() const;
  [[nodiscard]] PartState& state_of(const Part& part);
  [[nodiscard]] std::string keyed(std::string_view key) const;
  [[nodiscard]] std::string next_touch();
  [[nodiscard]] std::vector<ShownTouch> touches_to_show();

  Reply touch_key(std::string_view target);
  Reply touch_option(std::string_view target);
  Reply slide_to(const Part& slider, std::int64_t value);
  Reply miss();
  void do_effects(const std::vector<Effect>& effects);
  void do_rightly();
  void begin_at(std::size_t scene, Milliseconds now);
  void finish(const std::string& next, const std::vector<Effect>& effects);
  void go_to(const std::string& next);
  void undo();
  void enter();
  void make_undone();
  void show_touch();
  void type(PartState& field, std::vector<std::string> keys) const;
  void touched();
  bool go_on_showing(Milliseconds now);
  void end_showing();
  void say(std::vector<LocalText> sentences);
  void say_step();
  void settle(Milliseconds now);
  [[nodiscard]] std::size_t step_number() const;
  [[nodiscard]] int& misses_here();
  void draw();
  void draw_parts();

  const Lesson& lesson_;
  PracticeWords words_;
  PracticeTiming timing_;
  State state_;
  State entry_;  // as it was when the step began
  std::vector<State> history_;
  std::optional<std::size_t> alone_;  // the only scene that is played
  WayLengths way_;                    // of the scene
  std::optional<Showing> showing_;
  int misses_{};
  std::map<std::pair<std::size_t, std::size_t>, int> all_misses_;  // by scene and step
  int hints_{};
  bool glows_{};
  bool said_again_{};
  bool is_over_{};
  Milliseconds quiet_{};  // since something was touched, speech not counted
  Milliseconds last_{};
  LocalText hint_;
  std::vector<LocalText> spoken_;
  std::uint64_t speech_{};
  std::uint64_t revision_{};
  PracticeView view_;
};

}  // namespace yz::practice
