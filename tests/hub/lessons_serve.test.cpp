// Classes at a hub that serves: staff in a real browser (tests/hub/lessons_console.cjs is who sits there).
#include <catch2/catch_test_macros.hpp>

#include "base/system_clock.h"
#include "domain/lessons/practice_json.h"
#include "hub/lesson_seats.h"
#include "tests/hub/left_hub.h"
#include "tests/hub/lesson_fixture.h"
#include "tests/support/http_client.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;

namespace {

constexpr Minutes station_offset{480};
const std::string phone = "13800001234";

/// Two lessons of the practice phone, one of them left at its second step.
void practise(SchoolDesk& desk) {
  const auto write = [&](const PracticeEvent& event) {
    desk.kiosk->raw(line_of(*desk.kiosk, hub::new_ulid(desk.hub.clock), event, desk.hub.clock.now()).dump());
  };
  PracticeRun run{.pack = "pay",
                  .title = {.zh = "扫码付钱", .en = "Paying"},
                  .version = 1,
                  .scene = 1,
                  .steps = {{1, 1, 1}, {1, 2, 5}},
                  .minutes = 3,
                  .at = desk.hub.clock.now()};
  write(PracticeLeft{.run = run, .step = 2});
  run.pack = "call";
  run.title = {.zh = "打电话", .en = "A call"};
  run.steps = {{1, 1, 0}};
  write(PracticeFinished{.run = run, .stars = 3});
  desk.sync(*desk.kiosk);
}

/// The class of the fixture once yesterday and once tomorrow.
LessonContent around(Instant now) {
  const auto today = std::chrono::floor<std::chrono::days>(now + station_offset);
  LessonContent content = school();
  LessonClass late = content.classes.front();
  content.classes.front().first = content.classes.front().last = Day(today - std::chrono::days{1});
  late.id = LessonClassId("later");
  late.first = late.last = Day(today + std::chrono::days{1});
  content.classes.push_back(late);
  return content;
}

LessonSessionId session_of(const LessonClass& lesson) {
  std::string day = to_text(lesson.first);
  std::erase(day, '-');
  return LessonSessionId(lesson.id.value + "." + day);
}

}  // namespace

TEST_CASE("lessons: staff check in, cancel, call off and take the list away in the browser", "[hub]") {
  const Instant now = SystemClock().now();
  const LessonContent content = around(now);
  SchoolDesk desk(content);
  desk.hub.clock.set_wall(now - std::chrono::days{2});
  const LessonSessionId past = desk.session = session_of(content.classes.front());
  for (const char* person : {"p1", "p2", "p3", "p4"}) (void)desk.sign_up(*desk.kiosk, person);
  const LessonSessionId coming = desk.session = session_of(content.classes.back());
  for (const char* person : {"p1", "p2", "p3"}) (void)desk.sign_up(*desk.kiosk, person);
  (void)desk.sign_up_by_phone(*desk.kiosk, phone);
  practise(desk);
  desk.hub.clock.set_wall(now);
  REQUIRE(hub::run_lesson_clock(desk.hub.hub()));
  desk.hub.add_user("dora", "dispatcher", "taiping");
  desk.hub.add_user("anna", "counter", "taiping");
  LeftHub left(desk.hub);

  std::string url;
  const auto serving = left.serve(url);
  std::string said;
  const int status =
      left.browse("lessons_console.cjs", {url, staff_password, past.value, coming.value, phone}, said);
  INFO(said);
  CHECK(status == 0);

  HttpClient anna(url, {"Yz-Console: 1"});
  const auto login = anna.post("/api/console/v1/login", {{"name", "anna"}, {"password", staff_password}});
  REQUIRE(login);
  const auto list = [&](const LessonSessionId& session) {
    const auto reply = anna.get("/api/console/v1/lessons/" + session.value);
    REQUIRE(reply);
    return reply->json();
  };
  CHECK(list(past).at("session").at("attended") == 1);
  CHECK(list(coming).at("session").at("called_off") == "老师病了，下周补课");
  CHECK(list(coming).at("session").at("held") == 0);
  CHECK(serving->stop() == Ended{0});
}
