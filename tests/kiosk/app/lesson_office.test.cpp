#include "kiosk/app/lesson_office.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "domain/lessons/lessons_json.h"
#include "kiosk/app/lesson_rows.h"
#include "tests/kiosk/app/office_world.h"
#include "tests/support/planted_words.h"

using namespace yz::kiosk;
using namespace std::chrono_literals;
namespace domain = yz::domain;
namespace hal = yz::hal;
using domain::SignUpState;
using yz::Instant;
using yz::Sensitive;

namespace {

const std::string phone = yz::test::planted::phone;

/// One class of three seats, each day at 9:00.
domain::LessonContent school() {
  domain::LessonContent content;
  content.courses = {{.id = domain::CourseId("phone"),
                      .icon = "cellphone",
                      .name = {.zh = "认识手机", .en = "Phones"},
                      .about = {.zh = "放大字", .en = "Larger letters"},
                      .bring = {.zh = "带上手机", .en = "Your phone"}}};
  content.teachers = {{.id = domain::TeacherId("li"), .name = {.zh = "李老师", .en = "Ms Li"}}};
  content.rooms = {{.id = domain::RoomId("up"), .name = {.zh = "二楼", .en = "Upstairs"}}};
  for (int day = 24; day < 31; ++day) {
    const domain::Day on = std::chrono::year{2026} / 11 / day;
    content.classes.push_back({.id = domain::LessonClassId("day" + std::to_string(day)),
                               .course = domain::CourseId("phone"),
                               .teacher = domain::TeacherId("li"),
                               .room = domain::RoomId("up"),
                               .first = on,
                               .last = on,
                               .never = {},
                               .at = domain::Minutes{540},
                               .length = domain::Minutes{60},
                               .seats = 3});
  }
  return content;
}

const domain::LessonSessionId tomorrow("day24.20261124");
const domain::LessonSessionId later("day26.20261126");

domain::Person person(const std::string& number, const char* name = "王*明") {
  return {Sensitive<std::string>("王建明"), Sensitive<std::string>(number), name, "210*************10",
          std::chrono::year{1949} / 3 / 7};
}
const std::string wang = "210904194903070010";

struct School : test::OfficeWorld {
  domain::LessonContent content{school()};
  std::unique_ptr<LessonOffice> office;

  School() {
    // Monday 23 November 2026, 9:00 at the station.
    clock.set_wall(Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 1h});
    start();
  }
  void start() {
    open_journal();
    auto opened =
        LessonOffice::open(*ledger, *jobs, test::small_station(), content, test::small_texts(), {device, ""});
    REQUIRE(opened);
    office = *std::move(opened);
  }
  void restart() {
    office.reset();
    drop_journal();
    start();
  }
  void from_hub(const domain::LessonEvent& event) {
    const auto line = line_of(event);
    const LessonNews news = office->read({line});
    REQUIRE(ledger->keep({line}, news.rows));
    office->take(news);
  }
  void grant(const std::string& id, int seats, const domain::LessonSessionId& session = tomorrow) {
    from_hub(domain::LessonSeatsGranted{.grant = domain::SeatGrantId(id),
                                        .session = session,
                                        .device = device,
                                        .seats = seats,
                                        .until = clock.now() + 20h,
                                        .at = clock.now()});
  }
  template <class Ask>
  LessonAnswer ask(Ask one) {
    one.ask = ++last;
    office->handle(one);
    return answered<LessonAnswered>().answer;
  }
  LessonAnswer sign_up(const std::string& number, const domain::LessonSessionId& session = tomorrow) {
    clock.advance(1s);
    return ask(SignUpAsk{0, fresh_ulid(clock.now()), session, person(number), {}});
  }
  [[nodiscard]] const std::vector<SessionView>& shown_sessions() const {
    for (auto report = reports.rbegin(); report != reports.rend(); ++report) {
      if (const auto* shown = std::get_if<SessionsShown>(&*report)) return shown->sessions;
    }
    FAIL("none shown");
    return std::get<SessionsShown>(reports.front()).sessions;
  }
};

