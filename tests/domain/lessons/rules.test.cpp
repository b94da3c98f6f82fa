#include <algorithm>

#include "tests/domain/lessons/lesson_desk.h"

using namespace yz::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

using Told = std::vector<std::string>;

/// Why a sign-up with one thing changed is refused.
template <class Change>
LessonRefusal no(Change change) {
  LessonDesk desk;
  SignUpForLesson command = desk.new_sign_up();
  change(command);
  return refusal(desk.ask(command));
}

}  // namespace

TEST_CASE("lessons: a sign-up that is not as it should be is refused, each for its own reason", "[domain]") {
  CHECK(no([](auto& s) { s.session = LessonSessionId("basics.20261201"); }) ==
        LessonRefusal::unknown_session);
  CHECK(no([](auto& s) { s.at = basics_start; }) == LessonRefusal::already_begun);
  CHECK(no([](auto& s) { s.session = LessonSessionId("basics.20261214"); }) == LessonRefusal::too_soon);
  CHECK(no([](auto& s) { s.person = "王明"; }) == LessonRefusal::unknown_person);
  CHECK(no([](auto& s) { s.person = ""; }) == LessonRefusal::unknown_person);
  CHECK(no([](auto& s) { s.born = 49; }) == LessonRefusal::unknown_person);
  CHECK(no([](auto& s) { s.masked = "13812341234"; }) == LessonRefusal::contact_not_masked);
  CHECK(no([](auto& s) {
          s.contact = LessonContactKind::phone;
          s.masked = "1381234";
        }) == LessonRefusal::contact_not_masked);
}

TEST_CASE("lessons: exactly a fortnight ahead one can sign up, and until just before the start", "[domain]") {
  LessonDesk desk;
  SignUpForLesson early = desk.new_sign_up();
  early.at = basics_start - std::chrono::days{14};
  CHECK(desk.must(early).size() == 1);
  SignUpForLesson late = desk.new_sign_up();
  late.at = basics_start - Milliseconds{1};
  CHECK(desk.must(late).size() == 1);
}

TEST_CASE("lessons: one person signs up once for a session, and again after cancelling", "[domain]") {
  LessonDesk desk;
  const SignUpId first = desk.sign_up("wang");
  CHECK(refusal(desk.ask(desk.new_sign_up("wang"))) == LessonRefusal::already_signed_up);
  SignUpForLesson other = desk.new_sign_up("wang");
  other.session = talk;
  CHECK(desk.must(other).size() == 1);
  desk.must(CancelSignUp{first, SignUpEnd::person, desk.tick()});
  CHECK(desk.find(desk.sign_up("wang")).state() == SignUpState::asked);
}

TEST_CASE("lessons: the same touch again gives no second sign-up", "[domain]") {
  LessonDesk desk;
  const SignUpForLesson command = desk.new_sign_up();
  CHECK(desk.must(command).size() == 1);
  CHECK(desk.must(command).empty());
}

TEST_CASE("lessons: the hub gives free seats in the order of sign-up, then places on the list", "[domain]") {
  LessonDesk desk;
  for (int i = 0; i < 5; ++i) desk.sign_up();
  CHECK(told(desk.settle()) ==
        Told{"confirmed S1001", "confirmed S1002", "confirmed S1003", "waiting S1004", "waiting S1005"});
  CHECK(desk.settle().empty());
  CHECK(desk.book.place_of(desk.find(SignUpId("S1004"))) == 1);
  CHECK(desk.book.place_of(desk.find(SignUpId("S1005"))) == 2);
  CHECK(desk.book.place_of(desk.find(SignUpId("S1001"))) == 0);
  CHECK(desk.book.count(basics) ==
        SeatCount{.seats = 3, .held = 3, .granted = 0, .waiting = 2, .asked = 0, .attended = 0});
}

TEST_CASE("lessons: who was shown a full class waits, who was shown seats is told that they are gone",
          "[domain]") {
  LessonDesk desk;
  const auto ids = desk.full_house();
  CHECK_FALSE(desk.find(ids.back()).was_shown_seats);
  CHECK(told({desk.log.back()}) == Told{"waiting S1004"});
  CHECK(std::get<LessonWaiting>(desk.log.back()).place == 1);
}

