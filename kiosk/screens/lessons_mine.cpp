// 我报的班: the classes of a card; and one of them, with 不去了.
#include <array>
#include <charconv>

#include "kiosk/screens/lesson_words.h"

namespace yz::kiosk {
namespace {

class LessonsMine final : public Screen {
 public:
  LessonsMine(Services& services, const Params& params) : services_(services) {
    const std::string ask = param(params, "ask");
    (void)std::from_chars(ask.data(), ask.data() + ask.size(), ask_);  // else it shows nothing
  }
  [[nodiscard]] std::string_view name() const override { return "lessons.mine"; }

  void draw(ui::Ui& ui) override {
    ui.title("lessons.mine.title");
    ui.say("lessons.mine.title");
    const LessonAnswer* answer = services_.lessons.answer(ask_);
    const auto* list = answer == nullptr ? nullptr : std::get_if<SignUpList>(answer);
    if (list == nullptr || list->empty()) {
      ui.empty("lessons.mine.empty", "school", ui.word("lessons.find.none"));
      return;
    }
    std::vector<ui::Choice> rows;
    rows.reserve(list->size());
    for (const SignUpView& listed : *list) {
      const SignUpView* now = services_.lessons.sign_up(listed.id);
      const SignUpView& sign_up = now == nullptr ? listed : *now;
      const domain::Course* course = services_.classes.find_course(sign_up.session.course);
      ui::Choice row;
      row.id = "lessons.mine." + sign_up.id.value;
      row.words = course_words(services_, sign_up.session);
      row.second = ui.word("lessons.list.row", {{"when", when_words(services_, sign_up.session)},
                                                {"seats", state_words(services_, sign_up)}});
      row.icon = course == nullptr ? "school" : course->icon;
      row.ink = ui::Ink::blue;
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows(rows, page_)) {
      services_.session.sign_up_shown = (*list)[*chosen].id.value;
      services_.navigation.open("lessons.one");
    }
  }

 private:
  Services& services_;
  AskId ask_{};
  ui::Page page_;
};

class LessonsOne final : public Screen {
 public:
  explicit LessonsOne(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "lessons.one"; }

  void draw(ui::Ui& ui) override {
    const SignUpView* sign_up = services_.lessons.sign_up(domain::SignUpId{services_.session.sign_up_shown});
    if (sign_up == nullptr) {
      ui.title("lessons.mine.title");
      ui.words("lessons.find.unknown");
      return;
    }
    draw_class(services_, ui, sign_up->session);
    const std::string state = state_words(services_, *sign_up);
    const bool is_over = sign_up->state == domain::SignUpState::cancelled;
    ui.banner("lessons.one.state", is_over ? ui::Tone::notice : ui::Tone::done, state);
    services_.speech.say_sentence("lessons.one.state", state);
    draw_problem(ui);
    draw_choices(ui, *sign_up);
  }

 private:
  [[nodiscard]] static bool can_cancel(const SignUpView& sign_up) {
    return !sign_up.has_begun && sign_up.state != domain::SignUpState::cancelled &&
           sign_up.state != domain::SignUpState::attended;
  }

  void draw_choices(ui::Ui& ui, const SignUpView& sign_up) {
    std::vector<ui::Choice> choices;
    if (can_cancel(sign_up)) choices.push_back({.id = "lessons.one.cancel"});
    if (sign_up.state != domain::SignUpState::cancelled) choices.push_back({.id = "lessons.one.print"});
    choices.push_back({.id = "lessons.one.leave", .main = true});
    const auto chosen = ui.choices(choices);
    const std::string id = chosen ? choices[*chosen].id : std::string();
    if (id == "lessons.one.cancel") {
      is_asking_ = true;
    } else if (id == "lessons.one.print") {
      services_.lessons.reprint(sign_up.id);
      ui.toast(ui::Ui::Toast::answer, ui.word("print.waiting"));
    } else if (id == "lessons.one.leave") {
      services_.navigation.leave();
    }
    if (!is_asking_) return;
    const std::array answers{ui::Choice{.id = "lessons.one.cancel.yes"},
                             ui::Choice{.id = "lessons.one.cancel.no", .main = true}};
    const auto answer = ui.sheet("lessons.one.cancel.ask", answers);
    if (!answer) return;
    is_asking_ = false;
    if (*answer == 0) ask_ = services_.lessons.cancel(sign_up.id);
  }

  void draw_problem(ui::Ui& ui) {
    const LessonAnswer* answer = ask_ == 0 ? nullptr : services_.lessons.answer(ask_);
    if (answer == nullptr || std::holds_alternative<SignUpView>(*answer)) return;
    ui.banner("lessons.one.problem", ui::Tone::trouble, lesson_problem_words(services_, *answer));
  }

  Services& services_;
  AskId ask_{};
  bool is_asking_{};
};

}  // namespace

std::unique_ptr<Screen> make_lessons_mine(Services& services, const Params& params) {
  return std::make_unique<LessonsMine>(services, params);
}
std::unique_ptr<Screen> make_lessons_one(Services& services, const Params&) {
  return std::make_unique<LessonsOne>(services);
}

}  // namespace yz::kiosk