SignUpView view_of(const LessonAnswer& answer) {
  if (const auto* error = std::get_if<yz::Error>(&answer)) FAIL(error->what);
  if (const auto* refused = std::get_if<LessonRefused>(&answer)) FAIL(domain::to_string(refused->why));
  REQUIRE(std::holds_alternative<SignUpView>(answer));
  return std::get<SignUpView>(answer);
}

domain::LessonRefusal refusal_of(const LessonAnswer& answer) {
  REQUIRE(std::holds_alternative<LessonRefused>(answer));
  return std::get<LessonRefused>(answer).why;
}

std::string number(int i) {
  std::string digits = "2109041949030700";
  return digits.append(std::to_string(10 + i));
}

std::string text_of(const hal::Slip& slip) {
  std::string all;
  for (const auto& block : slip.blocks) {
    if (const auto* text = std::get_if<hal::SlipText>(&block)) all.append(text->text).append("|");
    if (const auto* code = std::get_if<hal::SlipQr>(&block)) all.append(code->data).append("|");
  }
  return all;
}

}  // namespace

TEST_CASE("lesson office: a seat of its own grant is given at once, durable and printed", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  const SignUpView made = view_of(world.sign_up(wang));
  CHECK(made.state == SignUpState::seated);
  CHECK(made.masked == "王*明");
  REQUIRE(world.printed.size() == 1);
  CHECK(world.count("lesson.signed_up") == 1);
  world.restart();
  const auto again = world.office->find(made.id);
  REQUIRE(again);
  CHECK(again->state == SignUpState::seated);
  CHECK(again->qr == made.qr);
}

TEST_CASE("lesson office: the same touch twice is one sign-up", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  const SignUpAsk ask{1, fresh_ulid(world.clock.now()), tomorrow, person(wang), {}};
  const SignUpView first = view_of(world.ask(ask));
  CHECK(view_of(world.ask(ask)).id == first.id);
  CHECK(world.count("lesson.signed_up") == 1);
  CHECK(world.printed.size() == 1);
}

TEST_CASE("lesson office: a slip waits for the hub's word, three seconds long", "[kiosk]") {
  School world;
  const SignUpView asked = view_of(world.sign_up(wang));
  CHECK(world.printed.empty());
  CHECK(asked.print == PrintState::waiting);
  CHECK(world.office->until_due(20s) == 3s);
  const std::string unsure = test::small_texts().words("slip.class.asked");
  SECTION("it comes: the slip says what it says") {
    world.from_hub(domain::LessonConfirmed{asked.id, {}, world.clock.now()});
    REQUIRE(world.printed.size() == 1);
    CHECK(text_of(world.printed[0].second).find(unsure) == std::string::npos);
    CHECK(world.office->until_due(20s) == 20s);
  }
  SECTION("it does not come: the slip says so") {
    world.clock.advance(2999ms);
    world.office->print_due();
    CHECK(world.office->until_due(20s) == 1ms);
    CHECK(world.printed.empty());
    world.clock.advance(1ms);
    world.office->print_due();
    REQUIRE(world.printed.size() == 1);
    CHECK(text_of(world.printed[0].second).find(unsure) != std::string::npos);
    world.from_hub(domain::LessonConfirmed{asked.id, {}, world.clock.now()});
    CHECK(world.printed.size() == 1);
  }
  SECTION("the power goes before: the slip is still owed") {
    world.restart();
    const auto owed = world.jobs->settle_old();
    REQUIRE(owed);
    REQUIRE(*owed);
    CHECK((*owed)->of == paper_of(asked.id));
  }
}

TEST_CASE("lesson office: without a grant it is asked for, and the hub's word is shown", "[kiosk]") {
  School world;
  const SignUpView asked = view_of(world.sign_up(wang));
  CHECK(asked.state == SignUpState::asked);
  SECTION("a seat") {
    world.from_hub(domain::LessonConfirmed{asked.id, {}, world.clock.now()});
    CHECK(world.office->find(asked.id)->state == SignUpState::seated);
  }
  SECTION("the list, then moved up") {
    world.from_hub(domain::LessonRefused{asked.id, 1, world.clock.now(), world.clock.now()});
    const auto waits = world.office->find(asked.id);
    CHECK(waits->state == SignUpState::waiting);
    CHECK(waits->place == 1);
    CHECK(waits->is_apologised);
    world.from_hub(domain::LessonMovedUp{asked.id, world.clock.now()});
    CHECK(world.office->find(asked.id)->was_moved_up);
  }
  SECTION("also after a restart") {
    world.from_hub(domain::LessonConfirmed{asked.id, {}, world.clock.now()});
    world.restart();
    CHECK(world.office->find(asked.id)->state == SignUpState::seated);
  }
}

