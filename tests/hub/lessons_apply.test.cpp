#include <catch2/catch_test_macros.hpp>

#include "domain/content/lesson_content_json.h"
#include "hub/lesson_seats.h"
#include "hub/publish.h"
#include "hub/store/stations.h"
#include "hub/store/times.h"
#include "tests/hub/lesson_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;

TEST_CASE("lessons apply: a sign-up is confirmed at once, in the store and in every kiosk's feed", "[hub]") {
  SchoolDesk desk;
  const auto other = desk.hub.enrolled();
  const SignUpId id = desk.sign_up(*desk.kiosk, "p1");
  CHECK(desk.one(id).state() == SignUpState::seated);
  CHECK(desk.hub.feed_of(*other, "lesson.signed_up").size() == 1);
  CHECK(desk.hub.feed_of(*desk.kiosk, "lesson.signed_up").empty());  // its own
  CHECK(desk.hub.feed_of(*desk.kiosk, "lesson.confirmed").size() == 1);
  desk.hub.restart();
  CHECK(desk.one(id).state() == SignUpState::seated);
  REQUIRE(desk.hub.send(*desk.kiosk, 1, desk.kiosk->size()).status == 200);
  desk.hub.apply();
  CHECK(desk.hub.feed_of(*other, "lesson.signed_up").size() == 1);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM dead_letter") == 0);
}

TEST_CASE("lessons apply: when it is full the rest wait, and a cancelled seat goes to the first", "[hub]") {
  SchoolDesk desk;
  std::vector<SignUpId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(desk.sign_up(*desk.kiosk, "p" + std::to_string(i)));
  CHECK(desk.one(ids[2]).state() == SignUpState::seated);
  CHECK(desk.one(ids[3]).state() == SignUpState::waiting);
  CHECK(desk.one(ids[4]).listed->place == 2);
  desk.write(*desk.kiosk, LessonCancelled{ids[0], SignUpEnd::person, desk.hub.clock.now()});
  desk.sync(*desk.kiosk);
  CHECK(desk.one(ids[3]).state() == SignUpState::seated);
  CHECK(desk.hub.feed_of(*desk.kiosk, "lesson.moved_up").size() == 1);
}