TEST_CASE("lessons: corrected clocks decide who was first", "[domain]") {
  LessonDesk desk;
  for (int i = 0; i < 4; ++i) desk.sign_up();
  const SignUpId last("S1004");
  const auto events =
      desk.must(SettleSession{.session = basics, .turns = {{last, morning}}, .at = desk.tick()});
  CHECK(told(events) == Told{"confirmed S1004", "confirmed S1001", "confirmed S1002", "refused S1003"});
  CHECK(desk.find(SignUpId("S1003")).turn() == desk.find(SignUpId("S1003")).at);
}

TEST_CASE("lessons: the list is full at some length, and its places are remembered by the corrected time",
          "[domain]") {
  LessonDesk desk;
  desk.full_house();
  desk.placed();
  const SignUpId sixth = desk.sign_up();
  // Their kiosk's clock was fast: they came before the others on the list.
  desk.must(SettleSession{.session = basics, .turns = {{sixth, morning}}, .at = desk.tick()});
  CHECK(desk.book.place_of(desk.find(sixth)) == 1);
  CHECK(refusal(desk.ask(desk.new_sign_up())) == LessonRefusal::waiting_list_full);
}

TEST_CASE("lessons: a cancelled seat goes to the first on the list", "[domain]") {
  LessonDesk desk;
  auto ids = desk.full_house();
  desk.placed();
  desk.must(CancelSignUp{ids[1], SignUpEnd::person, desk.tick()});
  CHECK(told(desk.settle()) == Told{"moved_up S1004"});
  CHECK(desk.find(ids[3]).state() == SignUpState::seated);
  desk.must(CancelSignUp{SignUpId("S1005"), SignUpEnd::staff, desk.tick()});
  desk.must(CancelSignUp{ids[0], SignUpEnd::person, desk.tick()});
  CHECK(desk.settle().empty());
  CHECK(desk.book.count(basics).free() == 1);
}

TEST_CASE("lessons: what cannot be cancelled", "[domain]") {
  LessonDesk desk;
  const SignUpId id = desk.placed();
  CHECK(refusal(desk.ask(CancelSignUp{SignUpId("none"), SignUpEnd::person, desk.now})) ==
        LessonRefusal::unknown_sign_up);
  for (const SignUpEnd by : {SignUpEnd::none, SignUpEnd::session, SignUpEnd::twice, SignUpEnd::no_seat}) {
    CHECK(refusal(desk.ask(CancelSignUp{id, by, desk.now})) == LessonRefusal::no_ender);
  }
  CHECK(refusal(desk.ask(CancelSignUp{id, SignUpEnd::person, basics_start})) == LessonRefusal::already_begun);
  const SignUpId second = desk.placed();
  desk.must(CheckIn{second, false, basics_start - minutes(10)});
  CHECK(refusal(desk.ask(CancelSignUp{second, SignUpEnd::person, basics_start - minutes(5)})) ==
        LessonRefusal::already_checked_in);
  desk.must(CancelSignUp{id, SignUpEnd::person, desk.tick()});
  CHECK(refusal(desk.ask(CancelSignUp{id, SignUpEnd::staff, desk.now})) == LessonRefusal::already_cancelled);
}

TEST_CASE("lessons: check-in is from half an hour before the start to half an hour after it", "[domain]") {
  LessonDesk desk;
  const SignUpId id = desk.placed();
  const auto try_at = [&](Instant at) { return decide(desk.book, CheckIn{id, false, at}); };
  CHECK(refusal(try_at(basics_start - minutes(30) - Milliseconds{1})) == LessonRefusal::check_in_too_soon);
  CHECK(std::holds_alternative<LessonEvents>(try_at(basics_start - minutes(30))));
  CHECK(std::holds_alternative<LessonEvents>(try_at(basics_start + minutes(30))));
  CHECK(refusal(try_at(basics_start + minutes(30) + Milliseconds{1})) == LessonRefusal::check_in_too_late);
  desk.must(CheckIn{id, false, basics_start});
  CHECK(desk.find(id).state() == SignUpState::attended);
  CHECK(desk.must(CheckIn{id, false, basics_start + hours(2)}).empty());
  CHECK(desk.book.count(basics).attended == 1);
}

