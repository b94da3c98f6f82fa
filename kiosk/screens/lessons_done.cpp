// 报上了: signs up when it is shown first, and says so only when it is durable; what the hub says of it then
// is shown as it comes.
#include "domain/lessons/lessons_json.h"
#include "kiosk/screens/done_choices.h"
#include "kiosk/screens/lesson_words.h"
#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

class LessonsDone final : public Screen {
 public:
  LessonsDone(Services& services, Params params) : services_(services), params_(std::move(params)) {
    const Session& session = services.session;
    const bool is_by_card = param(params_, "by") == "card";
    const auto phone = session.entries.find("lessons.phone");
    ask_ = services.lessons.sign_up(
        domain::LessonSessionId(param(params_, "session")), is_by_card ? session.person : std::nullopt,
        phone == session.entries.end() ? Sensitive<std::string>() : phone->second);
  }
  [[nodiscard]] std::string_view name() const override { return "lessons.done"; }

  void draw(ui::Ui& ui) override {
    const LessonAnswer* answer = services_.lessons.answer(ask_);
    if (answer == nullptr) {
      ui.title("lessons.done.wait");
      return;
    }
    const auto* made = std::get_if<SignUpView>(answer);
    if (made == nullptr) {
      draw_problem(ui, *answer);
      return;
    }
    if (!is_settled_) {  // it is on disk: what was typed is nobody's draft any more
      is_settled_ = true;
      services_.session.entries.erase("lessons.phone");
      services_.session.has_unsent = false;
      services_.lessons.settled();
    }
    const SignUpView* now = services_.lessons.sign_up(made->id);
    draw_made(ui, now == nullptr ? *made : *now);
  }

 private:
  void draw_made(ui::Ui& ui, const SignUpView& sign_up) {
    const std::string state = domain::to_string(sign_up.state);
    ui.title("lessons.done." + state);
    const std::string course =
        ui.word("lessons.done.course", {{"course", course_words(services_, sign_up.session)},
                                        {"when", when_words(services_, sign_up.session)}});
    ui.paragraph("lessons.done.when", course, ui::Role::lead);
    if (sign_up.state == domain::SignUpState::seated) {
      const domain::Course* known = services_.classes.find_course(sign_up.session.course);
      if (!ui.is_tight()) ui.paragraph("lessons.done.where", where_words(services_, sign_up.session));
      if (known != nullptr && !known->bring.zh.empty())
        ui.paragraph("lessons.done.bring", services_.texts.of(known->bring));
    } else {
      ui.banner("lessons.done.how", ui::Tone::notice, how_words(ui, sign_up));
    }
    draw_print_state(ui, sign_up.print, {}, "print.class.");
    services_.speech.say_sentence("lessons.done.when", course);
    if (!ui.is_tight() || is_print_trouble(sign_up.print))
      ui.qr("lessons.done.qr", sign_up.qr, "lessons.done.qr.words");
    draw_done_choices(services_, ui, "lessons.done", [&] { services_.lessons.reprint(sign_up.id); });
  }

  [[nodiscard]] static std::string how_words(const ui::Ui& ui, const SignUpView& sign_up) {
    const std::string place = std::to_string(sign_up.place);
    if (sign_up.state == domain::SignUpState::asked) return ui.word("lessons.done.how.asked");
    return ui.word(sign_up.is_apologised ? "lessons.done.how.refused" : "lessons.done.how.waiting",
                   {{"place", place}});
  }

  void draw_problem(ui::Ui& ui, const LessonAnswer& answer) {
    const std::string why = lesson_problem_words(services_, answer);
    ui.title("lessons.done.not");
    ui.banner("lessons.done.problem", ui::Tone::trouble, why);
    services_.speech.say_sentence("lessons.done.problem", why);
    const auto* refused = std::get_if<LessonRefused>(&answer);
    const bool is_known = refused != nullptr && refused->why == domain::LessonRefusal::already_signed_up;
    const std::string left = is_known ? "lessons.done.mine" : "lessons.done.others";
    const std::string right = refused == nullptr ? "lessons.done.retry" : "lessons.done.close";
    const auto chosen = ui.pair({.id = left}, {.id = right, .main = true});
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.replace(is_known ? "lessons.find" : "lessons.list");
    } else if (refused == nullptr) {
      services_.navigation.replace("lessons.done", params_);
    } else {
      services_.navigation.leave();
    }
  }

  Services& services_;
  Params params_;
  AskId ask_{};
  bool is_settled_{};
};

}  // namespace

std::unique_ptr<Screen> make_lessons_done(Services& services, const Params& params) {
  return std::make_unique<LessonsDone>(services, params);
}

}  // namespace yz::kiosk
