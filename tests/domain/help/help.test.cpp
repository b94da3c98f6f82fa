#include "domain/help/help.h"

#include <catch2/catch_test_macros.hpp>
#include <random>

using namespace yz::domain;
using namespace std::chrono_literals;
using yz::Instant;
using yz::Milliseconds;

namespace {

const Instant noon{Milliseconds{1'795'430'400'000}};

/// A book, and commands carried out on it at once.
struct Calls {
  HelpBook book;
  HelpEvents last;
  int made{};

  HelpId call(HelpKind kind, Instant at, const std::string& place = "") {
    const HelpId id("01KAQZ5V0000000000000000" + std::to_string(10 + made++));
    REQUIRE(does(CallHelp{id, kind, StationId("taiping"), place, at}));
    return help_of(last.at(0));
  }
  bool does(const HelpCommand& command) {
    const auto decision = decide(book, command);
    const auto* events = std::get_if<HelpEvents>(&decision);
    if (events == nullptr) return false;
    last = *events;
    for (const HelpEvent& event : last) CHECK(book.fold(event) == Folded::applied);
    return true;
  }
  HelpRefusal refuses(const HelpCommand& command) {
    const auto decision = decide(book, command);
    REQUIRE(std::holds_alternative<HelpRefusal>(decision));
    return std::get<HelpRefusal>(decision);
  }
  const HelpCall& at(const HelpId& id) {
    REQUIRE(book.find(id) != nullptr);
    return *book.find(id);
  }
};

}  // namespace

TEST_CASE("help: a call is accepted by name and role, and ended", "[domain]") {
  Calls calls;
  const HelpId id = calls.call(HelpKind::illness, noon, "2");
  CHECK(calls.at(id).is_unanswered());
  REQUIRE(calls.does(AcceptHelp{id, "王*", "counter", noon + 8s}));
  CHECK_FALSE(calls.at(id).is_unanswered());
  CHECK(calls.at(id).accepted_by == "王*");
  CHECK(calls.at(id).role == "counter");
  REQUIRE(calls.book.open().size() == 1);
  REQUIRE(calls.does(EndHelp{id, noon + 300s}));
  CHECK(calls.at(id).state == HelpState::ended);
  CHECK(calls.book.open().empty());
}

TEST_CASE("help: the same touch again is no second call", "[domain]") {
  Calls calls;
  const HelpId id = calls.call(HelpKind::danger, noon);
  REQUIRE(calls.does(CallHelp{id, HelpKind::danger, StationId("taiping"), "", noon + 1s}));
  CHECK(calls.last.empty());
}

TEST_CASE("help: the same kind from the same place repeats the call nobody answered yet", "[domain]") {
  Calls calls;
  const HelpId first = calls.call(HelpKind::illness, noon);
  CHECK(calls.call(HelpKind::illness, noon + 30s) == first);
  CHECK(calls.at(first).times == 2);
  CHECK(calls.call(HelpKind::danger, noon + 40s) != first);
  CHECK(calls.call(HelpKind::illness, noon + 50s, "2") != first);
  REQUIRE(calls.does(AcceptHelp{first, "王*", "counter", noon + 60s}));
  CHECK(calls.call(HelpKind::illness, noon + 70s) != first);
}

TEST_CASE("help: a mistake is taken back within twenty seconds, also when somebody is on the way",
          "[domain]") {
  Calls calls;
  const HelpId early = calls.call(HelpKind::other, noon);
  REQUIRE(calls.does(AcceptHelp{early, "李*", "counter", noon + 5s}));
  REQUIRE(calls.does(TakeBackHelp{early, noon + 20s}));
  CHECK(calls.at(early).state == HelpState::cancelled);
  CHECK(calls.refuses(TakeBackHelp{early, noon + 20s}) == HelpRefusal::help_over);
  const HelpId late = calls.call(HelpKind::other, noon + 60s);
  CHECK(calls.refuses(TakeBackHelp{late, noon + 81s}) == HelpRefusal::too_late);
  // What a flat battery does to a kiosk's clock.
  CHECK(calls.does(TakeBackHelp{late, noon - 24h}));
}

