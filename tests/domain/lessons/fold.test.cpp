#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>
#include <random>

#include "tests/domain/lessons/lesson_desk.h"

using namespace yz::test;

namespace {

/// Random days of one session with three seats, everything that can happen to it.
LessonEvents random_days(std::mt19937& dice) {
  LessonDesk desk;
  std::vector<SignUpId> ids;
  const auto roll = [&](std::size_t sides) { return dice() % sides; };
  for (int i = 0; i < 60; ++i) {
    desk.tick(std::chrono::minutes(roll(200)));
    const SignUpId id = ids.empty() ? SignUpId("none") : ids[roll(ids.size())];
    switch (roll(9)) {
      case 0:
      case 1:
      case 2: {
        SignUpForLesson ask = desk.new_sign_up("p" + std::to_string(roll(9)));
        ask.device = roll(2) == 0 ? kiosk_a : kiosk_b;
        if (std::holds_alternative<LessonEvents>(desk.ask(ask))) ids.push_back(ask.sign_up);
        break;
      }
      case 3:
        desk.ask(CancelSignUp{id, SignUpEnd::person, desk.now});
        break;
      case 4:
        desk.ask(GrantSeats{SeatGrantId("G" + std::to_string(i)), basics, kiosk_a, 1,
                            std::min(basics_start, desk.now + std::chrono::hours(9)), desk.now});
        break;
      case 5:
        desk.ask(ReturnSeats{kiosk_a, desk.now});
        break;
      case 6:
        desk.ask(CheckIn{id, true, basics_start});
        break;
      default:
        desk.ask(SettleSession{basics, {}, desk.now});
    }
  }
  if (roll(4) == 0) desk.ask(CallOffSession{basics, "停课", desk.now});
  return desk.log;
}

LessonBook book_of(const LessonEvents& log) {
  LessonBook book(small_school(), zone);
  for (const LessonEvent& event : log) (void)book.fold(event);
  return book;
}

bool begins(const LessonEvent& event) {
  return std::holds_alternative<LessonSignedUp>(event) || std::holds_alternative<LessonSeatsGranted>(event);
}

}  // namespace

TEST_CASE("lesson fold: the same events give the same book, and a second time nothing", "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  for (int round = 0; round < 50; ++round) {
    const LessonEvents log = random_days(dice);
    LessonBook book(small_school(), zone);
    for (const LessonEvent& event : log) {
      CAPTURE(to_json(event), kind_of(event).type);
      CHECK(book.fold(event) == Folded::applied);
      CHECK(book.fold(event) == Folded::repeated);
    }
    const std::string once = picture(book);
    for (const LessonEvent& event : log) CHECK(book.fold(event) == Folded::repeated);
    CHECK(picture(book) == once);
  }
}

TEST_CASE("lesson fold: what is said of a sign-up or a grant gives one book in whatever order it comes",
          "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  std::size_t kinds_seen = 0;
  for (int round = 0; round < 200; ++round) {
    LessonEvents log = random_days(dice);
    std::set<std::size_t> kinds;
    for (const LessonEvent& event : log) kinds.insert(event.index());
    kinds_seen = std::max(kinds_seen, kinds.size());
    const LessonBook straight = book_of(log);
    std::shuffle(log.begin(), log.end(), dice);
    // Nothing is said of what nobody has heard of.
    std::stable_partition(log.begin(), log.end(), begins);
    const LessonBook shuffled = book_of(log);
    if (picture(straight) != picture(shuffled)) FAIL("round " << round);
    CHECK(straight.count(basics) == shuffled.count(basics));
  }
  CHECK(kinds_seen >= 8);
}

TEST_CASE("lesson fold: events that come before what they are about are ignored, and fit later", "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  LessonEvents log = random_days(dice);
  const std::string straight = picture(book_of(log));
  std::shuffle(log.begin(), log.end(), dice);
  LessonBook book(small_school(), zone);
  LessonEvents waiting = log;
  for (int pass = 0; pass < 2; ++pass) {
    std::erase_if(waiting, [&](const LessonEvent& event) { return book.fold(event) != Folded::ignored; });
  }
  CHECK(waiting.empty());
  CHECK(picture(book) == straight);
}

TEST_CASE("lesson fold: does not ask what the content says", "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  const LessonEvents log = random_days(dice);
  LessonBook other(LessonContent{}, zone);
  for (const LessonEvent& event : log) CHECK(other.fold(event) == Folded::applied);
  CHECK(picture(other) == picture(book_of(log)));
}

TEST_CASE("lesson fold: an id that means something else already is ignored", "[domain]") {
  LessonDesk desk;
  desk.grant(1);
  desk.sign_up();
  auto signed_up = std::get<LessonSignedUp>(desk.log.back());
  signed_up.person = "another";
  CHECK(desk.book.fold(signed_up) == Folded::ignored);
  auto granted = std::get<LessonSeatsGranted>(desk.log.front());
  granted.seats = 2;
  CHECK(desk.book.fold(granted) == Folded::ignored);
  granted.grant = SeatGrantId("other");
  granted.seats = 0;
  CHECK(desk.book.fold(granted) == Folded::ignored);
  CHECK(desk.book.fold(LessonSignedUp{}) == Folded::ignored);
  CHECK(desk.book.fold(LessonSessionCancelled{}) == Folded::ignored);
  CHECK(desk.book.fold(LessonCancelled{SignUpId("S1001"), SignUpEnd::none, desk.now}) == Folded::ignored);
  for (const LessonEvent& event :
       LessonEvents{LessonConfirmed{}, LessonWaiting{}, LessonRefused{}, LessonMovedUp{}, LessonCheckedIn{},
                    LessonSeatsRecalled{}, LessonSeatsReturned{}}) {
    CHECK(desk.book.fold(event) == Folded::ignored);
  }
}

TEST_CASE("lesson fold: of two cancellations without a line the earlier holds, whichever comes first",
          "[domain]") {
  for (const bool is_earlier_first : {false, true}) {
    LessonDesk desk;
    const SignUpId id = desk.placed();
    const LessonCancelled early{id, SignUpEnd::staff, desk.now};
    const LessonCancelled late{id, SignUpEnd::person, desk.tick()};
    CHECK(desk.book.fold(is_earlier_first ? early : late) == Folded::applied);
    CHECK(desk.book.fold(is_earlier_first ? late : early) ==
          (is_earlier_first ? Folded::repeated : Folded::applied));
    CHECK(desk.find(id).ended == SignUpEnding{early.at, SignUpEnd::staff});
  }
}

TEST_CASE("lesson fold: rows give back the book that they were written from", "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  for (int round = 0; round < 20; ++round) {
    const LessonBook book = book_of(random_days(dice));
    LessonBook restored(small_school(), zone);
    for (const SignUp* sign_up : book.of_session(basics)) {
      const auto read = parse_sign_up(to_json(*sign_up));
      REQUIRE(read);
      restored.restore(*read);
      restored.restore(*read);
    }
    for (const SeatGrant* grant : book.grants_of(basics)) {
      const auto read = parse_seat_grant(to_json(*grant));
      REQUIRE(read);
      restored.restore(*read);
    }
    if (const CalledOffSession* off = book.called_off(basics)) {
      const auto read = parse_called_off_session(to_json(*off));
      REQUIRE(read);
      restored.restore(*read);
    }
    CHECK(picture(restored) == picture(book));
    CHECK(restored.count(basics) == book.count(basics));
  }
}
