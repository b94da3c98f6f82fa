#include <catch2/catch_test_macros.hpp>

#include "tests/hub/lesson_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;

namespace {

const std::string lessons = "/api/console/v1/lessons";
const std::string basics = lessons + "/basics.20261130";

}  // namespace

TEST_CASE("lessons staff: the list of sessions counts seats and people", "[hub]") {
  SchoolDesk desk;
  desk.hub.add_user("anna", "counter", "taiping");
  const std::string anna = desk.hub.login("anna");
  for (int i = 0; i < 4; ++i) (void)desk.sign_up(*desk.kiosk, "p" + std::to_string(i));
  const json all = json_of(desk.hub.get_reply(desk.hub.staff_request("GET", lessons, anna)));
  REQUIRE(all["sessions"].size() == 1);
  const json& session = all["sessions"][0];
  CHECK(session["id"] == "basics.20261130");
  CHECK(session["course_name"]["en"] == "Phones");
  CHECK(session["seats"] == 3);
  CHECK(session["held"] == 3);
  CHECK(session["waiting"] == 1);
  CHECK(session["called_off"].is_null());
  const auto in = [&](const std::string& period) {
    return desk.hub.get_reply(desk.hub.staff_request("GET", lessons + period, anna));
  };
  CHECK(json_of(in("?from=2026-12-01&to=2026-12-05"))["sessions"].empty());
  CHECK(json_of(in("?from=2026-11-30&to=2026-11-30"))["sessions"].size() == 1);
  CHECK(in("?from=2026-11-30").status == 400);
  CHECK(in("?from=2026-11-30&to=2026-11-29").status == 400);
  CHECK(in("?from=2026-01-01&to=2026-12-31").status == 400);
}

TEST_CASE("lessons staff: cancelling moves the first who waits up, in one go", "[hub]") {
  SchoolDesk desk;
  desk.hub.add_user("anna", "counter", "taiping");
  const std::string anna = desk.hub.login("anna");
  std::vector<SignUpId> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(desk.sign_up(*desk.kiosk, "p" + std::to_string(i)));
  const auto cancel = [&](const std::string& id) {
    return desk.hub.get_reply(desk.hub.staff_request("POST", basics + "/" + id + "/cancel", anna));
  };
  CHECK(cancel(ids[0].value).status == 200);
  CHECK(desk.one(ids[0]).ended->by == SignUpEnd::staff);
  CHECK(desk.one(ids[3]).state() == SignUpState::seated);
  CHECK(desk.hub.feed_of(*desk.kiosk, "lesson.moved_up").size() == 1);
  CHECK(json_of(cancel(ids[0].value))["refusal"] == "already_cancelled");
  CHECK(json_of(cancel("nobody"))["refusal"] == "unknown_sign_up");
}

TEST_CASE("lessons staff: who was there is written down, also days later, and taken as a table", "[hub]") {
  SchoolDesk desk;
  desk.hub.add_user("anna", "counter", "taiping");
  const SignUpId id = desk.sign_up(*desk.kiosk, "p1");
  LessonSignedUp sly = desk.drafted(*desk.kiosk, "p2");
  sly.masked = "=1*\"2";
  desk.write(*desk.kiosk, sly);
  desk.sync(*desk.kiosk);
  desk.hub.clock.advance(desk.start() - desk.hub.clock.now() + std::chrono::hours(26));
  const std::string anna = desk.hub.login("anna");
  const auto done =
      desk.hub.get_reply(desk.hub.staff_request("POST", basics + "/" + id.value + "/check-in", anna));
  CHECK(json_of(done)["session"]["attended"] == 1);
  const auto table = desk.hub.get_reply(desk.hub.staff_request("GET", basics + "/list.csv", anna));
  CHECK(table.type == "text/csv; charset=utf-8");
  CHECK(table.body.find("\"basics.20261130\",\"2026-11-30 09:00\",\"王*明\",\"card\",\"attended\"") !=
        std::string::npos);
  CHECK(table.body.find("\"2026-12-01 11:00\"\r\n") != std::string::npos);
  CHECK(table.body.find("\"'=1*\"\"2\"") != std::string::npos);
  // Weeks later the book has forgotten it, the list has not.
  desk.hub.clock.advance(std::chrono::days{30});
  desk.hub.restart();
  const std::string again = desk.hub.login("anna");
  const json later = json_of(desk.hub.get_reply(desk.hub.staff_request("GET", basics, again)));
  CHECK(later["sign_ups"].size() == 2);
  CHECK(later["session"]["attended"] == 1);
}

TEST_CASE("lessons staff: calling off tells everybody and stays", "[hub]") {
  SchoolDesk desk;
  desk.hub.add_user("dan", "dispatcher", "taiping");
  const std::string dan = desk.hub.login("dan");
  for (int i = 0; i < 4; ++i) (void)desk.sign_up(*desk.kiosk, "p" + std::to_string(i));
  const auto call_off = [&](const std::string& note) {
    return desk.hub.get_reply(desk.hub.staff_request("POST", basics + "/call-off", dan, {{"note", note}}));
  };
  CHECK(json_of(call_off(""))["refusal"] == "text_not_allowed");
  CHECK(json_of(call_off("老师病了"))["session"]["called_off"] == "老师病了");
  CHECK(desk.hub.feed_of(*desk.kiosk, "lesson.cancelled").size() == 4);
  CHECK(desk.hub.feed_of(*desk.kiosk, "lesson.session_cancelled").size() == 1);
  desk.hub.restart();
  CHECK(desk.book().called_off(small_session) != nullptr);
  CHECK(json_of(call_off("老师病了"))["refusal"] == "called_off");
}

TEST_CASE("lessons staff: another station's, and what is none, is not there", "[hub]") {
  SchoolDesk desk;
  desk.hub.add_station("other");
  desk.hub.add_user("eve", "counter", "other");
  desk.hub.add_user("anna", "counter", "taiping");
  const SignUpId id = desk.sign_up(*desk.kiosk, "p1");
  const auto status = [&](const std::string& who, const std::string& method, const std::string& target) {
    return desk.hub.get_reply(desk.hub.staff_request(method, target, desk.hub.login(who))).status;
  };
  CHECK(status("eve", "GET", basics) == 404);
  CHECK(status("eve", "POST", basics + "/" + id.value + "/cancel") == 404);
  CHECK(status("eve", "GET", basics + "?station=taiping") == 403);
  CHECK(status("anna", "GET", lessons + "/basics.20261129") == 404);
  CHECK(desk.one(id).state() == SignUpState::seated);
}
