// Wishes at a hub that serves: staff in a real browser (tests/hub/wishes_console.cjs is who sits there), and
// a clock that is days ahead.
#include <catch2/catch_test_macros.hpp>
#include <optional>

#include "base/system_clock.h"
#include "tests/hub/left_hub.h"
#include "tests/hub/wish_fixture.h"
#include "tests/support/http_client.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;

namespace {

constexpr const char* faketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
const std::string hostile =
    "</p><img src=x onerror=alert(1)><svg/onload=alert(2)><script>alert(3)</script><a "
    "href=javascript:alert(4)>x</a>{{7*7}}${alert(5)}&#60;b&#62;'\"`";

/// A hub with one wish and its staff.
struct Left {
  std::optional<LeftHub> hub;
  std::string number;
  std::string code;

  Left() {
    WishDesk desk;
    desk.hub.clock.set_wall(SystemClock().now());
    const WishId id = desk.submit(hostile);
    number = desk.wish(id).number;
    code = make_wish_code({number, desk.wish(id).secret});
    desk.add_staff("dora", "dispatcher", "taiping", "");
    desk.add_staff("wang", "unit", "taiping", "property");
    hub.emplace(desk.hub);
  }
};

std::string level_after(Left& left, const std::string& ahead) {
  std::string url;
  const auto serving = left.hub->serve(url, {std::string("LD_PRELOAD=") + faketime, "FAKETIME=" + ahead});
  HttpClient browser(url, {"Yz-Console: 1"});
  std::string level;
  // The clock runs beside the requests: a moment after the start it has run.
  for (int tries = 0; tries < 100 && level.empty(); ++tries) {
    const auto answer = browser.get("/api/public/v1/wishes/" + left.code);
    REQUIRE(answer);
    REQUIRE(answer->status == 200);
    if (answer->json().at("level") != "community") level = answer->json().at("level");
    sleep_for(Milliseconds{50});
  }
  CHECK(serving->stop() == Ended{0});
  return level;
}

}  // namespace

TEST_CASE("serve: under a clock days ahead deadlines pass, once for all starts", "[hub]") {
  if (!std::filesystem::exists(faketime)) SKIP("faketime is not installed: the clock cannot be moved");
  Left left;
  CHECK(level_after(left, "+2d") == "street");
  CHECK(level_after(left, "+2d") == "street");
  CHECK(level_after(left, "+9d") == "district");
}

TEST_CASE("wishes: a dispatcher and a unit work in the browser, and a resident's text runs nothing",
          "[hub]") {
  Left left;
  std::string url;
  const auto serving = left.hub->serve(url);
  std::string said;
  const int status =
      left.hub->browse("wishes_console.cjs", {url, staff_password, left.number, hostile, left.code}, said);
  INFO(said);
  CHECK(status == 0);
  const auto page = HttpClient(url, {}).get("/api/public/v1/wishes/" + left.code);
  REQUIRE(page);
  CHECK(page->json().at("state") == "resolved");
  CHECK(serving->stop() == Ended{0});
}
