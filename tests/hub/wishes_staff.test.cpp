#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "hub/api/routes.h"
#include "hub/commands/admin_channel.h"
#include "tests/hub/wish_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;

namespace {

const std::string hostile = "<img src=x onerror=\"fetch('//evil')\"><script>alert(1)</script>\u202e";

std::string refusal_of(const hub::Reply& reply) {
  return reply.status == 409 ? json_of(reply).at("refusal").get<std::string>() : "none";
}

std::string verb(const WishId& id, const char* what) {
  return "wishes/" + id.value + "/" + what;
}

/// Every POST of a wish that staff have.
std::vector<std::pair<hub::Roles, std::string>> verbs() {
  std::vector<std::pair<hub::Roles, std::string>> all;
  const std::string_view before = "/api/console/v1/wishes/{wish}/";
  for (const hub::Route& route : hub::routes()) {
    if (route.method == "POST" && route.path.starts_with(before))
      all.emplace_back(route.who, route.path.substr(before.size()));
  }
  return all;
}

}  // namespace

TEST_CASE("wishes: a dispatcher and a unit bring one to its resolution, and kiosks hear each step", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit("楼道灯坏了");
  const std::string note = "已派人，周三上门";
  desk.act("dispatcher", id, "triage", {{"matter", "small"}});
  desk.act("dispatcher", id, "dispatch", {{"unit", "property"}});
  desk.act("property", id, "decline", {{"note", note}});
  desk.act("dispatcher", id, "triage", {{"matter", "small"}});
  desk.act("dispatcher", id, "dispatch", {{"unit", "property"}});
  desk.act("property", id, "accept");
  desk.act("property", id, "progress", {{"note", note}});
  desk.act("property", id, "resolve", {{"note", note}});
  CHECK(desk.wish(id).state == WishState::resolved);
  const auto detail = json_of(desk.get("dispatcher", "wishes/" + id.value));
  CHECK(detail.at("state") == "resolved");
  CHECK(detail.at("owner") == "resident");
  CHECK(detail.dump().find(note) != std::string::npos);  // staff read what units wrote
  std::vector<std::string> told;
  for (const json& line : desk.hub.feed(*desk.kiosk)) {
    CHECK(line.dump().find(note) == std::string::npos);  // kiosks do not
    if (line.at("kind") == "event") told.push_back(line.at("event").at("type"));
  }
  CHECK(told == std::vector<std::string>{"wish.triaged", "wish.dispatched", "wish.declined", "wish.triaged",
                                         "wish.dispatched", "wish.accepted", "wish.progressed",
                                         "wish.resolved"});
  desk.hub.restart();
  CHECK(desk.wish(id).state == WishState::resolved);
  // Who did what is on record: seven changes, none of them with a word of what was written.
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_audit WHERE account = 'property'") == 4);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_audit WHERE account = 'dispatcher'") == 4);
}

TEST_CASE("wishes: a big matter is resolved only with the day of its meeting", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  desk.act("dispatcher", id, "triage", {{"matter", "big"}});
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "dispatch"), {{"unit", "property"}})) == "wrong_matter");
  desk.act("dispatcher", id, "dispatch", {{"unit", "alliance"}});
  desk.act("alliance", id, "accept");
  CHECK(refusal_of(desk.post("alliance", verb(id, "resolve"), {{"note", "议定"}})) == "minute_missing");
  CHECK(refusal_of(desk.post("alliance", verb(id, "resolve"), {{"note", "议定"}, {"minute", "tomorrow"}})) ==
        "minute_missing");
  desk.act("alliance", id, "resolve", {{"note", "议定"}, {"minute", "2026-11-23"}});
  CHECK(desk.wish(id).state == WishState::resolved);
}

