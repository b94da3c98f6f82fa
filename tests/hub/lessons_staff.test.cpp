#include <catch2/catch_test_macros.hpp>

#include "hub/terms.h"
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

TEST_CASE("lessons staff: who did what is written down with what they did", "[hub]") {
  SchoolDesk desk;
  desk.hub.add_user("anna", "counter", "taiping");
  const SignUpId first = desk.sign_up(*desk.kiosk, "p1");
  const SignUpId second = desk.sign_up(*desk.kiosk, "p2");
  const auto post = [&](const std::string& rest, const json& body = json::object()) {
    return desk.hub.get_reply(desk.hub.staff_request("POST", basics + rest, desk.hub.login("anna"), body))
        .status;
  };
  const auto notes = [&](const std::string& what, const std::string& sign_up) {
    return desk.hub.rows(
        ("SELECT COUNT(*) FROM lesson_audit WHERE account = 'anna' AND station = 'taiping' AND "
         "session = 'basics.20261130' AND what = '" +
         what + "' AND sign_up = '" + sign_up + "'")
            .c_str());
  };
  REQUIRE(post("/" + second.value + "/cancel") == 200);
  CHECK(notes("lesson.cancelled", second.value) == 1);
  CHECK(post("/" + second.value + "/cancel") == 409);
  CHECK(notes("lesson.cancelled", second.value) == 1);
  const auto take_list = [&] {
    return desk.hub.get_reply(desk.hub.staff_request("GET", basics + "/list.csv", desk.hub.login("anna")))
        .status;
  };
  CHECK(take_list() == 200);
  CHECK(notes("list", "") == 1);
  desk.hub.clock.advance(desk.start() - desk.hub.clock.now());
  REQUIRE(post("/" + first.value + "/check-in") == 200);
  CHECK(notes("lesson.checked_in", first.value) == 1);
  REQUIRE(post("/call-off", {{"note", "停电"}}) == 200);
  CHECK(notes("lesson.session_cancelled", "") == 1);

  SECTION("what cannot be written down is not done") {
    const SignUpId third = desk.sign_up(*desk.kiosk, "p3");
    REQUIRE(desk.hub.hub().database().script("ALTER TABLE lesson_audit RENAME TO away"));
    const bool was_ended = desk.one(third).ended.has_value();
    CHECK(post("/" + first.value + "/cancel") != 200);
    CHECK(desk.one(third).ended.has_value() == was_ended);
    CHECK(take_list() == 503);
  }
}

TEST_CASE("lessons staff: a dispatcher opens a sealed phone number for a reason, and that is written down",
          "[hub]") {
  SchoolDesk desk;
  desk.hub.add_user("dora", "dispatcher", "taiping");
  const std::string dora = desk.hub.login("dora");
  const SignUpId id = desk.sign_up_by_phone(*desk.kiosk, "13800001234");
  const auto open = [&](const std::string& sign_up, const json& body) {
    return desk.hub.get_reply(
        desk.hub.staff_request("POST", basics + "/" + sign_up + "/contact", dora, body));
  };
  const auto notes = [&] {
    return desk.hub.rows("SELECT COUNT(*) FROM lesson_audit WHERE what = 'contact'");
  };
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM line WHERE instr(bytes, '13800001234') > 0") == 0);
  CHECK(json_of(open(id.value, json::object()))["refusal"] == "text_not_allowed");
  CHECK(open("nobody", {{"reason", "停课"}}).status == 404);
  CHECK(notes() == 0);
  const auto opened = open(id.value, {{"reason", "停课要打电话"}});
  CHECK(json_of(opened)["phone"] == "13800001234");
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM lesson_audit WHERE what = 'contact' AND account = 'dora' AND "
                      "reason = '停课要打电话'") == 1);
  const SignUpId by_card = desk.sign_up(*desk.kiosk, "p9");
  CHECK(json_of(open(by_card.value, {{"reason", "停课"}}))["phone"].is_null());

  SECTION("only a dispatcher") {
    for (const char* role : {"counter", "admin"}) {
      desk.hub.add_user(role, role, "taiping");
      const auto refused = desk.hub.get_reply(desk.hub.staff_request(
          "POST", basics + "/" + id.value + "/contact", desk.hub.login(role), {{"reason", "停课"}}));
      CHECK(refused.status == 403);
    }
    CHECK(notes() == 2);
  }
  SECTION("not without writing it down") {
    REQUIRE(desk.hub.hub().database().script("ALTER TABLE lesson_audit RENAME TO away"));
    const auto refused = open(id.value, {{"reason", "停课"}});
    CHECK(refused.status == 503);
    CHECK(refused.body.find("138") == std::string::npos);
  }
  SECTION("sixty an hour") {
    for (int i = 2; i < 60; ++i) (void)open(id.value, {{"reason", "停课"}});
    CHECK(notes() == 60);
    CHECK(open(id.value, {{"reason", "停课"}}).status == 429);
    desk.hub.clock.advance(std::chrono::hours(1));
    const auto later = desk.hub.get_reply(desk.hub.staff_request(
        "POST", basics + "/" + id.value + "/contact", desk.hub.login("dora"), {{"reason", "停课"}}));
    CHECK(later.status == 200);
  }
}

TEST_CASE("lessons staff: sealed phone numbers go thirty days after the session, all else stays", "[hub]") {
  SchoolDesk desk;
  const SignUpId id = desk.sign_up_by_phone(*desk.kiosk, "13800001234");
  // The same line again in another epoch carries the same box.
  std::string line = desk.kiosk->body(1, 1);
  line.pop_back();
  desk.kiosk->new_epoch();
  desk.kiosk->line("journal.again", json{{"line", line}}.dump());
  REQUIRE(desk.hub.send(*desk.kiosk, 1, 1).status == 200);
  desk.hub.apply();
  const auto sealed_lines = [&] {
    return desk.hub.rows("SELECT COUNT(*) FROM line WHERE instr(bytes, 'seal-1') > 0");
  };
  REQUIRE(sealed_lines() == 2);
  const auto erase = [&] {
    const auto erased = hub::erase_past_terms(desk.hub.hub());
    REQUIRE(erased);
    return *erased;
  };
  const Instant end = desk.start() + std::chrono::hours(1);
  desk.hub.clock.advance(end - desk.hub.clock.now() + hub::lesson_contacts_kept);
  CHECK(erase() == hub::Erased{});
  desk.hub.clock.advance(Milliseconds{1});
  CHECK(erase() == hub::Erased{.lesson_contacts = 1});
  CHECK(sealed_lines() == 0);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM lesson_box") == 0);
  CHECK(
      desk.hub.rows("SELECT COUNT(*) FROM lesson_audit WHERE account = 'hub' AND what = 'contact erased' AND "
                    "session = 'basics.20261130'") == 1);
  CHECK(erase() == hub::Erased{});
  desk.hub.add_user("dora", "dispatcher", "taiping");
  const auto opened = desk.hub.get_reply(desk.hub.staff_request(
      "POST", basics + "/" + id.value + "/contact", desk.hub.login("dora"), {{"reason", "补课"}}));
  CHECK(json_of(opened)["phone"].is_null());
  CHECK(json_of(opened)["id"] == id.value);
}