TEST_CASE("lessons: staff write down who was there up to a week later", "[domain]") {
  LessonDesk desk;
  const SignUpId id = desk.placed();
  CHECK(refusal(desk.ask(CheckIn{id, true, basics_start + std::chrono::days{7} + Milliseconds{1}})) ==
        LessonRefusal::check_in_too_late);
  CHECK(desk.must(CheckIn{id, true, basics_start + std::chrono::days{7}}).size() == 1);
}

TEST_CASE("lessons: who cannot check in", "[domain]") {
  LessonDesk desk;
  CHECK(refusal(desk.ask(CheckIn{SignUpId("none"), false, basics_start})) == LessonRefusal::unknown_sign_up);
  const auto ids = desk.full_house();
  CHECK(refusal(desk.ask(CheckIn{ids[3], false, basics_start})) == LessonRefusal::no_seat);
  const SignUpId asked = desk.sign_up();
  CHECK(refusal(desk.ask(CheckIn{asked, false, basics_start})) == LessonRefusal::no_seat);
  desk.must(CancelSignUp{ids[0], SignUpEnd::person, desk.tick()});
  CHECK(refusal(desk.ask(CheckIn{ids[0], false, basics_start})) == LessonRefusal::already_cancelled);
  desk.must(CallOffSession{basics, "老师病了", desk.tick()});
  CHECK(refusal(desk.ask(CheckIn{ids[1], false, basics_start})) == LessonRefusal::called_off);
}

TEST_CASE("lessons: when a session is called off everybody gets a word of their own", "[domain]") {
  LessonDesk desk;
  const auto ids = desk.full_house();
  const SignUpId asked = desk.sign_up();
  desk.must(CancelSignUp{ids[0], SignUpEnd::person, desk.tick()});
  const auto events = desk.must(CallOffSession{basics, "老师病了", desk.tick()});
  CHECK(told(events) == Told{"session_cancelled basics.20261130", "cancelled S1002", "cancelled S1003",
                             "cancelled S1004", "cancelled S1005"});
  CHECK(desk.find(asked).ended->by == SignUpEnd::session);
  CHECK(desk.find(ids[0]).ended->by == SignUpEnd::person);
  CHECK(refusal(desk.ask(desk.new_sign_up())) == LessonRefusal::called_off);
  CHECK(refusal(desk.ask(CallOffSession{basics, "老师病了", desk.tick()})) == LessonRefusal::called_off);
}

TEST_CASE("lessons: a sign-up that arrives after its session was called off is told too", "[domain]") {
  LessonDesk desk;
  const LessonEvents late = std::get<LessonEvents>(decide(desk.book, desk.new_sign_up()));
  desk.must(CallOffSession{basics, "老师病了", desk.tick()});
  REQUIRE(desk.book.fold(late.front()) == Folded::applied);
  CHECK(told(desk.settle()) == Told{"cancelled S1001"});
  CHECK(desk.settle().empty());
}

TEST_CASE("lessons: what cannot be called off", "[domain]") {
  LessonDesk desk;
  CHECK(refusal(desk.ask(CallOffSession{LessonSessionId("none"), "停课", desk.now})) ==
        LessonRefusal::unknown_session);
  CHECK(refusal(desk.ask(CallOffSession{basics, "", desk.now})) == LessonRefusal::text_not_allowed);
  CHECK(refusal(desk.ask(CallOffSession{basics, "停课", basics_start + hours(1)})) ==
        LessonRefusal::already_over);
}

