#include "domain/tickets/tickets_json.h"
#include "kiosk/screens/done_choices.h"
#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

domain::Priority priority_of(const std::string& name) {
  using enum domain::Priority;
  for (const auto one : {age, disabled, pregnant, veteran}) {
    if (name == domain::to_string(one)) return one;
  }
  return none;
}

/// 这是您的号. Asks for the number when it is shown first; shows it only when it is durable.
class TicketsDone final : public Screen {
 public:
  TicketsDone(Services& services, const Params& params) : services_(services) {
    const std::string service = param(params, "service");
    if (!service.empty())
      ask_ = services_.tickets.issue(domain::ServiceId{service}, priority_of(param(params, "priority")));
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
    draw_done_choices(services_, ui, "tickets.done", [&] { services_.tickets.reprint(ticket.id); });
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