TEST_CASE("help: called again it rings again, though somebody had accepted", "[domain]") {
  Calls calls;
  const HelpId id = calls.call(HelpKind::illness, noon);
  CHECK(calls.refuses(CallHelpAgain{id, noon + 9s}) == HelpRefusal::just_called);
  REQUIRE(calls.does(AcceptHelp{id, "王*", "counter", noon + 9s}));
  CHECK(calls.refuses(AcceptHelp{id, "李*", "counter", noon + 9s}) == HelpRefusal::already_accepted);
  REQUIRE(calls.does(CallHelpAgain{id, noon + 120s}));
  CHECK(calls.at(id).is_unanswered());
  REQUIRE(calls.does(AcceptHelp{id, "李*", "admin", noon + 130s}));
  CHECK(calls.at(id).accepted_by == "李*");
  CHECK_FALSE(calls.at(id).is_unanswered());
}

TEST_CASE("help: an answer counts as after the call, though the kiosk's clock runs ahead", "[domain]") {
  Calls calls;
  const HelpId id = calls.call(HelpKind::illness, noon + 1h);
  REQUIRE(calls.does(AcceptHelp{id, "王*", "counter", noon}));
  CHECK_FALSE(calls.at(id).is_unanswered());
}

TEST_CASE("help: a hundred calls for one thing are enough", "[domain]") {
  Calls calls;
  const HelpId id = calls.call(HelpKind::illness, noon);
  Instant at = noon;
  for (int i = 1; i < times_max; ++i) REQUIRE(calls.does(CallHelpAgain{id, at += 10s}));
  CHECK(calls.refuses(CallHelpAgain{id, at + 10s}) == HelpRefusal::called_too_often);
  CHECK(calls.call(HelpKind::illness, at + 20s) != id);
}

TEST_CASE("help: the kind is told later, but guidance stays guidance", "[domain]") {
  Calls calls;
  const HelpId id = calls.call(HelpKind::other, noon);
  REQUIRE(calls.does(ChooseHelpKind{id, HelpKind::damage, noon + 12s}));
  CHECK(calls.at(id).kind == HelpKind::damage);
  REQUIRE(calls.does(ChooseHelpKind{id, HelpKind::damage, noon + 13s}));
  CHECK(calls.last.empty());
  CHECK(calls.refuses(ChooseHelpKind{id, HelpKind::guidance, noon + 14s}) == HelpRefusal::kind_is_fixed);
  const HelpId asked = calls.call(HelpKind::guidance, noon);
  CHECK(calls.refuses(ChooseHelpKind{asked, HelpKind::illness, noon}) == HelpRefusal::kind_is_fixed);
}

TEST_CASE("help: nobody ends what nobody took, and what is over stays over", "[domain]") {
  Calls calls;
  const HelpId id = calls.call(HelpKind::danger, noon);
  CHECK(calls.refuses(EndHelp{id, noon}) == HelpRefusal::not_accepted);
  REQUIRE(calls.does(AcceptHelp{id, "王*", "counter", noon}));
  REQUIRE(calls.does(EndHelp{id, noon}));
  CHECK(calls.refuses(AcceptHelp{id, "王*", "counter", noon}) == HelpRefusal::help_over);
  CHECK(calls.refuses(CallHelpAgain{id, noon}) == HelpRefusal::help_over);
  CHECK(calls.refuses(ChooseHelpKind{id, HelpKind::other, noon}) == HelpRefusal::help_over);
  CHECK(calls.refuses(EndHelp{HelpId("nobody"), noon}) == HelpRefusal::unknown_help);
}