TEST_CASE("lessons: who still waits when the session begins is told that no seat became free", "[domain]") {
  LessonDesk desk;
  const auto ids = desk.full_house();
  const SignUpId asked = desk.sign_up();
  desk.must(CancelSignUp{ids[0], SignUpEnd::person, desk.tick()});
  desk.now = basics_start - Milliseconds{1'000};
  CHECK(told(desk.settle()) == Told{"cancelled S1004", "cancelled S1005"});
  CHECK(desk.find(ids[3]).ended->by == SignUpEnd::no_seat);
  CHECK(desk.find(asked).ended->by == SignUpEnd::no_seat);
  CHECK(refusal(desk.ask(SettleSession{LessonSessionId("none"), {}, desk.now})) ==
        LessonRefusal::unknown_session);
}

TEST_CASE("lessons: one person of two kiosks keeps one sign-up, the one with the better word", "[domain]") {
  LessonDesk desk;
  const SeatGrantId grant = desk.grant(1);
  LessonBook other = desk.book;  // another kiosk, which holds no grant and knows of nobody
  SignUpForLesson there = desk.new_sign_up("wang");
  there.device = kiosk_b;
  const auto asked = std::get<LessonEvents>(decide(other, there)).front();
  const SignUpId given = desk.sign_up("wang");
  REQUIRE(desk.book.fold(asked) == Folded::applied);
  REQUIRE(desk.find(given).grant == grant);
  CHECK(told(desk.settle()) == Told{"cancelled S1001", "confirmed S1002"});
  CHECK(desk.find(there.sign_up).ended->by == SignUpEnd::twice);
}

TEST_CASE("lessons: a session that new content does not have any more keeps its people, and takes no more",
          "[domain]") {
  LessonDesk desk;
  const SignUpId id = desk.placed();
  desk.book.set_content(LessonContent{}, zone);
  CHECK(refusal(desk.ask(desk.new_sign_up())) == LessonRefusal::unknown_session);
  CHECK(desk.must(CheckIn{id, false, basics_start}).size() == 1);
  CHECK(desk.settle().empty());
}

TEST_CASE("lessons: fewer seats in new content take nobody's away", "[domain]") {
  LessonDesk desk;
  const auto ids = desk.full_house();
  LessonContent fewer = small_school();
  fewer.classes[0].seats = 1;
  desk.book.set_content(fewer, zone);
  CHECK(desk.settle().empty());
  desk.must(CancelSignUp{ids[0], SignUpEnd::person, desk.tick()});
  CHECK(desk.settle().empty());
  CHECK(desk.book.count(basics).free() == -1);
}

TEST_CASE("lessons: a person's sign-ups by date, and none for nobody", "[domain]") {
  LessonDesk desk;
  desk.sign_up("wang");
  SignUpForLesson sooner = desk.new_sign_up("wang");
  sooner.session = talk;
  desk.must(sooner);
  const auto own = desk.book.of_person("wang");
  REQUIRE(own.size() == 2);
  CHECK(own[0]->session == talk);
  CHECK(desk.book.of_person("").empty());
}

TEST_CASE("lessons: what is over is forgotten, seats that are still out are not", "[domain]") {
  LessonDesk desk;
  const SeatGrantId grant = desk.grant(1);
  const SignUpId id = desk.sign_up();
  desk.book.forget_before(basics_start);
  CHECK(desk.book.find(id) != nullptr);
  desk.book.forget_before(basics_start + Milliseconds{1});
  CHECK(desk.book.find(id) == nullptr);
  CHECK(desk.book.find(grant) != nullptr);
  desk.must(EndSilentGrants{basics_start + hours(24)});
  desk.book.forget_before(basics_start + Milliseconds{1});
  CHECK(desk.book.find(grant) == nullptr);
  CHECK(desk.book.busy_sessions().empty());
}

TEST_CASE("lesson code: reads back as it was written, alone or in an address, and nothing else does",
          "[domain]") {
  const LessonCode code{SignUpId("01KAQZ5V00000000000000000W"), "7K3M9PQ2XW4T"};
  const std::string text = make_lesson_code(code);
  CHECK(text == "YZ1L.01KAQZ5V00000000000000000W.7K3M9PQ2XW4T");
  CHECK(parse_lesson_code(text) == code);
  CHECK(parse_lesson_code("https://hub.example/l/" + text) == code);
  for (const std::string& wrong :
       {text + ".", text.substr(1), "YZ1L." + code.sign_up.value, "YZ1L.8" + text.substr(6),
        text.substr(0, text.size() - 1) + "I", "https://hub.example/q/" + text, std::string(300, 'Y')}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_lesson_code(wrong));
  }
}
