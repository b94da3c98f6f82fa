// 最近的课: what one can sign up for; and one class, with the ways to sign up for it.
#include <array>
#include <map>

#include "kiosk/screens/lesson_words.h"
#include "kiosk/screens/phone_entry.h"

namespace yz::kiosk {
namespace {

/// "wechat-wed" of "wechat-wed.20261125".
std::string class_of(const SessionView& session) {
  return session.id.value.substr(0, session.id.value.find('.'));
}

/// The same on whatever day: "lessons.list.wechat-wed", a week later "lessons.list.wechat-wed.2".
std::string row_id(const SessionView& session, int before) {
  const std::string id = "lessons.list." + class_of(session);
  return before == 0 ? id : id + '.' + std::to_string(before + 1);
}

class LessonsList final : public Screen {
 public:
  explicit LessonsList(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "lessons.list"; }

  void draw(ui::Ui& ui) override {
    ui.title("lessons.list.title");
    ui.say("lessons.list.title");
    const auto& sessions = services_.lessons.sessions();
    if (sessions.empty()) {
      ui.empty("lessons.list.empty", "school", ui.word("lessons.list.empty"));
      return;
    }
    std::vector<ui::Choice> rows;
    rows.reserve(sessions.size());
    std::map<std::string, int> times;  // of each class so far
    for (const SessionView& session : sessions) {
      const domain::Course* course = services_.classes.find_course(session.course);
      ui::Choice row;
      row.id = row_id(session, times[class_of(session)]++);
      row.words = course_words(services_, session);
      row.second = ui.word("lessons.list.row", {{"when", when_words(services_, session)},
                                                {"seats", seats_words(services_, session)}});
      row.icon = course == nullptr ? "school" : course->icon;
      row.ink = ui::Ink::blue;
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows(rows, page_))
      services_.navigation.open("lessons.session", {{"session", sessions[*chosen].id.value}});
  }

 private:
  Services& services_;
  ui::Page page_;
};

class LessonsSession final : public Screen {
 public:
  LessonsSession(Services& services, const Params& params)
      : services_(services), session_(param(params, "session")) {}
  [[nodiscard]] std::string_view name() const override { return "lessons.session"; }

  void shown_again() override {
    // Back from the card: whoever was read is who signs up.
    if (std::exchange(asked_card_, false) && services_.session.person) sign_up_by_card();
  }

  void draw(ui::Ui& ui) override {
    const SessionView* session = services_.lessons.session(session_);
    if (session == nullptr) {
      ui.title("lessons.session.gone");
      draw_way_back(ui);
      return;
    }
    draw_class(services_, ui, *session);
    const domain::Course* course = services_.classes.find_course(session->course);
    if (course != nullptr && !ui.is_tight())
      ui.paragraph("lessons.session.about", services_.texts.of(course->about));
    const std::string seats = seats_words(services_, *session);
    const bool is_open = !session->is_called_off && (session->free > 0 || session->has_list_room);
    if (is_open && session->free > 0) {
      ui.paragraph("lessons.session.seats", seats);
    } else {
      ui.banner("lessons.session.seats", ui::Tone::notice, seats);
    }
    services_.speech.say_sentence("lessons.session.seats", seats);
    if (!is_open) {
      draw_way_back(ui);
      return;
    }
    const bool is_list = session->free == 0;
    const std::array choices{
        ui::Choice{.id = "lessons.session.phone",
                   .words = ui.word(is_list ? "lessons.session.phone.list" : "lessons.session.phone"),
                   .icon = "phone",
                   .ink = ui::Ink::blue},
        ui::Choice{.id = "lessons.session.card",
                   .words = ui.word(is_list ? "lessons.session.card.list" : "lessons.session.card"),
                   .icon = "account-card-details",
                   .main = true}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.open("lessons.phone", {{"session", session_.value}});
    } else if (services_.session.person) {
      sign_up_by_card();
    } else {
      asked_card_ = true;
      services_.navigation.open(services_.session.has_consented ? "identity.read" : "identity.consent",
                                {{"then", "back"}});
    }
  }

 private:
  void sign_up_by_card() {
    services_.navigation.open("lessons.done", {{"session", session_.value}, {"by", "card"}});
  }
  void draw_way_back(ui::Ui& ui) {
    if (ui.choices(std::array{ui::Choice{.id = "lessons.session.others", .main = true}}))
      services_.navigation.back();
    ui.illustration("lessons.session.picture", ui::Illustration::station);
  }

  Services& services_;
  domain::LessonSessionId session_;
  bool asked_card_{};
};

class LessonsPhone final : public Screen {
 public:
  LessonsPhone(Services& services, Params params) : services_(services), params_(std::move(params)) {}
  [[nodiscard]] std::string_view name() const override { return "lessons.phone"; }

  void draw(ui::Ui& ui) override {
    Sensitive<std::string>& kept = services_.session.entries["lessons.phone"];
    std::string number = kept.reveal();
    const PhoneEntry::Outcome outcome = entry_.draw(ui, number);
    if (outcome.changed) {
      kept = Sensitive<std::string>(number);
      services_.session.has_unsent = true;
    }
    if (!outcome.confirmed) return;
    Params on = params_;
    on["by"] = "phone";
    services_.navigation.replace("lessons.done", on);
  }

 private:
  Services& services_;
  Params params_;
  PhoneEntry entry_{"lessons.phone"};
};

}  // namespace

std::unique_ptr<Screen> make_lessons_list(Services& services, const Params&) {
  return std::make_unique<LessonsList>(services);
}
std::unique_ptr<Screen> make_lessons_session(Services& services, const Params& params) {
  return std::make_unique<LessonsSession>(services, params);
}
std::unique_ptr<Screen> make_lessons_phone(Services& services, const Params& params) {
  return std::make_unique<LessonsPhone>(services, params);
}

}  // namespace yz::kiosk