TEST_CASE("lesson office: offline no more seats are given than were granted", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  int seated = 0;
  for (int i = 0; i < 6; ++i) {
    if (view_of(world.sign_up(number(i))).state == SignUpState::seated) ++seated;
  }
  CHECK(seated == 2);
  // A seat that was given up does not come back into the grant: the hub has to hear of it first.
  const auto& book = world.office->book();
  const auto sign_ups = book.of_session(tomorrow);
  CHECK(std::holds_alternative<SignUpView>(world.ask(CancelSignUpAsk{0, sign_ups.front()->id})));
  CHECK(view_of(world.sign_up(number(7))).state == SignUpState::asked);
}

TEST_CASE("lesson office: one person once, whatever kiosk", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  CHECK(std::holds_alternative<SignUpView>(world.sign_up(wang)));
  CHECK(refusal_of(world.sign_up(wang)) == domain::LessonRefusal::already_signed_up);
  CHECK(std::holds_alternative<SignUpView>(world.sign_up(wang, later)));
}

TEST_CASE("lesson office: a phone number is sealed, and stands nowhere in clear", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  const SignUpView made = view_of(
      world.ask(SignUpAsk{0, fresh_ulid(world.clock.now()), tomorrow, {}, Sensitive<std::string>(phone)}));
  CHECK(made.masked == domain::mask_phone(phone));
  world.office.reset();
  world.drop_journal();
  CHECK(yz::test::planted_words_in(world.folder.path()).empty());
}

TEST_CASE("lesson office: recalled seats go back at once, and nothing is given out of them", "[kiosk]") {
  School world;
  const std::string grant = "01J8ZQ5D000000000000000G01";
  world.grant(grant, 2);
  CHECK(view_of(world.sign_up(wang)).state == SignUpState::seated);
  world.from_hub(domain::LessonSeatsRecalled{domain::SeatGrantId(grant), world.clock.now()});
  CHECK(world.count("lesson.seats_returned") == 1);
  CHECK(view_of(world.sign_up(number(5))).state == SignUpState::asked);
  world.from_hub(domain::LessonSeatsRecalled{domain::SeatGrantId(grant), world.clock.now()});
  CHECK(world.count("lesson.seats_returned") == 1);
}

TEST_CASE("lesson office: a grant that ends is given back by the clock alone", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  world.clock.advance(19h);
  world.office->tick();
  CHECK(world.count("lesson.seats_returned") == 0);
  world.clock.advance(2h);
  if (GENERATE(false, true)) world.restart();  // it stood still meanwhile
  world.office->tick();
  CHECK(world.count("lesson.seats_returned") == 1);
}

TEST_CASE("lesson office: checking in by slip and by card, from half an hour before to half after",
          "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  const SignUpView made = view_of(world.sign_up(wang));
  const bool by_card = GENERATE(false, true);
  const auto check_in = [&] {
    return by_card ? world.ask(CheckInAsk{0, {}, Sensitive<std::string>(wang)})
                   : world.ask(CheckInAsk{0, made.qr, {}});
  };
  const LessonAnswer early = check_in();
  CHECK(refusal_of(early) == domain::LessonRefusal::check_in_too_soon);
  const auto from = std::get<LessonRefused>(early).check_in_from;
  REQUIRE(from);
  CHECK(from->day == std::chrono::year{2026} / 11 / 24);
  CHECK(from->of_day == domain::Minutes{510});
  world.clock.advance(Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 31min} -
                      world.clock.now());
  CHECK(view_of(check_in()).state == SignUpState::attended);
  CHECK(view_of(check_in()).state == SignUpState::attended);  // a second time says the same
  CHECK(world.count("lesson.checked_in") == 1);
}

