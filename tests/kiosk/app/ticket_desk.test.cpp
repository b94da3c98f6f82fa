#include "kiosk/app/ticket_desk.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz::kiosk;
namespace domain = yz::domain;

namespace {

struct Desk {
  std::vector<StationCommand> sent;
  int ops{};
  TicketDesk desk{[this](StationCommand command) { sent.push_back(std::move(command)); },
                  [this] { return "op" + std::to_string(++ops); }};
};
TicketView ticket(const std::string& id, PrintState print = PrintState::printing) {
  TicketView view;
  view.id = domain::TicketId(id);
  view.label = "A001";
  view.print = print;
  return view;
}

}  // namespace

TEST_CASE("ticket desk: a number is taken once per visit of the screen, however often it is touched",
          "[kiosk]") {
  Desk world;
  const AskId first = world.desk.issue(domain::ServiceId("social"), domain::Priority::none);
  CHECK(world.desk.issue(domain::ServiceId("social"), domain::Priority::none) == first);
  CHECK(world.sent.size() == 1);
  world.desk.new_visit();
  CHECK(world.desk.issue(domain::ServiceId("social"), domain::Priority::none) != first);
  REQUIRE(world.sent.size() == 2);
  CHECK(std::get<IssueAsk>(world.sent[0]).op != std::get<IssueAsk>(world.sent[1]).op);
}

TEST_CASE("ticket desk: an answer is there when it came, and the ticket follows its paper", "[kiosk]") {
  Desk world;
  const AskId ask = world.desk.issue(domain::ServiceId("social"), domain::Priority::none);
  CHECK(world.desk.answer(ask) == nullptr);
  world.desk.take(TicketAnswered{ask, ticket("t")});
  REQUIRE(world.desk.answer(ask) != nullptr);
  CHECK(std::get<TicketView>(*world.desk.answer(ask)).label == "A001");
  world.desk.take(TicketShown{ticket("t", PrintState::printed)});
  CHECK(world.desk.ticket(domain::TicketId("t"))->print == PrintState::printed);
}

TEST_CASE("ticket desk: what is meant for someone who has left reaches nobody", "[kiosk]") {
  Desk world;
  const AskId ask = world.desk.issue(domain::ServiceId("social"), domain::Priority::none);
  world.desk.wipe();
  world.desk.take(TicketAnswered{ask, ticket("t")});
  world.desk.take(TicketShown{ticket("t")});
  CHECK(world.desk.answer(ask) == nullptr);
  CHECK(world.desk.ticket(domain::TicketId("t")) == nullptr);
}

TEST_CASE("ticket desk: what was not surely printed before the power went is offered until answered",
          "[kiosk]") {
  Desk world;
  world.desk.take(PowerBack{ticket("t"), std::nullopt, std::nullopt});
  REQUIRE(world.desk.power_back() != nullptr);
  world.desk.close_power_back();
  CHECK(world.desk.power_back() == nullptr);
  CHECK(std::holds_alternative<PowerBackAnswered>(world.sent.back()));
}
