// 签到 and 我报的班: by the slip's code or by the ID card.
#include <array>

#include "kiosk/screens/lesson_words.h"

namespace yz::kiosk {
namespace {

/// What slip or card are for.
enum class Purpose { check_in, find };

class LessonsFind final : public Screen {
 public:
  LessonsFind(Services& services, Purpose purpose) : services_(services), purpose_(purpose) {
    services_.scan.arm();
  }
  ~LessonsFind() override { services_.scan.disarm(); }
  LessonsFind(const LessonsFind&) = delete;
  LessonsFind& operator=(const LessonsFind&) = delete;

  [[nodiscard]] std::string_view name() const override {
    return purpose_ == Purpose::check_in ? "lessons.checkin" : "lessons.find";
  }

  void shown_again() override {
    services_.scan.arm();
    if (std::exchange(asked_card_, false) && services_.session.person) ask_by_card();
  }

  void draw(ui::Ui& ui) override {
    const std::string id(name());
    if (const auto scanned = services_.scan.take_result())
      ask(scanned->too_long ? std::string() : scanned->text);
    if (look()) return;
    ui.title(id + ".title");
    if (checked_in_) {
      draw_checked_in(ui);
      return;
    }
    ui.words(id + ".words");
    ui.say(id + ".words");
    if (!problem_.empty()) {
      ui.banner(id + ".problem", ui::Tone::trouble, problem_);
      if (!services_.scan.is_armed()) services_.scan.arm();
    }
    const std::array choices{
        ui::Choice{.id = id + ".card", .icon = "account-card-details", .main = true, .ink = ui::Ink::blue}};
    const auto chosen = ui.choices(choices);
    ui.illustration(id + ".picture", ui::Illustration::code);
    if (!chosen) return;
    if (services_.session.person) {
      ask_by_card();
      return;
    }
    asked_card_ = true;
    services_.scan.disarm();  // the scanner is for this screen alone
    services_.navigation.open(services_.session.has_consented ? "identity.read" : "identity.consent",
                              {{"then", "back"}});
  }

 private:
  void ask(const std::string& code) {
    problem_.clear();
    checked_in_.reset();
    ask_ = purpose_ == Purpose::check_in && !code.empty() ? services_.lessons.check_in(code)
                                                          : services_.lessons.find(code);
  }
  void ask_by_card() {
    problem_.clear();
    const domain::Person& person = *services_.session.person;
    ask_ =
        purpose_ == Purpose::check_in ? services_.lessons.check_in(person) : services_.lessons.mine(person);
  }

  /// True when another screen is opened.
  bool look() {
    const LessonAnswer* answer = ask_ == 0 ? nullptr : services_.lessons.answer(ask_);
    if (answer == nullptr) return false;
    const AskId asked = std::exchange(ask_, 0);
    if (const auto* one = std::get_if<SignUpView>(answer)) {
      if (purpose_ == Purpose::check_in) {
        checked_in_ = *one;
        return false;
      }
      services_.session.sign_up_shown = one->id.value;
      services_.scan.disarm();
      services_.navigation.open("lessons.one");
      return true;
    }
    const auto* list = std::get_if<SignUpList>(answer);
    if (list != nullptr && !list->empty()) {
      services_.scan.disarm();
      services_.navigation.open("lessons.mine", {{"ask", std::to_string(asked)}});
      return true;
    }
    problem_ = list != nullptr ? services_.texts.words("lessons.find.none")
                               : lesson_problem_words(services_, *answer);
    return false;
  }

  void draw_checked_in(ui::Ui& ui) {
    const SessionView& session = checked_in_->session;
    const domain::Room* room = services_.classes.find_room(session.room);
    const std::string where = room == nullptr ? std::string() : services_.texts.of(room->name);
    ui.banner("lessons.checkin.done", ui::Tone::done,
              ui.word("lessons.checkin.done", {{"who", checked_in_->masked}, {"room", where}}));
    ui.paragraph("lessons.checkin.course", course_words(services_, session), ui::Role::lead);
    ui.say("lessons.checkin.say", {{"room", where}});
    if (ui.choices(std::array{ui::Choice{.id = "lessons.checkin.leave", .main = true}}))
      services_.navigation.leave();
    ui.illustration("lessons.checkin.come_in", ui::Illustration::station);
  }

  Services& services_;
  Purpose purpose_;
  AskId ask_{};
  bool asked_card_{};
  std::string problem_;
  std::optional<SignUpView> checked_in_;
};

}  // namespace

std::unique_ptr<Screen> make_lessons_checkin(Services& services, const Params&) {
  return std::make_unique<LessonsFind>(services, Purpose::check_in);
}
std::unique_ptr<Screen> make_lessons_find(Services& services, const Params&) {
  return std::make_unique<LessonsFind>(services, Purpose::find);
}

}  // namespace yz::kiosk
