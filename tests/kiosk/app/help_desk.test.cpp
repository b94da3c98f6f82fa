#include "kiosk/app/help_desk.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/fake_clock.h"

using namespace yz::kiosk;
using namespace std::chrono_literals;
namespace domain = yz::domain;

namespace {

struct Desk {
  yz::test::FakeClock clock;
  std::vector<StationCommand> sent;
  HelpDesk desk{[this](StationCommand command) { sent.push_back(std::move(command)); },
                [this] { return "help" + std::to_string(sent.size()); }, clock};
};

HelpView view(const std::string& id, domain::HelpState state = domain::HelpState::called) {
  HelpView one;
  one.id = domain::HelpId(id);
  one.state = state;
  return one;
}

}  // namespace

TEST_CASE("help desk: a call goes out with an id of its own, its answer is shown", "[kiosk]") {
  Desk world;
  const AskId ask = world.desk.call(domain::HelpKind::danger);
  REQUIRE(world.sent.size() == 1);
  const auto& sent = std::get<HelpAsk>(world.sent[0]);
  CHECK(sent.act == HelpAct::call);
  CHECK(sent.kind == domain::HelpKind::danger);
  CHECK(sent.help == domain::HelpId("help0"));
  CHECK(world.desk.answer(ask) == nullptr);
  world.desk.take(HelpAnswered{ask, view("help0")});
  REQUIRE(world.desk.answer(ask) != nullptr);
  CHECK(world.desk.find(domain::HelpId("help0")) != nullptr);
}

TEST_CASE("help desk: a call's time runs by the time since boot, whatever is told later", "[kiosk]") {
  Desk world;
  world.clock.advance(60s);
  HelpView call = view("a");
  call.age = 20s;
  world.desk.take(HelpShown{call});
  const auto since = world.desk.find(call.id)->since;
  CHECK(since == world.clock.mono() - 20s);
  call.age = 500s;  // the station's clock was set meanwhile
  world.desk.take(HelpShown{call});
  CHECK(world.desk.find(call.id)->since == since);
}

TEST_CASE("help desk: an open call outlives the visit, an answer to who has left does not", "[kiosk]") {
  Desk world;
  const AskId ask = world.desk.call(domain::HelpKind::illness);
  world.desk.take(HelpAnswered{ask, view("a")});
  const AskId late = world.desk.take_back(domain::HelpId("a"));
  world.desk.wipe();
  CHECK(world.desk.answer(ask) == nullptr);
  CHECK(world.desk.find(domain::HelpId("a")) != nullptr);
  world.desk.take(HelpAnswered{late, view("a", domain::HelpState::cancelled)});
  CHECK(world.desk.answer(late) == nullptr);
  CHECK(world.desk.find(domain::HelpId("a"))->view.state == domain::HelpState::cancelled);
  world.desk.wipe();
  CHECK(world.desk.find(domain::HelpId("a")) == nullptr);
}

TEST_CASE("help desk: a call from before the start is offered once, our own is not", "[kiosk]") {
  Desk world;
  const AskId ask = world.desk.call(domain::HelpKind::illness);
  world.desk.take(HelpAnswered{ask, view("ours")});
  world.desk.take(HelpShown{view("ours")});
  CHECK_FALSE(world.desk.take_resumed());
  world.desk.take(HelpShown{view("ended", domain::HelpState::ended)});
  CHECK_FALSE(world.desk.take_resumed());
  world.desk.take(HelpShown{view("before")});
  CHECK(world.desk.take_resumed() == domain::HelpId("before"));
  CHECK_FALSE(world.desk.take_resumed());
}