TEST_CASE("wishes: nobody of staff rates or closes, there is no way to", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  desk.resolve(id);
  for (const char* who : {"dispatcher", "property", "admin"}) {
    for (const char* what : {"rate", "close", "reopen", "escalate", "submit"}) {
      CHECK(desk.post(who, verb(id, what), {{"stars", 5}, {"by", "rating"}}).status == 404);
    }
  }
  for (const auto& [who, what] : verbs()) {
    INFO(what);
    (void)desk.post("dispatcher", verb(id, what.c_str()), {{"note", "x"}, {"text", "x"}});
    (void)desk.post("property", verb(id, what.c_str()), {{"note", "x"}, {"text", "x"}});
    CHECK(desk.wish(id).state == WishState::resolved);
  }
}

TEST_CASE("wishes: every change is for its role alone", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  REQUIRE(verbs().size() == 9);
  for (const auto& [who, what] : verbs()) {
    INFO(what);
    for (const auto& [role, name] :
         std::vector<std::pair<hub::Role, std::string>>{{hub::Role::dispatcher, "dispatcher"},
                                                        {hub::Role::unit, "property"},
                                                        {hub::Role::counter, "counter"},
                                                        {hub::Role::admin, "admin"}}) {
      INFO(name);
      CHECK((desk.post(name, verb(id, what.c_str())).status == 403) == !who.admit(role));
    }
  }
}

TEST_CASE("wishes: of another station nothing is listed, shown or changed", "[hub]") {
  WishDesk desk;
  desk.hub.add_station("xihe");
  desk.publish("xihe", wish_wall());
  desk.add_staff("xihe-dispatcher", "dispatcher", "xihe", "");
  desk.add_staff("xihe-property", "unit", "xihe", "property");
  const WishId id = desk.submit("灯坏了");
  desk.put_in_work(id);
  for (const char* name : {"xihe-dispatcher", "xihe-property"}) {
    INFO(name);
    const std::string cookie = desk.hub.login(name);
    REQUIRE_FALSE(cookie.empty());
    const auto ask = [&](const char* method, const std::string& target) {
      return desk.hub.get_reply(desk.hub.staff_request(method, "/api/console/v1/" + target, cookie));
    };
    CHECK(json_of(ask("GET", "wishes")).at("wishes").empty());
    CHECK(ask("GET", "wishes?station=taiping").status == 403);
    CHECK(ask("GET", "wishes/figures?from=2026-01-01&to=2026-12-31&station=taiping").status == 403);
    CHECK(ask("GET", "wishes/" + id.value).status == 404);
    CHECK(ask("GET", "wishes/" + id.value + "?station=taiping").status == 403);
    CHECK(ask("GET", "wishes/" + id.value + "/told").status == 404);
    for (const auto& [who, what] : verbs()) {
      const int status = ask("POST", verb(id, what.c_str())).status;
      CHECK((status == 404 || status == 403));
    }
  }
  CHECK(desk.wish(id).state == WishState::accepted);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_audit WHERE account LIKE 'xihe%'") == 0);
}

TEST_CASE("wishes: a unit sees its own, and what is urgent and nobody's", "[hub]") {
  WishDesk desk;
  const WishId own = desk.submit("甲");
  const WishId others = desk.submit("乙");
  const WishId urgent = desk.submit("丙", [](WishSubmitted& w) { w.is_urgent = true; });
  desk.put_in_work(own);
  const auto seen = [&](const char* who) {
    std::set<std::string> ids;
    const json answer = json_of(desk.get(who, "wishes"));
    for (const json& row : answer.at("wishes")) ids.insert(row.at("id"));
    return ids;
  };
  CHECK(seen("property") == std::set<std::string>{own.value, urgent.value});
  CHECK(seen("alliance") == std::set<std::string>{urgent.value});
  CHECK(seen("dispatcher") == std::set<std::string>{own.value, others.value, urgent.value});
  CHECK(desk.get("alliance", "wishes/" + own.value).status == 404);
  CHECK(desk.get("property", "wishes/" + others.value).status == 404);
  CHECK(desk.post("alliance", verb(own, "progress"), {{"note", "x"}}).status == 404);
  CHECK(desk.post("property", verb(others, "accept")).status == 404);
  // Its words only once it has it.
  CHECK(desk.get("alliance", "wishes/" + urgent.value).status == 200);
  CHECK(desk.get("alliance", "wishes/" + urgent.value + "/told").status == 403);
  desk.act("alliance", urgent, "accept");
  CHECK(desk.get("alliance", "wishes/" + urgent.value + "/told").status == 200);
  CHECK(desk.get("property", "wishes/" + urgent.value).status == 404);
}