TEST_CASE("help: folding an event twice changes nothing, one that no longer fits is ignored", "[domain]") {
  HelpBook book;
  const HelpId id("01KAQZ5V000000000000000010");
  CHECK(book.fold(HelpAccepted{id, "王*", "counter", noon}) == Folded::ignored);
  const HelpEvents story{HelpCalled{id, HelpKind::other, StationId("taiping"), "", noon},
                         HelpKindChosen{id, HelpKind::illness, noon + 1s}, HelpCalledAgain{id, noon + 20s},
                         HelpAccepted{id, "王*", "counter", noon + 30s}, HelpEnded{id, noon + 60s}};
  for (const HelpEvent& event : story) {
    CHECK(book.fold(event) == Folded::applied);
    const HelpCall before = *book.find(id);
    CHECK(book.fold(event) == Folded::repeated);
    CHECK(*book.find(id) == before);
  }
  CHECK(book.fold(HelpCancelled{id, noon + 61s}) == Folded::ignored);
  HelpBook open;
  (void)open.fold(story.front());
  CHECK(open.fold(HelpKindChosen{id, HelpKind::guidance, noon + 1s}) == Folded::ignored);
  CHECK(open.find(id)->kind == HelpKind::other);
  CHECK(book.fold(HelpKindChosen{id, HelpKind::danger, noon}) == Folded::ignored);
}

TEST_CASE("help: called again where it is not known that it was ended, it is open again on both sides",
          "[domain]") {
  const HelpId id("01KAQZ5V000000000000000010");
  const HelpEvent called = HelpCalled{id, HelpKind::illness, StationId("taiping"), "", noon};
  const HelpEvent accepted = HelpAccepted{id, "王*", "counter", noon + 5s};
  const HelpEvent ended = HelpEnded{id, noon + 60s};
  const HelpEvent again = HelpCalledAgain{id, noon + 70s};
  HelpBook hub;
  for (const HelpEvent& event : {called, accepted, ended, again}) CHECK(hub.fold(event) == Folded::applied);
  HelpBook kiosk;
  for (const HelpEvent& event : {called, accepted, again}) CHECK(kiosk.fold(event) == Folded::applied);
  CHECK(kiosk.fold(ended) == Folded::ignored);
  CHECK(hub.find(id)->is_unanswered());
  CHECK(kiosk.find(id)->is_unanswered());
  HelpBook mistake;
  for (const HelpEvent& event : {called, HelpEvent{HelpCancelled{id, noon + 3s}}}) (void)mistake.fold(event);
  CHECK(mistake.fold(again) == Folded::ignored);
}

TEST_CASE("help: the book lists open calls by age, a place's open emergency, and forgets old ones",
          "[domain]") {
  Calls calls;
  const HelpId second = calls.call(HelpKind::danger, noon + 1min, "2");
  const HelpId first = calls.call(HelpKind::illness, noon, "1");
  const auto open = calls.book.open();
  REQUIRE(open.size() == 2);
  CHECK(open[0]->id == first);
  CHECK(open[1]->id == second);
  REQUIRE(calls.book.open_emergency_at("2"));
  CHECK(calls.book.open_emergency_at("2")->id == second);
  CHECK(calls.book.open_emergency_at("3") == nullptr);
  calls.book.forget_before(noon + 1s);
  CHECK(calls.book.find(first) == nullptr);
  CHECK(calls.book.find(second) != nullptr);
}

TEST_CASE("help: ten thousand random commands leave no call that is ended without an answer", "[domain]") {
  std::mt19937 random(7);
  Calls calls;
  std::vector<HelpId> ids;
  Instant at = noon;
  for (int step = 0; step < 10'000; ++step) {
    at += Milliseconds{random() % 15'000};
    const auto kind = static_cast<HelpKind>(random() % 5);
    if (ids.empty() || random() % 8 == 0) {
      const HelpId fresh("01KAQZ5V0000000000000" + std::to_string(10'000 + step));
      (void)calls.does(CallHelp{fresh, kind, StationId("taiping"), std::to_string(random() % 3), at});
      ids.push_back(fresh);
      continue;
    }
    const HelpId id = ids[random() % ids.size()];
    const std::array<HelpCommand, 5> any{ChooseHelpKind{id, kind, at}, TakeBackHelp{id, at},
                                         CallHelpAgain{id, at}, AcceptHelp{id, "王*", "counter", at},
                                         EndHelp{id, at}};
    (void)calls.does(any.at(random() % any.size()));  // a refusal is as good
    const HelpCall* call = calls.book.find(id);
    if (call == nullptr) continue;
    CHECK((call->state != HelpState::ended || !call->accepted_by.empty()));
    CHECK((call->state != HelpState::cancelled || call->ended_at - call->called_at <= take_back_time_max));
    CHECK(call->times <= times_max);
  }
}
