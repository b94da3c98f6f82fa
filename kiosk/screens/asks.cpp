// The three questions the kiosk asks by itself: are you still there, do you want to leave, shall it be
// printed again.
#include <array>

#include "kiosk/screens/lesson_words.h"
#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

class IdleAsk final : public Screen {
 public:
  explicit IdleAsk(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "idle.ask"; }

  void draw(ui::Ui& ui) override {
    ui.title("idle.ask.title");
    ui.words("idle.ask.words");
    ui.say("idle.ask.title");
    constexpr int answer_seconds = 20;
    if (const auto left = services_.navigation.seconds_left())
      ui.ring("idle.ask.ring", *left, answer_seconds);
    const std::array choices{ui::Choice{.id = "idle.ask.leave"},
                             ui::Choice{.id = "idle.ask.stay", .main = true}};
    const auto chosen = ui.choices(choices);
    ui.illustration("idle.ask.picture", ui::Illustration::station);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.leave();
    } else {
      services_.navigation.stay_longer();
    }
  }

 private:
  Services& services_;
};

class LeaveAsk final : public Screen {
 public:
  explicit LeaveAsk(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "leave.ask"; }

  void draw(ui::Ui& ui) override {
    ui.title("leave.ask.title");
    ui.words("leave.ask.words");
    ui.say("leave.ask.title");
    const std::array choices{ui::Choice{.id = "leave.ask.discard"},
                             ui::Choice{.id = "leave.ask.go_on", .main = true}};
    const auto chosen = ui.choices(choices);
    ui.illustration("leave.ask.picture", ui::Illustration::writing);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.leave();
    } else {
      services_.navigation.back();
    }
  }

 private:
  Services& services_;
};

class PowerBackAsk final : public Screen {
 public:
  explicit PowerBackAsk(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "power.back"; }

  void draw(ui::Ui& ui) override {
    const TicketView* ticket = services_.tickets.power_back();
    const WishView* wish = services_.wishes.power_back();
    const SignUpView* sign_up = services_.lessons.power_back();
    if (ticket == nullptr && wish == nullptr && sign_up == nullptr) {  // answered, or two minutes are over
      services_.navigation.leave();
      return;
    }
    const std::string label = ticket != nullptr ? ticket->label
                              : wish != nullptr ? wish->number
                                                : course_words(services_, sign_up->session);
    const char* words = ticket != nullptr ? "power.back"
                        : wish != nullptr ? "power.back.wish"
                                          : "power.back.lesson";
    ui.title("power.back.title");
    ui.words(words, {{"label", label}});
    if (sign_up == nullptr) ui.number("power.back.number", label);
    ui.say(words, {{"label", label}});
    const std::array choices{ui::Choice{.id = "power.back.no"},
                             ui::Choice{.id = "power.back.print", .main = true}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen == 1) print(ticket, wish, sign_up);
    if (ticket != nullptr) services_.tickets.close_power_back();
    if (sign_up != nullptr) services_.lessons.close_power_back();
    if (wish != nullptr) services_.wishes.close_power_back();
    services_.navigation.leave();
  }

 private:
  void print(const TicketView* ticket, const WishView* wish, const SignUpView* sign_up) {
    if (ticket != nullptr) {
      services_.tickets.reprint(domain::TicketId(ticket->id));
    } else if (wish != nullptr) {
      services_.wishes.reprint(domain::WishId(wish->id));
    } else {
      services_.lessons.reprint(sign_up->id);
    }
  }

  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_idle_ask(Services& services, const Params&) {
  return std::make_unique<IdleAsk>(services);
}
std::unique_ptr<Screen> make_leave_ask(Services& services, const Params&) {
  return std::make_unique<LeaveAsk>(services);
}
std::unique_ptr<Screen> make_power_back(Services& services, const Params&) {
  return std::make_unique<PowerBackAsk>(services);
}

}  // namespace yz::kiosk
