#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

domain::Priority priority_of(const Params& params) {
  const auto found = params.find("priority");
  if (found == params.end()) return domain::Priority::none;
  if (found->second == "age") return domain::Priority::age;
  if (found->second == "disabled") return domain::Priority::disabled;
  if (found->second == "pregnant") return domain::Priority::pregnant;
  if (found->second == "veteran") return domain::Priority::veteran;
  return domain::Priority::none;
}

/// 这是您的号. Asks for the number when it is shown first; shows it only when it is durable.
class TicketsDone final : public Screen {
 public:
  TicketsDone(Services& services, const Params& params) : services_(services) {
    const auto service = params.find("service");
    if (service == params.end()) return;
    ask_ = services_.tickets.issue(domain::ServiceId{service->second}, priority_of(params));
  }

  [[nodiscard]] std::string_view name() const override { return "tickets.done"; }

  void draw(ui::Ui& ui) override {
    const TicketAnswer* answer = services_.tickets.answer(ask_);
    if (answer == nullptr) {
      ui.title("tickets.done.wait");
      return;
    }
    if (const auto* issued = std::get_if<TicketView>(answer)) {
      const TicketView* now = services_.tickets.ticket(issued->id);
      draw_ticket(ui, now == nullptr ? *issued : *now);
    } else if (const auto* refused = std::get_if<TicketRefused>(answer)) {
      draw_refusal(ui, refusal_words(services_, *refused));
    } else {
      const auto* error = std::get_if<Error>(answer);
      draw_refusal(
          ui, ui.word(std::string("error.") + to_string(error == nullptr ? Code::invalid : error->code)));
    }
  }

 private:
  void draw_ticket(ui::Ui& ui, const TicketView& ticket) {
    ui.title("tickets.done.title");
    ui.number("tickets.done.number", ticket.label);
    const std::string counters = counters_words(services_, ticket.counters);
    ui.paragraph("tickets.done.ahead", ahead_words(services_, ticket.estimate));
    ui.words("tickets.done.counters", {{"counters", counters}});
    draw_print_state(ui, ticket.print, ticket.label);
    ui.say("tickets.done.say", {{"label", ticket.label}});
    // With the paper at hand the code is only for those who want it on a phone; without, it is their slip.
    if (!ui.is_tight() || is_print_trouble(ticket.print))
      ui.qr("tickets.done.qr", ticket.qr, "tickets.done.qr.words");
    draw_choices(ui, ticket);
  }

  void draw_choices(ui::Ui& ui, const TicketView& ticket) {
    ui::Choice left{.id = "tickets.done.again"};
    ui::Choice leave{.id = "tickets.done.leave", .main = true};
    const auto seconds = services_.navigation.seconds_left();
    if (seconds) {  // the last of it: going home by itself is said, and can be put off
      left.id = "tickets.done.stay";
      leave.words = ui.word("tickets.done.leaving", {{"seconds", std::to_string(*seconds)}});
      ui.again_in(Milliseconds{500});
    }
    const auto chosen = ui.pair(left, leave);
    if (!chosen) return;
    if (*chosen == 1) {
      services_.navigation.leave();
      return;
    }
    if (!seconds) services_.tickets.reprint(ticket.id);
    services_.navigation.stay_longer();
  }

  void draw_refusal(ui::Ui& ui, const std::string& words) {
    ui.title("tickets.done.refused");
    ui.banner("tickets.done.why", ui::Tone::trouble, words);
    services_.speech.say_sentence("tickets.done.why", words);
    const auto chosen = ui.pair({.id = "tickets.done.other"}, {.id = "tickets.done.leave", .main = true});
    ui.illustration("tickets.done.picture", ui::Illustration::helper);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.home();
      services_.navigation.open("tickets.choose");
    } else {
      services_.navigation.leave();
    }
  }

  Services& services_;
  AskId ask_{};
};

}  // namespace

std::unique_ptr<Screen> make_tickets_done(Services& services, const Params& params) {
  return std::make_unique<TicketsDone>(services, params);
}

}  // namespace yz::kiosk
