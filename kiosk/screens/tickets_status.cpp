#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

/// The ticket of this visit: scanned or typed. What stands next depends on how far it is.
class TicketsStatus final : public Screen {
 public:
  explicit TicketsStatus(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "tickets.status"; }

  void draw(ui::Ui& ui) override {
    const TicketView* ticket = services_.tickets.ticket(domain::TicketId{services_.session.ticket});
    if (ticket == nullptr) {
      services_.navigation.back();
      return;
    }
    if (ticket->state == domain::TicketState::served && ticket->stars == 0 && !asked_) {
      asked_ = true;  // back from there shows how it stands
      services_.navigation.open("tickets.rate");
      return;
    }
    const std::string state = state_id(*ticket);
    const std::string words = ui.word(state, {{"label", ticket->label},
                                              {"place", std::to_string(ticket->place)},
                                              {"counter", ticket->counter.value}});
    ui.title("tickets.status.title");
    ui.number("tickets.status.number", ticket->label);
    ui.paragraph(state, words, ui::Role::lead);
    services_.speech.say_sentence(state, words);
    if (ticket->state == domain::TicketState::waiting) {
      ui.paragraph("tickets.status.ahead", ahead_words(services_, ticket->estimate));
      ui.words("tickets.done.counters", {{"counters", counters_words(services_, ticket->counters)}});
    }
    draw_print_state(ui, ticket->print, ticket->label);
    draw_choices(ui, *ticket);
  }

 private:
  [[nodiscard]] static std::string state_id(const TicketView& ticket) {
    switch (ticket.state) {
      case domain::TicketState::waiting:
        return ticket.place <= 1 ? "tickets.status.next" : "tickets.status.waiting";
      case domain::TicketState::called:
        return "tickets.status.called";
      case domain::TicketState::serving:
        return "tickets.status.serving";
      case domain::TicketState::served:
        return ticket.stars == 0 ? "tickets.status.served" : "tickets.status.rated";
      case domain::TicketState::no_show:
        return "ticket.missed";
      case domain::TicketState::cancelled:
        return "tickets.status.cancelled";
    }
    return "tickets.status.waiting";
  }

  void draw_choices(ui::Ui& ui, const TicketView& ticket) {
    const bool can_cancel =
        ticket.state == domain::TicketState::waiting || ticket.state == domain::TicketState::called;
    const bool can_rate = ticket.state == domain::TicketState::served && ticket.stars == 0;
    std::vector<ui::Choice> choices;
    if (can_cancel) choices.push_back({.id = "tickets.status.cancel"});
    if (can_cancel) choices.push_back({.id = "tickets.done.again"});
    if (can_rate) choices.push_back({.id = "tickets.status.rate", .main = true});
    choices.push_back({.id = "tickets.done.leave", .main = !can_rate});
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    const std::string& id = choices[*chosen].id;
    if (id == "tickets.status.cancel") {
      services_.navigation.open("tickets.cancel");
    } else if (id == "tickets.done.again") {
      services_.tickets.reprint(ticket.id);
    } else if (id == "tickets.status.rate") {
      services_.navigation.open("tickets.rate");
    } else {
      services_.navigation.leave();
    }
  }

  Services& services_;
  bool asked_{};
};

/// 真的不排了？
class TicketsCancel final : public Screen {
 public:
  explicit TicketsCancel(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "tickets.cancel"; }

  void draw(ui::Ui& ui) override {
    ui.title("tickets.cancel.title");
    ui.words("tickets.cancel.words");
    ui.say("tickets.cancel.title");
    const std::array choices{ui::Choice{.id = "tickets.status.cancel.yes"},
                             ui::Choice{.id = "tickets.status.cancel.no", .main = true}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen == 0) services_.tickets.cancel(domain::TicketId{services_.session.ticket});
    services_.navigation.back();
  }

 private:
  Services& services_;
};

/// 办得满意吗？
class TicketsRate final : public Screen {
 public:
  explicit TicketsRate(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "tickets.rate"; }

  void draw(ui::Ui& ui) override {
    if (ask_ != 0) {
      ui.title("tickets.rate.thanks");
      ui.picture("tickets.rate.done", "check-circle", ui::Ink::green);
      ui.say("tickets.rate.thanks");
      const std::array choices{ui::Choice{.id = "tickets.done.leave", .main = true}};
      if (ui.choices(choices)) services_.navigation.leave();
      return;
    }
    ui.title("tickets.rate.title");
    ui.say("tickets.rate.title");
    if (const auto stars = ui.faces("tickets.rate")) {
      ask_ = services_.tickets.rate(domain::TicketId{services_.session.ticket}, *stars);
    }
  }

 private:
  Services& services_;
  AskId ask_{};
};

}  // namespace

std::unique_ptr<Screen> make_tickets_status(Services& services, const Params&) {
  return std::make_unique<TicketsStatus>(services);
}
std::unique_ptr<Screen> make_tickets_cancel(Services& services, const Params&) {
  return std::make_unique<TicketsCancel>(services);
}
std::unique_ptr<Screen> make_tickets_rate(Services& services, const Params&) {
  return std::make_unique<TicketsRate>(services);
}

}  // namespace yz::kiosk