TEST_CASE("lessons apply: corrected clocks order the list, and where they are not sure the receipt does",
          "[hub]") {
  SchoolDesk desk;
  for (int i = 0; i < 3; ++i) (void)desk.sign_up(*desk.kiosk, "p" + std::to_string(i));
  const SignUpId first = desk.sign_up(*desk.kiosk, "a", {{"clk", {0, 50, 0}}});
  const SignUpId surely_before = desk.sign_up(*desk.kiosk, "b", {{"clk", {-60'000, 50, 0}}});
  const SignUpId unsure = desk.sign_up(*desk.kiosk, "c", {{"clk", {-60'000, 3'600'000, 0}}});
  const auto book = desk.hub.hub().books().lessons().find("taiping");
  REQUIRE(book);
  CHECK((*book)->place_of(desk.one(surely_before)) == 1);
  CHECK((*book)->place_of(desk.one(first)) == 2);
  CHECK((*book)->place_of(desk.one(unsure)) == 3);
}

TEST_CASE("lessons clock: kiosks in touch get seats to give, which they sell without a line", "[hub]") {
  SchoolDesk desk;
  const auto other = desk.hub.enrolled();
  (void)desk.hub.feed(*desk.kiosk);  // both are heard of
  (void)desk.hub.feed(*other);
  REQUIRE(hub::run_lesson_clock(desk.hub.hub()));
  const auto granted = desk.hub.feed_of(*other, "lesson.seats_granted");
  REQUIRE(granted.size() == 1);  // half of three seats
  const json body = granted[0]["body"];
  const bool is_mine = body["device"] == desk.kiosk->id();
  TestKiosk& seller = is_mine ? *desk.kiosk : *other;
  LessonSignedUp sold = desk.drafted(seller, "offline");
  sold.grant = SeatGrantId(body["grant"].get<std::string>());
  for (int i = 0; i < 3; ++i) (void)desk.sign_up(*desk.kiosk, "p" + std::to_string(i));
  CHECK(desk.book().count(small_session).waiting == 1);
  CHECK(desk.hub.feed_of(*other, "lesson.seats_recalled").size() == 1);
  desk.write(seller, sold);
  desk.write(seller, LessonSeatsReturned{sold.grant, desk.hub.clock.now()});
  desk.sync(seller);
  CHECK(desk.one(sold.sign_up).confirmed->grant == sold.grant);
  CHECK(desk.book().count(small_session) ==
        SeatCount{.seats = 3, .held = 3, .granted = 0, .waiting = 1, .asked = 0, .attended = 0});
  REQUIRE(hub::run_lesson_clock(desk.hub.hub()));
  CHECK(desk.hub.feed_of(*other, "lesson.seats_granted").size() == 1);  // somebody waits
}

TEST_CASE("lessons clock: a silent kiosk gets none, and its seats come back a day after their end", "[hub]") {
  SchoolDesk desk;
  (void)desk.hub.feed(*desk.kiosk);
  REQUIRE(hub::run_lesson_clock(desk.hub.hub()));
  CHECK(desk.book().count(small_session).granted == 1);
  desk.hub.clock.advance(std::chrono::hours(48));
  REQUIRE(hub::run_lesson_clock(desk.hub.hub()));
  CHECK(desk.book().count(small_session).granted == 0);
  desk.hub.restart();
  CHECK(desk.book().count(small_session).granted == 0);
}

TEST_CASE("lessons clock: who still waits when the session begins is told", "[hub]") {
  SchoolDesk desk;
  for (int i = 0; i < 4; ++i) (void)desk.sign_up(*desk.kiosk, "p" + std::to_string(i));
  desk.hub.clock.advance(desk.start() - desk.hub.clock.now());
  REQUIRE(hub::run_lesson_clock(desk.hub.hub()));
  const auto told = desk.hub.feed_of(*desk.kiosk, "lesson.cancelled");
  REQUIRE(told.size() == 1);
  CHECK(told[0]["body"]["by"] == "no_seat");
}

TEST_CASE("lessons apply: what a kiosk may not say becomes a dead letter with its reason", "[hub]") {
  SchoolDesk desk;
  const SignUpId id = desk.sign_up(*desk.kiosk, "p1");
  const Instant now = desk.hub.clock.now();
  const auto letter = [&](const LessonEvent& event) {
    const auto before = desk.hub.rows("SELECT COUNT(*) FROM dead_letter");
    desk.write(*desk.kiosk, event);
    desk.sync(*desk.kiosk);
    REQUIRE(desk.hub.rows("SELECT COUNT(*) FROM dead_letter") == before + 1);
    return desk.last_letter();
  };
  CHECK(letter(LessonConfirmed{id, {}, now}) == "not_a_kiosks");
  SchoolDesk second;
  LessonSignedUp foreign = second.drafted(*second.kiosk, "p2");
  foreign.device = "01KAQZ5V0000000000000000KZ";
  second.write(*second.kiosk, foreign);
  second.sync(*second.kiosk);
  CHECK(second.last_letter() == "foreign_entity");
  SchoolDesk third;
  third.write(*third.kiosk, LessonCheckedIn{SignUpId("nobody"), now});
  third.sync(*third.kiosk);
  CHECK(third.last_letter() == "rule");
  SchoolDesk fourth;
  fourth.write(*fourth.kiosk, LessonCancelled{id, SignUpEnd::no_seat, now});
  fourth.sync(*fourth.kiosk);
  CHECK(fourth.last_letter() == "not_a_kiosks");
}

TEST_CASE("lessons apply: another kiosk's grant is not returned for it", "[hub]") {
  SchoolDesk desk;
  (void)desk.hub.feed(*desk.kiosk);
  REQUIRE(hub::run_lesson_clock(desk.hub.hub()));
  const auto grants = desk.book().grants_of(small_session);
  REQUIRE(grants.size() == 1);
  const auto other = desk.hub.enrolled();
  desk.write(*other, LessonSeatsReturned{grants[0]->id, desk.hub.clock.now()});
  desk.sync(*other);
  CHECK(desk.last_letter() == "foreign_entity");
  CHECK(desk.book().count(small_session).granted == 1);
}