TEST_CASE("wishes: the list is in order of deadlines and takes filters", "[hub]") {
  WishDesk desk;
  const WishId first = desk.submit();
  desk.hub.clock.advance(std::chrono::hours(1));
  const WishId second = desk.submit();
  desk.put_in_work(second);
  const WishId urgent = desk.submit("", [](WishSubmitted& w) { w.is_urgent = true; });
  const auto ids = [&](const std::string& query) {
    std::vector<std::string> all;
    const json answer = json_of(desk.get("dispatcher", "wishes" + query));
    for (const json& row : answer.at("wishes")) all.push_back(row.at("id"));
    return all;
  };
  CHECK(ids("") == std::vector<std::string>{urgent.value, first.value, second.value});
  CHECK(ids("?state=accepted") == std::vector<std::string>{second.value});
  CHECK(ids("?unit=property") == std::vector<std::string>{second.value});
  CHECK(ids("?level=community").size() == 3);
  CHECK(ids("?level=district").empty());
  CHECK(ids("?state=%27%20OR%201=1").empty());
  for (int i = 0; i < 2; ++i) {  // twice, because sessions end after a quarter of an hour without use
    CHECK(ids("").size() == 3);
    desk.hub.clock.advance(std::chrono::minutes(8));
  }
  const auto row = json_of(desk.get("dispatcher", "wishes")).at("wishes").at(0);
  CHECK(row.at("is_overdue") == true);
  CHECK(row.at("is_urgent") == true);
  CHECK(row.at("category").at("zh") == "楼道照明");
}

TEST_CASE("wishes: words are opened for one wish by who works on it, and that is written down first",
          "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit(hostile);
  const std::string told = "wishes/" + id.value + "/told";
  CHECK(desk.get("dispatcher", "wishes").body.find("onerror") == std::string::npos);
  CHECK(desk.get("dispatcher", "wishes/" + id.value).body.find("onerror") == std::string::npos);
  CHECK(desk.get("admin", told).status == 403);
  CHECK(desk.get("counter", told).status == 403);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_audit") == 0);
  const auto reply = desk.get("dispatcher", told);
  REQUIRE(reply.status == 200);
  CHECK(reply.type == "application/json");
  const auto box = json_of(reply).at("told").at(0);
  CHECK(box.at("words") == hostile);  // as it was written: text, whatever it looks like
  CHECK(box.at("phone") == "13800001234");
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_audit WHERE account = 'dispatcher' AND what = 'words'") ==
        1);
  SECTION("nothing is shown where it cannot be written down") {
    REQUIRE(desk.hub.hub().database().script("ALTER TABLE wish_audit RENAME TO away"));
    const auto refused = desk.get("dispatcher", told);
    CHECK(refused.status == 503);
    CHECK(refused.body.find("onerror") == std::string::npos);
  }
  SECTION("sixty an hour and person") {
    for (int i = 0; i < 59; ++i) REQUIRE(desk.get("dispatcher", told).status == 200);
    CHECK(desk.get("dispatcher", told).status == 429);
    CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_audit") == 60);
    CHECK(desk.post("dispatcher", verb(id, "triage"), {{"matter", "small"}}).status == 200);
  }
  SECTION("what else is in the box stays there") {
    auto wish = desk.drafted(*desk.kiosk);
    desk.write_sealed(*desk.kiosk, wish, {{"words", "灯"}, {"keys", {"00ff"}}, {"secret_note", "x"}});
    desk.sync(*desk.kiosk);
    const auto opened =
        json_of(desk.get("dispatcher", "wishes/" + wish.wish.value + "/told")).at("told").at(0);
    CHECK(opened.contains("words"));
    CHECK_FALSE(opened.contains("keys"));
    CHECK_FALSE(opened.contains("secret_note"));
  }
}