TEST_CASE("lesson office: a slip shows its own class, a card all of its own, a stranger nothing", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  const SignUpView made = view_of(world.sign_up(wang));
  (void)world.sign_up(wang, later);
  CHECK(view_of(world.ask(FindSignUpAsk{0, made.qr})).id == made.id);
  std::string forged = made.qr;
  forged.back() = forged.back() == '0' ? '1' : '0';
  CHECK(std::holds_alternative<NoSignUp>(world.ask(FindSignUpAsk{0, forged})));
  CHECK(std::holds_alternative<NoSignUp>(world.ask(CheckInAsk{0, forged, {}})));
  const LessonAnswer mine = world.ask(MySignUpsAsk{0, Sensitive<std::string>(wang)});
  REQUIRE(std::holds_alternative<SignUpList>(mine));
  CHECK(std::get<SignUpList>(mine).size() == 2);
  const LessonAnswer other = world.ask(MySignUpsAsk{0, Sensitive<std::string>(number(9))});
  CHECK(std::get<SignUpList>(other).empty());
}

TEST_CASE("lesson office: what one can sign up for is shown when it changes", "[kiosk]") {
  School world;
  world.office->show_sessions();
  CHECK(world.shown_sessions().size() == 7);
  CHECK(world.shown_sessions().front().free == 3);
  const std::size_t told = world.reports.size();
  world.office->show_sessions();
  CHECK(world.reports.size() == told);
  world.from_hub(domain::LessonSessionCancelled{tomorrow, "老师有事", world.clock.now()});
  CHECK(world.shown_sessions().front().is_called_off);
  CHECK(refusal_of(world.sign_up(wang)) == domain::LessonRefusal::called_off);
}

TEST_CASE("lesson office: without the hub's keys nobody is signed up, and nothing is written", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  world.ledger = std::make_unique<Ledger>(*world.journal, world.station_clock, world.ports);
  auto opened = LessonOffice::open(*world.ledger, *world.jobs, test::small_station(), world.content,
                                   test::small_texts(), {School::device, ""});
  REQUIRE(opened);
  world.office = *std::move(opened);
  const LessonAnswer answer = world.sign_up(wang);
  REQUIRE(std::holds_alternative<yz::Error>(answer));
  CHECK(std::get<yz::Error>(answer).code == yz::Code::unavailable);
  CHECK(world.count("lesson.signed_up") == 0);
}

TEST_CASE("lesson office: the rows are what the journal gives", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  (void)world.sign_up(wang);
  const SignUpView second = view_of(world.sign_up(number(1)));
  (void)world.ask(CancelSignUpAsk{0, second.id});
  world.from_hub(domain::LessonSessionCancelled{later, "老师有事", world.clock.now()});
  std::vector<std::string> differences;
  REQUIRE(rebuild_lesson_rows(world.content, domain::Minutes{480}, *world.journal, differences));
  CHECK(differences.empty());
  REQUIRE(world.journal->replace_rows(sign_up_area, {}));
  REQUIRE(rebuild_lesson_rows(world.content, domain::Minutes{480}, *world.journal, differences));
  CHECK(differences.size() == 2);
  differences.clear();
  REQUIRE(rebuild_lesson_rows(world.content, domain::Minutes{480}, *world.journal, differences));
  CHECK(differences.empty());
}

TEST_CASE("lesson office: a copy is marked, and is of the same sign-up", "[kiosk]") {
  School world;
  world.grant("01J8ZQ5D000000000000000G01", 2);
  const SignUpView made = view_of(world.sign_up(wang));
  CHECK(std::holds_alternative<SignUpView>(world.ask(ReprintSignUpAsk{0, made.id})));
  REQUIRE(world.printed.size() == 2);
  CHECK(text_of(world.printed[0].second).find("补打") == std::string::npos);
  CHECK(text_of(world.printed[1].second).find("补打") != std::string::npos);
  for (const auto& [job, slip] : world.printed) CHECK(text_of(slip).find(made.qr) != std::string::npos);
}
