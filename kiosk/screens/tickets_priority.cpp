#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

std::string at(const Params& params, const char* name) {
  const auto found = params.find(name);
  return found == params.end() ? std::string() : found->second;
}

/// 可以优先吗？ The card, a declaration, or simply a number.
class TicketsPriority final : public Screen {
 public:
  TicketsPriority(Services& services, const Params& params)
      : services_(services), service_(at(params, "service")) {}

  [[nodiscard]] std::string_view name() const override { return "tickets.priority"; }

  void draw(ui::Ui& ui) override {
    const int age = services_.station.ticket_rules.priority_age;
    ui.title("tickets.priority.title");
    ui.words("tickets.priority.words", {{"age", std::to_string(age)}});
    ui.say("tickets.priority.words", {{"age", std::to_string(age)}});
    const std::array choices{
        ui::Choice{.id = "tickets.priority.card", .icon = "account-card-details", .ink = ui::Ink::main},
        ui::Choice{.id = "tickets.priority.declare", .icon = "account-multiple", .ink = ui::Ink::main},
        ui::Choice{.id = "tickets.priority.plain", .icon = "ticket", .main = true}};
    const auto chosen = ui.choices(choices);
    ui.illustration("tickets.priority.picture", ui::Illustration::helper);
    if (!chosen) return;
    Params params{{"service", service_}};
    switch (*chosen) {
      case 0:
        services_.navigation.open(services_.session.has_consented ? "identity.read" : "identity.consent",
                                  params);
        return;
      case 1:
        services_.navigation.open("tickets.declare", params);
        return;
      default:
        services_.navigation.open("tickets.done", params);
    }
  }

 private:
  Services& services_;
  std::string service_;
};

/// 我属于优先: which of the three.
class TicketsDeclare final : public Screen {
 public:
  TicketsDeclare(Services& services, const Params& params)
      : services_(services), service_(at(params, "service")) {}

  [[nodiscard]] std::string_view name() const override { return "tickets.declare"; }

  void draw(ui::Ui& ui) override {
    ui.title("tickets.declare.title");
    ui.say("tickets.declare.title");
    const std::array choices{
        ui::Choice{.id = "tickets.declare.disabled"}, ui::Choice{.id = "tickets.declare.pregnant"},
        ui::Choice{.id = "tickets.declare.veteran"}, ui::Choice{.id = "tickets.declare.none", .main = true}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    constexpr std::array priorities{"disabled", "pregnant", "veteran", "none"};
    services_.navigation.open("tickets.done", {{"service", service_}, {"priority", priorities.at(*chosen)}});
  }

 private:
  Services& services_;
  std::string service_;
};

}  // namespace

std::unique_ptr<Screen> make_tickets_priority(Services& services, const Params& params) {
  return std::make_unique<TicketsPriority>(services, params);
}
std::unique_ptr<Screen> make_tickets_declare(Services& services, const Params& params) {
  return std::make_unique<TicketsDeclare>(services, params);
}

}  // namespace yz::kiosk