TEST_CASE("wishes: the wall has what a dispatcher wrote for it, claims are settled and given back", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit("李奶奶想要一盏灯");
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "publish"), {{"text", ""}})) == "text_not_allowed");
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "publish"), {{"text", std::string(201, 'x')}})) ==
        "text_not_allowed");
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "publish"), {{"text", 7}})) == "text_not_allowed");
  desk.act("dispatcher", id, "publish", {{"text", "想要一盏灯"}});
  REQUIRE(desk.hub.feed_of(*desk.kiosk, "wish.published").size() == 1);
  CHECK(desk.hub.feed_of(*desk.kiosk, "wish.published")[0].at("body").at("text") == "想要一盏灯");
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "release"), {{"by", "v1"}})) == "no_claim");
  desk.write(*desk.kiosk, WishClaimed{.wish = id, .by = "v1", .name = "李*", .at = desk.hub.clock.now()});
  desk.sync(*desk.kiosk);
  CHECK(json_of(desk.get("dispatcher", "wishes/" + id.value)).at("claims").at(0).at("holds") == true);
  // Who holds follows from the clocks: nobody of staff rules on it.
  CHECK(desk.post("dispatcher", verb(id, "settle"), {{"in_favour_of", "v1"}}).status == 404);
  desk.act("dispatcher", id, "release", {{"by", "v1"}});
  CHECK(desk.wish(id).holder() == nullptr);
  CHECK(desk.hub.feed_of(*desk.kiosk, "wish.claim_released").size() == 1);
  desk.act("dispatcher", id, "unpublish");
  CHECK(desk.wish(id).wall_text.empty());
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "unpublish"))) == "not_on_the_wall");
}

TEST_CASE("wishes: a body that is none is refused before anything is asked", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  for (const std::string body : {"[", "[]", "7", "{\"matter\":\"small\"", "\xff"}) {
    auto request =
        desk.hub.staff_request("POST", "/api/console/v1/" + verb(id, "triage"), desk.cookie("dispatcher"));
    request.body = body;
    CHECK(desk.hub.get_reply(request).status == 400);
  }
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "triage"), {{"matter", "huge"}})) == "no_matter");
  CHECK(refusal_of(desk.post("dispatcher", verb(id, "triage"), {{"matter", json::array({1})}})) ==
        "no_matter");
  CHECK(desk.post("dispatcher", verb(WishId("nobody"), "triage"), {{"matter", "small"}}).status == 404);
}

TEST_CASE("wishes: a change that cannot be stored did not happen", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  (void)desk.cookie("dispatcher");
  REQUIRE(desk.hub.hub().database().script("ALTER TABLE wish_audit RENAME TO away"));
  CHECK(desk.post("dispatcher", verb(id, "triage"), {{"matter", "small"}}).status == 503);
  CHECK(desk.wish(id).state == WishState::submitted);
  REQUIRE(desk.hub.hub().database().script("ALTER TABLE away RENAME TO wish_audit"));
  CHECK(desk.post("dispatcher", verb(id, "triage"), {{"matter", "small"}}).status == 200);
}

TEST_CASE("accounts: a unit's needs a station and a unit that content knows, others have none", "[hub]") {
  WishDesk desk;
  const auto add = [&](const char* role, const char* station, const char* unit) {
    return hub::run_admin_job(desk.hub.hub(), {{"do", "user.add"},
                                               {"name", std::string(role) + station + unit},
                                               {"role", role},
                                               {"station", station},
                                               {"unit", unit},
                                               {"password_hash", "x"}});
  };
  CHECK(add("unit", "taiping", "property"));
  CHECK(add("dispatcher", "taiping", ""));
  CHECK_FALSE(add("unit", "taiping", ""));
  CHECK_FALSE(add("unit", "taiping", "proprety"));
  CHECK_FALSE(add("unit", "", "property"));
  CHECK_FALSE(add("dispatcher", "", ""));
  CHECK_FALSE(add("dispatcher", "taiping", "property"));
  CHECK_FALSE(add("janitor", "taiping", ""));
}
