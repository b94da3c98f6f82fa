// Calling for help as a resident does it: what is touched, what stands on the screen, what sounds.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using domain::HelpKind;
using domain::HelpState;
using kiosk::HelpAct;
using kiosk::HelpAsk;
using kiosk::NetLink;
using std::chrono_literals::operator""s;

const HelpAsk& last_ask(const DrawnScreen& drawn) {
  REQUIRE_FALSE(drawn.commands().empty());
  REQUIRE(std::holds_alternative<HelpAsk>(drawn.commands().back()));
  return std::get<HelpAsk>(drawn.commands().back());
}

kiosk::HelpView view_of(const HelpAsk& ask) {
  kiosk::HelpView view;
  view.id = ask.help;
  view.kind = ask.kind;
  return view;
}

std::ptrdiff_t alarms(const DrawnScreen& drawn) {
  return std::ranges::count(drawn.played(), hal::Tone::alarm);
}

/// Held 求助 for two seconds and touched what is the matter; the station wrote it down.
kiosk::HelpView called(DrawnScreen& drawn, bool is_at_hub) {
  drawn.draw();
  drawn.hold("bar.help", Milliseconds{2'100});
  REQUIRE(drawn.screen() == "help.kind");
  drawn.tap("help.kind.illness");
  kiosk::HelpView view = view_of(last_ask(drawn));
  view.is_at_hub = is_at_hub;
  drawn.answer_help(view);
  drawn.draw();
  return view;
}

TEST_CASE("help: a tap asks first, two touches call") {
  DrawnScreen drawn;
  drawn.open("access");
  drawn.tap("bar.help");
  CHECK(drawn.screen() == "help.ask");
  drawn.tap("help.ask.no");
  CHECK(drawn.screen() == "access");
  drawn.tap("bar.help");
  drawn.tap("help.ask.now");
  CHECK(drawn.screen() == "help.kind");
  drawn.tap("help.kind.danger");
  CHECK(drawn.screen() == "help.sent");
  CHECK(last_ask(drawn).act == HelpAct::call);
  CHECK(last_ask(drawn).kind == HelpKind::danger);
}

TEST_CASE("help: held for two seconds it goes straight on, for one it asks") {
  DrawnScreen drawn;
  drawn.open("access");
  drawn.hold("bar.help", Milliseconds{1'000});
  CHECK(drawn.screen() == "help.ask");
  drawn.hold("bar.help", Milliseconds{2'100});
  CHECK(drawn.screen() == "help.kind");
  CHECK(drawn.commands().empty());
}

TEST_CASE("help: who touches nothing for ten seconds is helped all the same, once") {
  DrawnScreen drawn;
  drawn.open("help.kind");
  drawn.clock().advance(Milliseconds{9'900});
  drawn.draw();
  CHECK(drawn.commands().empty());
  drawn.clock().advance(Milliseconds{100});
  drawn.draw();
  CHECK(drawn.screen() == "help.sent");
  REQUIRE(drawn.commands().size() == 1);
  CHECK(last_ask(drawn).kind == HelpKind::other);
  drawn.answer_help(view_of(last_ask(drawn)));
  drawn.draw();
  drawn.tap("help.sent.kind");
  CHECK(drawn.screen() == "help.kind");
  drawn.tap("help.kind.illness");
  CHECK(last_ask(drawn).act == HelpAct::choose_kind);
  CHECK(drawn.screen() == "help.sent");
}

TEST_CASE("help: it says that help is called only when the hub has it, and who comes by masked name") {
  DrawnScreen drawn;
  kiosk::HelpView view = called(drawn, /*is_at_hub=*/false);
  CHECK(drawn.shows("正在叫人"));
  view.is_at_hub = true;
  drawn.show_help(view);
  drawn.draw();
  CHECK(drawn.shows("已经叫人了"));
  CHECK(drawn.shows("请坐下，别走开"));
  CHECK(drawn.shows("15 分"));
  view.state = HelpState::accepted;
  view.is_unanswered = false;
  view.accepted_by = "王*";
  view.role = "counter";
  drawn.show_help(view);
  drawn.draw();
  CHECK(drawn.shows("王*（工作人员）接到了，正赶来"));
  for (const auto& said : drawn.spoken()) CHECK(said.text.find("王") == std::string::npos);
  drawn.clock().advance(61s);
  drawn.draw();
  CHECK(drawn.shows("14 分"));
  CHECK(alarms(drawn) == 0);
  view.state = HelpState::ended;
  drawn.show_help(view);
  drawn.draw();
  CHECK(drawn.shows("办好了"));
  drawn.clock().advance(30s);
  drawn.draw();
  CHECK(drawn.screen() == "home");
}

TEST_CASE("help: without the network it says so at once, with every number, and rings here") {
  DrawnScreen drawn;
  drawn.system().link = NetLink::offline;
  kiosk::HelpView view = called(drawn, /*is_at_hub=*/false);
  CHECK(drawn.screen() == "help.offline");
  for (const char* words : {"网络断了，请打电话", "120", "110", "119", "0418-5550101", "网络一通马上送出"})
    CHECK(drawn.shows(words));
  for (const char* id : {"help.offline.phone.120", "help.offline.phone.110", "help.offline.phone.119"})
    CHECK(drawn.find(id)->em == 120);
  CHECK(alarms(drawn) == 1);
  for (int second = 0; second < 120; ++second) {
    drawn.clock().advance(1s);
    drawn.draw();
  }
  CHECK(alarms(drawn) == 5);  // enough for whoever is near
  CHECK(drawn.screen() == "help.offline");
  view.is_at_hub = true;  // the network is back
  drawn.show_help(view);
  drawn.draw();
  CHECK(drawn.screen() == "help.sent");
}

TEST_CASE("help: a hub that stays silent for four seconds is none") {
  DrawnScreen drawn;
  (void)called(drawn, /*is_at_hub=*/false);
  drawn.clock().advance(Milliseconds{3'500});
  drawn.draw();
  CHECK(drawn.screen() == "help.sent");
  drawn.clock().advance(Milliseconds{500});
  drawn.draw();
  CHECK(drawn.screen() == "help.offline");
}

TEST_CASE("help: a station that does not answer, or cannot write, leads to the telephone") {
  DrawnScreen drawn;
  drawn.open("help.sent", {{"kind", "illness"}});
  const bool is_answered = GENERATE(false, true);
  CAPTURE(is_answered);
  if (is_answered) drawn.answer_help(Error{Code::full, "the disk"});
  if (!is_answered) drawn.clock().advance(4s);
  drawn.draw();
  CHECK(drawn.screen() == "help.offline");
  CHECK(drawn.shows("这次没有记下"));
  CHECK(drawn.find("help.offline.mistake") == nullptr);
  drawn.tap("help.offline.leave");
  CHECK(drawn.screen() == "home");
}

TEST_CASE("help: nobody answered in fifteen minutes: the telephone, until somebody does") {
  DrawnScreen drawn;
  kiosk::HelpView view = called(drawn, /*is_at_hub=*/true);
  drawn.clock().advance(std::chrono::minutes{15});
  drawn.draw();
  CHECK(drawn.screen() == "help.offline");
  CHECK(drawn.shows("还没有人接到"));
  view.state = HelpState::accepted;
  view.is_unanswered = false;
  view.accepted_by = "李*";
  view.role = "admin";
  drawn.show_help(view);
  drawn.draw();
  CHECK(drawn.screen() != "help.offline");
}

TEST_CASE("help: a mistake is taken back for ten seconds, in slow mode for twenty, without a question") {
  const bool is_slow = GENERATE(false, true);
  CAPTURE(is_slow);
  const kiosk::AccessSettings access{.slow = is_slow};
  const Milliseconds time{is_slow ? 20'000 : 10'000};
  DrawnScreen drawn({}, access);
  kiosk::HelpView view = called(drawn, /*is_at_hub=*/true);
  drawn.clock().advance(time - Milliseconds{3'000});
  drawn.tap("help.sent.mistake");
  CHECK(last_ask(drawn).act == HelpAct::take_back);
  CHECK(last_ask(drawn).help == view.id);
  const std::size_t asked = drawn.commands().size();
  drawn.clock().advance(3s);
  drawn.tap("help.sent.mistake");  // off by now
  CHECK(drawn.commands().size() == asked);
  CHECK(drawn.shows("已经叫出去了"));
  view.state = HelpState::cancelled;
  drawn.show_help(view);
  drawn.draw();
  CHECK(drawn.shows("没关系"));
}

TEST_CASE("help: a call's banner never covers it") {
  DrawnScreen drawn;
  (void)called(drawn, /*is_at_hub=*/true);
  for (const char* screen : {"help.sent", "help.ask", "help.kind", "help.staff"}) {
    if (drawn.screen() != screen) drawn.open(screen);
    drawn.calls().announce({"A012", domain::CounterId("3"), drawn.clock().now()});
    drawn.draw();
    INFO(screen);
    CHECK(drawn.find("tickets.call") == nullptr);
  }
  drawn.open("access");
  CHECK(drawn.find("tickets.call") != nullptr);
}

TEST_CASE("help: called by the next one, it leaves nothing of the one before; asked how to go on, all") {
  for (const bool is_held : {true, false}) {
    DrawnScreen drawn;
    drawn.open("identity.type", {{"service", "social"}});
    drawn.ui().type("2109041949");
    drawn.draw();
    const auto& entries = drawn.services().session.entries;
    REQUIRE_FALSE(entries.empty());
    if (is_held) {
      drawn.hold("bar.help", Milliseconds{2'100});
      CHECK(entries.empty());
      drawn.tap("bar.back");
      CHECK(drawn.screen() == "home");
      continue;
    }
    drawn.tap("bar.help");
    drawn.tap("help.ask.guidance");
    CHECK(last_ask(drawn).kind == HelpKind::guidance);
    drawn.tap("help.staff.back");
    CHECK(drawn.screen() == "identity.type");
    CHECK_FALSE(entries.empty());
  }
}

TEST_CASE("help: whoever touches it while the one before is asked for, finds nothing of theirs") {
  DrawnScreen drawn;
  drawn.services().session.has_consented = true;
  drawn.open("idle.ask");
  drawn.tap("bar.help");
  CHECK(drawn.screen() == "help.ask");
  CHECK_FALSE(drawn.services().session.has_consented);
}

TEST_CASE("help: an open call from before the power went is shown again") {
  DrawnScreen drawn;
  kiosk::HelpView view;
  view.id = domain::HelpId("01KAQZ5V00000000000000H001");
  view.is_at_hub = true;
  view.age = Milliseconds{60'000};
  drawn.show_help(view);
  drawn.draw();
  CHECK(drawn.screen() == "help.sent");
  CHECK(drawn.shows("14 分"));
}

}  // namespace
}  // namespace yz::test
