#include <catch2/catch_test_macros.hpp>

#include "hub/wish_figures.h"
#include "tests/hub/wish_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

struct Street {
  WishDesk desk;
  WishId id = desk.submit("楼道灯坏了");
  std::string code = make_wish_code({desk.wish(id).number, desk.wish(id).secret});

  hub::Reply look(const std::string& wanted, const std::string& address = "10.0.0.1") {
    auto request = desk.hub.staff_request("GET", "/api/public/v1/wishes/" + wanted, "");
    request.address = address;
    return desk.hub.get_reply(request);
  }
};

hub::store::WishRow row(Instant submitted, std::int64_t minutes_to_answer, const char* level, bool is_closed,
                        std::int64_t stars) {
  hub::store::WishRow made;
  made.level = level;
  made.stars = stars;
  made.submitted_at = submitted;
  if (minutes_to_answer >= 0) made.answered_at = submitted + minutes(minutes_to_answer);
  if (is_closed) made.closed_at = submitted + hours(30);
  return made;
}

}  // namespace

TEST_CASE("wish status: who holds the receipt sees where it stands, and not a word", "[hub]") {
  Street street;
  street.desk.put_in_work(street.id);
  const auto reply = street.look(street.code);
  REQUIRE(reply.status == 200);
  const auto status = json_of(reply);
  CHECK(status.at("state") == "accepted");
  CHECK(status.at("way").at(0).at("kind") == "submitted");
  for (const char* hidden :
       {"灯坏了", "138", "b3", "3号楼", "lighting", "照明", "ab12cd34", "7K3M9PQ2XW4T"}) {
    INFO(hidden);
    CHECK(reply.body.find(hidden) == std::string::npos);
  }
}

TEST_CASE("wish status: the number alone, another's secret and nonsense are told alike", "[hub]") {
  Street street;
  const std::string number = street.desk.wish(street.id).number;
  std::set<std::string> answers;
  for (const std::string& wrong :
       {number, make_wish_code({number, "000000000000"}), std::string("'OR 1=1"), "YZ1W." + number + ".%25",
        std::string("YZ1W.W20260000009.7K3M9PQ2XW4T")}) {
    if (wrong == street.code) continue;
    const auto reply = street.look(wrong, "10.0.0." + std::to_string(answers.size() + 10));
    CHECK(reply.status == 404);
    answers.insert(reply.body);
  }
  CHECK(answers.size() == 1);
}

TEST_CASE("wish status: five wrong tries a minute and address, then nothing is looked up", "[hub]") {
  Street street;
  const std::string number = street.desk.wish(street.id).number;
  const auto guess = [&](int n) {
    std::string secret = "000000000000";
    secret[11] = crockford[static_cast<std::size_t>(n) % 32];
    return street.look(make_wish_code({number, secret})).status;
  };
  for (int i = 0; i < 5; ++i) CHECK(guess(i) == 404);
  CHECK(guess(6) == 429);
  CHECK(street.look(street.code).status == 429);
  CHECK(street.look(street.code, "10.0.0.2").status == 200);
  street.desk.hub.clock.advance(minutes(1));
  CHECK(street.look(street.code).status == 200);
  // A right one wins a guesser no further tries.
  int looked_up = 0;
  for (int i = 0; i < 50; ++i) {
    (void)street.look(street.code);
    if (guess(i) == 404) ++looked_up;
  }
  CHECK(looked_up == 5);
  // Who holds the receipt may look as often as they like.
  for (int i = 0; i < 40; ++i) CHECK(street.look(street.code, "10.0.0.3").status == 200);
}

TEST_CASE("figures: counted by what became of the wishes of a period", "[hub]") {
  const Instant day{std::chrono::sys_days(std::chrono::year(2026) / 11 / 23)};
  const auto figures = hub::figures_of({row(day, 10, "grid", true, 5), row(day, 20, "community", true, 3),
                                        row(day, 40, "street", true, 0), row(day, 60, "community", false, 2),
                                        row(day, -1, "community", false, 0)});
  CHECK(figures.submitted == 5);
  CHECK(figures.handled == 3);
  CHECK(figures.satisfied == hub::Share{2, 3});
  CHECK(figures.settled_near == hub::Share{2, 3});
  CHECK(figures.closed == hub::Share{3, 5});
  CHECK(figures.answered == hub::Share{4, 5});
  CHECK(figures.median_response == minutes(30));
  CHECK(hub::figures_of({}) == hub::WishFigures{});
}

TEST_CASE("figures: of a period in the station's days, a unit and a level", "[hub]") {
  WishDesk desk;
  // 2026-11-23 20:00 UTC is the 24th at the station.
  desk.hub.clock.set_wall(Instant{std::chrono::sys_days(std::chrono::year(2026) / 11 / 23)} + hours(20));
  const WishId id = desk.submit();
  desk.hub.clock.advance(minutes(30));
  desk.put_in_work(id);
  desk.act("property", id, "resolve", {{"note", "好了"}});
  const Instant at = desk.hub.clock.now();
  desk.write(*desk.kiosk, WishRated{.wish = id, .stars = 5, .reason = {}, .at = at});
  desk.write(*desk.kiosk, WishClosed{.wish = id, .by = WishClosing::rating, .at = at});
  desk.sync(*desk.kiosk);
  (void)desk.submit();
  const auto figures = [&](const char* who, const std::string& query) {
    const auto reply = desk.get(who, "wishes/figures?" + query);
    REQUIRE(reply.status == 200);
    return json_of(reply);
  };
  const auto all = figures("dispatcher", "from=2026-11-24&to=2026-11-24");
  CHECK(all.at("submitted") == 2);
  CHECK(all.at("closed") == json{{"count", 1}, {"of", 2}, {"percent", 50.0}});
  CHECK(all.at("satisfied").at("percent") == 100.0);
  CHECK(all.at("median_response_ms") == 1'800'000);
  CHECK(figures("dispatcher", "from=2026-11-23&to=2026-11-23").at("submitted") == 0);
  CHECK(figures("dispatcher", "from=2026-11-23&to=2026-11-23").at("closed").at("percent").is_null());
  CHECK(figures("dispatcher", "from=2026-11-24&to=2026-11-24&unit=property").at("submitted") == 1);
  CHECK(figures("dispatcher", "from=2026-11-24&to=2026-11-24&level=street").at("submitted") == 0);
  CHECK(figures("property", "from=2026-11-24&to=2026-11-24&unit=alliance").at("unit") == "property");
  CHECK(figures("admin", "from=2026-11-24&to=2026-11-24").at("submitted") == 2);
  for (const char* wrong : {"", "from=2026-11-24", "from=2026-11-24&to=2026-11-23", "from=x&to=y",
                            "from=2000-01-01&to=2026-01-01"}) {
    CHECK(desk.get("dispatcher", std::string("wishes/figures?") + wrong).status == 400);
  }
  CHECK(desk.get("counter", "wishes/figures?from=2026-11-24&to=2026-11-24").status == 403);
}
