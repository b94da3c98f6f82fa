#include "tests/domain/lessons/lesson_desk.h"

using namespace yz::test;
using std::chrono::hours;

namespace {

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("seat grants: a kiosk gives its own seats at once, and no more than it has", "[domain]") {
  LessonDesk desk;
  const SeatGrantId grant = desk.grant(2);
  CHECK(desk.book.seats_to_show(basics, kiosk_a, desk.now) == 3);
  CHECK(desk.book.seats_to_show(basics, kiosk_b, desk.now) == 1);
  const SignUpId first = desk.sign_up();
  const SignUpId second = desk.sign_up();
  const SignUpId third = desk.sign_up();
  CHECK(desk.find(first).state() == SignUpState::seated);
  CHECK(desk.find(second).grant == grant);
  CHECK(desk.find(third).state() == SignUpState::asked);
  CHECK(desk.find(third).was_shown_seats);
  CHECK(desk.book.left_to_give(*desk.book.find(grant), desk.now) == 0);
  CHECK(desk.book.left_to_keep(*desk.book.find(grant)) == 2);
  CHECK(told(desk.settle()) == Told{"confirmed S1001", "confirmed S1002", "confirmed S1003"});
  CHECK(desk.find(first).confirmed->grant == grant);
  CHECK(desk.book.left_to_keep(*desk.book.find(grant)) == 0);
  CHECK(desk.book.count(basics).free() == 0);
}

TEST_CASE("seat grants: another kiosk's are not given, nor ended or recalled ones", "[domain]") {
  LessonDesk desk;
  desk.grant(1, kiosk_b);
  CHECK(desk.find(desk.sign_up()).grant.empty());
  LessonDesk late;
  late.grant(1);
  SignUpForLesson ask = late.new_sign_up();
  ask.at = late.now + hours(24);
  late.must(ask);
  CHECK(late.find(ask.sign_up).grant.empty());
  LessonDesk recalled;
  const SeatGrantId grant = recalled.grant(1);
  REQUIRE(recalled.book.fold(LessonSeatsRecalled{grant, recalled.now}) == Folded::applied);
  CHECK(recalled.find(recalled.sign_up()).grant.empty());
}

TEST_CASE("seat grants: while a kiosk knows of somebody who waits it gives no seat to another", "[domain]") {
  LessonDesk desk;
  desk.sign_up();
  REQUIRE(desk.book.fold(LessonSeatsGranted{SeatGrantId("G"), basics, kiosk_a, 2, basics_start, desk.now}) ==
          Folded::applied);
  CHECK(desk.find(desk.sign_up()).grant.empty());
}

TEST_CASE("seat grants: a granted seat that is cancelled is everybody's again, not the kiosk's", "[domain]") {
  for (const bool hub_knew : {false, true}) {
    LessonDesk desk;
    const SeatGrantId grant = desk.grant(2);
    const SignUpId id = hub_knew ? desk.placed() : desk.sign_up();
    desk.must(CancelSignUp{id, SignUpEnd::person, desk.tick()});
    CHECK(desk.settle().empty());
    CHECK(desk.book.count(basics) ==
          SeatCount{.seats = 3, .held = 0, .granted = 1, .waiting = 0, .asked = 0, .attended = 0});
    CHECK(desk.book.left_to_give(*desk.book.find(grant), desk.now) == 1);
  }
}

TEST_CASE("seat grants: what is left comes back when the kiosk says so, or a day after the end", "[domain]") {
  LessonDesk desk;
  const SeatGrantId grant = desk.grant(2);
  const Instant until = desk.book.find(grant)->until;
  CHECK(desk.must(ReturnSeats{kiosk_a, until - Milliseconds{1}}).empty());
  CHECK(desk.must(EndSilentGrants{until + hours(24) - Milliseconds{1}}).empty());
  CHECK(desk.book.count(basics).free() == 1);
  CHECK(std::get<LessonEvents>(decide(desk.book, EndSilentGrants{until + hours(24)})).size() == 1);
  CHECK(desk.must(ReturnSeats{kiosk_b, until}).empty());
  CHECK(desk.must(ReturnSeats{kiosk_a, until}).size() == 1);
  CHECK(desk.book.count(basics).free() == 3);
  CHECK(desk.must(ReturnSeats{kiosk_a, until}).empty());
  CHECK(desk.must(EndSilentGrants{until + hours(24)}).empty());
}

TEST_CASE("seat grants: while somebody waits, as many as wait are recalled and go to them", "[domain]") {
  LessonDesk desk;
  const SeatGrantId own = desk.grant(1);
  desk.grant(1, kiosk_b);
  REQUIRE(desk.find(desk.sign_up()).grant == own);
  desk.settle();
  desk.sign_up();
  desk.settle();
  const SignUpId waits = desk.placed();
  CHECK(told({desk.log.end() - 2, desk.log.end()}) == Told{"waiting S1003", "seats_recalled G2"});
  CHECK(desk.settle().empty());
  desk.must(ReturnSeats{kiosk_b, desk.tick()});
  CHECK(told(desk.settle()) == Told{"moved_up S1003"});
  CHECK(desk.find(waits).state() == SignUpState::seated);
}

TEST_CASE("seat grants: a seat that a kiosk did not have is confirmed where one is free, else refused",
          "[domain]") {
  LessonDesk desk;
  const SeatGrantId grant = desk.grant(1);
  LessonBook forgetful = desk.book;  // lost what it gave, and gives it once more
  LessonEvents given;
  for (int i = 0; i < 4; ++i) {
    given.push_back(std::get<LessonEvents>(decide(forgetful, desk.new_sign_up())).front());
  }
  for (const LessonEvent& event : given) REQUIRE(desk.book.fold(event) == Folded::applied);
  CHECK(desk.find(SignUpId("S1004")).grant == grant);
  CHECK(told(desk.settle()) ==
        Told{"confirmed S1001", "confirmed S1002", "confirmed S1003", "refused S1004"});
  CHECK(desk.find(SignUpId("S1001")).confirmed->grant == grant);
  CHECK(desk.find(SignUpId("S1002")).confirmed->grant.empty());
  CHECK(desk.find(SignUpId("S1004")).state() == SignUpState::waiting);
  CHECK(desk.book.count(basics).free() == 0);
}

TEST_CASE("seat grants: who was promised a seat is heard also after the session began", "[domain]") {
  LessonDesk desk;
  desk.grant(1);
  const SignUpId id = desk.sign_up();
  desk.now = basics_start + hours(2);
  CHECK(told(desk.settle()) == Told{"confirmed S1001"});
  CHECK(desk.find(id).state() == SignUpState::seated);
}

TEST_CASE("seat grants: what cannot be granted", "[domain]") {
  LessonDesk desk;
  const auto no = [&](auto change) {
    GrantSeats ask{.grant = SeatGrantId("G"),
                   .session = basics,
                   .device = kiosk_a,
                   .seats = 1,
                   .until = basics_start,
                   .at = desk.now};
    change(ask);
    return refusal(decide(desk.book, ask));
  };
  CHECK(no([](auto& g) { g.session = LessonSessionId("none"); }) == LessonRefusal::unknown_session);
  CHECK(no([](auto& g) { g.seats = 0; }) == LessonRefusal::grant_not_allowed);
  CHECK(no([](auto& g) { g.device = ""; }) == LessonRefusal::grant_not_allowed);
  CHECK(no([](auto& g) { g.until = g.at; }) == LessonRefusal::grant_not_allowed);
  CHECK(no([](auto& g) { g.until = basics_start + Milliseconds{1}; }) == LessonRefusal::grant_not_allowed);
  CHECK(no([](auto& g) { g.seats = 4; }) == LessonRefusal::no_seats_left);
  desk.sign_up();
  CHECK(no([](auto&) {}) == LessonRefusal::somebody_waits);
  desk.settle();
  desk.full_house();
  CHECK(no([](auto&) {}) == LessonRefusal::somebody_waits);
  desk.must(CallOffSession{basics, "停课", desk.tick()});
  CHECK(no([](auto&) {}) == LessonRefusal::called_off);
}

TEST_CASE("seat grants: the same grant again is none", "[domain]") {
  LessonDesk desk;
  const SeatGrantId grant = desk.grant(1);
  CHECK(desk.must(GrantSeats{grant, basics, kiosk_a, 1, basics_start, desk.now}).empty());
}

TEST_CASE("seat grants: a session that was called off gets its seats back", "[domain]") {
  LessonDesk desk;
  desk.grant(1);
  desk.must(CallOffSession{basics, "停课", desk.tick()});
  CHECK(desk.must(ReturnSeats{kiosk_a, desk.tick()}).size() == 1);
}

TEST_CASE("seat grants: kiosks are offered up to half of what is free, of sessions one can sign up for",
          "[domain]") {
  LessonDesk desk;
  const auto wanted = desk.book.wanted_grants({kiosk_a, kiosk_b}, morning);
  REQUIRE(wanted.size() == 3);
  CHECK(wanted[0] == WantedGrant{talk, kiosk_a, 2, morning + hours(24)});
  CHECK(wanted[1] == WantedGrant{talk, kiosk_b, 2, morning + hours(24)});
  CHECK(wanted[2] == WantedGrant{basics, kiosk_a, 1, morning + hours(24)});
  for (const WantedGrant& grant : wanted) {
    desk.must(GrantSeats{SeatGrantId(grant.session.value + grant.device.substr(24)), grant.session,
                         grant.device, grant.seats, grant.until, morning});
  }
  const auto rest = desk.book.wanted_grants({kiosk_a, kiosk_b}, morning);
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].seats == 1);
  // Half of their time over, they are followed by others.
  const auto next = desk.book.wanted_grants({kiosk_a}, morning + hours(13));
  REQUIRE_FALSE(next.empty());
  CHECK(next.back().session == basics);
}

TEST_CASE("seat grants: none are offered while somebody waits, or for what is called off", "[domain]") {
  LessonDesk desk;
  desk.sign_up();
  desk.must(CallOffSession{talk, "停课", desk.tick()});
  CHECK(desk.book.wanted_grants({kiosk_a}, desk.now).empty());
}
