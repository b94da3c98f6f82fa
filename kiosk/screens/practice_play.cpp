// One lesson on the practice phone, step by step; and what was learnt.
#include <array>
#include <vector>

#include "kiosk/app/slips.h"
#include "kiosk/screens/done_choices.h"
#include "kiosk/screens/practice_words.h"
#include "kiosk/screens/wish_steps.h"
#include "kiosk/ui/practice_phone.h"

namespace yz::kiosk {
namespace {

constexpr Milliseconds look_again{1'000};     // whether the sentence is due once more
constexpr Milliseconds look_at_showing{250};  // what the hand does, or how long a step waits

class PracticePlay final : public Screen {
 public:
  PracticePlay(Services& services, const Params& params)
      : services_(services), lesson_(param(params, "lesson")) {
    services.practice.begin(lesson_, scene_of(params));
  }
  [[nodiscard]] std::string_view name() const override { return "practice.play"; }
  void shown_again() override { said_.clear(); }

  void draw(ui::Ui& ui) override {
    practice::Practice* practice = services_.practice.playing();
    if (practice == nullptr) return services_.navigation.back();
    services_.practice.tick(services_.speech.is_speaking() || ui.touch().is_finger_down());
    const practice::PracticeView& view = practice->view();
    if (view.is_over) return end(practice->lesson(), view.scene);
    settle_words(ui, view);
    draw_words(ui, view);
    const auto outcome =
        phone_.draw(ui, "practice.play", {view, services_.practice.wanted(), [this](const std::string& file) {
                                            return services_.practice.picture(file);
                                          }});
    speak(*practice);
    const bool moves = view.shown.has_value() || view.waits;
    if (moves || view.glow.empty()) ui.again_in(moves ? look_at_showing : look_again);
    take(outcome, *practice);
  }

 private:
  /// To what follows: with the last scene that was missing, or after the last of all, the whole lesson is
  /// done.
  void end(const practice::Lesson& lesson, std::size_t scene) {
    const bool was_whole = services_.practice.stars(lesson) > 0;
    services_.practice.end();
    const bool is_whole = services_.practice.stars(lesson) > 0;
    const bool is_last = is_whole && (!was_whole || scene + 1 == lesson.scenes.size());
    services_.navigation.replace(is_last ? "practice.done" : "practice.scene",
                                 {{"lesson", lesson_}, {"scene", std::to_string(scene)}});
  }

  /// One line also in the largest text.
  [[nodiscard]] std::string where(ui::Ui& ui, const practice::PracticeView& view) const {
    std::string step =
        ui.word("steps", {{"step", std::to_string(view.step)}, {"of", std::to_string(view.steps)}});
    if (view.scenes < 2) return step;
    const std::string scene = std::to_string(view.scene + 1);
    const std::string scenes = std::to_string(view.scenes);
    if (view.step > 1)
      return ui.word("practice.play.scene.step", {{"scene", scene}, {"scenes", scenes}, {"step", step}});
    return ui.word("practice.play.scene",
                   {{"scene", scene}, {"scenes", scenes}, {"title", services_.texts.of(view.scene_title)}});
  }

  /// A long sentence is no reason for small ones after it; and before any gets small, it goes without how far
  /// one is.
  void settle_words(ui::Ui& ui, const practice::PracticeView& view) {
    std::string words = view.praise.zh + view.sentence.zh;
    const bool is_other = words != words_;
    const bool is_first_try = is_other || !is_short_of_room_;
    is_short_of_room_ = !is_other && (is_short_of_room_ || ui.is_tight());
    if (is_first_try) ui.words_changed();
    words_ = std::move(words);
  }

  void draw_words(ui::Ui& ui, const practice::PracticeView& view) const {
    if (!is_short_of_room_)
      ui.paragraph("practice.play.step", where(ui, view), ui::Role::small, ui::Ink::text_soft);
    ui.paragraph("practice.play.praise", services_.texts.of(view.praise), ui::Role::body, ui::Ink::done_text);
    ui.paragraph("practice.play.sentence", services_.texts.of(view.sentence), ui::Role::lead);
  }

  /// All that the engine says now, as one; each of it stands on the screen.
  void speak(const practice::Practice& practice) {
    std::string words;
    for (const auto& one : practice.spoken()) {
      if (!words.empty()) words += services_.texts.words("practice.pause");
      std::string sentence = services_.texts.of(one);
      // Its own stop is the pause.
      const std::string stop = services_.texts.words("practice.stop");
      if (sentence.ends_with(stop)) sentence.resize(sentence.size() - stop.size());
      words += sentence;
    }
    if (words.empty()) return;
    if (words == said_ && practice.speech() != speech_) {
      services_.speech.again();
    } else {
      services_.speech.say_sentence("practice.play", words);
    }
    said_ = std::move(words);
    speech_ = practice.speech();
  }

  void take(const ui::PracticePhone::Outcome& outcome, practice::Practice& practice) {
    const Milliseconds now = services_.clock.mono();
    if (outcome.touch) {
      if (outcome.touch->place) {
        practice.slide(outcome.touch->target, *outcome.touch->place, now);
      } else {
        practice.touch(outcome.touch->target, now);
      }
    }
    if (!outcome.button) return;
    switch (*outcome.button) {
      case ui::PracticePhone::Button::back:
        return practice.back(now);
      case ui::PracticePhone::Button::again:
        return practice.again(now);
      case ui::PracticePhone::Button::leave:
        return services_.navigation.back();
    }
  }

  Services& services_;
  std::string lesson_;
  ui::PracticePhone phone_;
  std::string words_;  // that were drawn last
  bool is_short_of_room_{};
  std::string said_;
  std::uint64_t speech_{};
};

class PracticeDone final : public Screen {
 public:
  PracticeDone(Services& services, const Params& params)
      : services_(services), lesson_(param(params, "lesson")) {}
  [[nodiscard]] std::string_view name() const override { return "practice.done"; }

  void draw(ui::Ui& ui) override {
    const practice::Lesson* lesson = services_.practice.find(lesson_);
    if (lesson == nullptr) return services_.navigation.back();
    ui.title("practice.done.title");
    ui.say("practice.done.title");
    if (const int stars = services_.practice.stars(*lesson); stars > 0) {
      draw_stars(services_, ui, "practice.done.stars", stars);
    } else {
      ui.paragraph("practice.done.count", scenes_done_words(services_, ui, *lesson));
    }
    for (std::size_t i = 0; i < lesson->learnt.size(); ++i)
      ui.paragraph("practice.done.learnt." + std::to_string(i + 1),
                   ui.word("practice.done.learnt", {{"number", std::to_string(i + 1)},
                                                    {"words", services_.texts.of(lesson->learnt[i])}}));
    draw_card_state(ui);
    draw_done_choices(services_, ui, "practice.done", [&] {
      if (lesson->scenes.size() > 1) return services_.navigation.back();  // to choose one
      services_.navigation.replace("practice.play", {{"lesson", lesson_}});
    });
    const bool is_printing = services_.practice.card() == PrintState::waiting;
    const ui::Choice print{.id = "practice.done.print", .icon = "printer", .busy = is_printing};
    const ui::Choice wish{.id = "practice.done.wish", .icon = "heart", .ink = ui::Ink::violet};
    std::optional<std::size_t> chosen;
    if (services_.wish_content.is_empty()) {
      chosen = ui.choices(std::array{print});
    } else {
      chosen = ui.pair(print, wish);
    }
    if (!chosen) return;
    if (*chosen == 1) return ask_the_wall();
    services_.practice.print_card(lesson_slip(services_.station, *lesson, services_.texts));
    services_.navigation.stay_longer();
  }

 private:
  /// What it is about is known: only the words are missing. A wish that was begun stays as it is.
  void ask_the_wall() {
    WishDraft& wish = services_.session.wish;
    const auto& category = services_.wish_content.lesson_category;
    if (category && wish.is_empty()) {
      wish.kind = "wish";
      wish.category = category->id.value;
    }
    next_wish_step(services_, {});
  }

  void draw_card_state(ui::Ui& ui) const {
    switch (services_.practice.card()) {
      case PrintState::none:
        return;
      case PrintState::waiting:
      case PrintState::printing:
        return ui.words("practice.done.card.waiting");
      case PrintState::printed:
        return ui.banner("practice.done.card.printed", ui::Tone::done, ui.word("practice.done.card.printed"));
      default:
        return ui.banner("practice.done.card.trouble", ui::Tone::trouble,
                         ui.word("practice.done.card.trouble"));
    }
  }

  Services& services_;
  std::string lesson_;
};

}  // namespace

std::unique_ptr<Screen> make_practice_play(Services& services, const Params& params) {
  return std::make_unique<PracticePlay>(services, params);
}
std::unique_ptr<Screen> make_practice_done(Services& services, const Params& params) {
  return std::make_unique<PracticeDone>(services, params);
}

}  // namespace yz::kiosk
