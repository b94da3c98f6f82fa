#include <catch2/catch_test_macros.hpp>

#include "hub/commands/admin_channel.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

TEST_CASE("enrol: a code lets one kiosk in, which may hear its answer again", "[hub]") {
  TestHub hub;
  const std::string code = hub.make_code("taiping");
  const TestKiosk kiosk(hub::new_ulid(hub.clock), hub.folder() / "a.key");
  const TestKiosk second(hub::new_ulid(hub.clock), hub.folder() / "b.key");
  const auto answer = json_of(hub.enrol(kiosk, code));
  CHECK(answer.at("station") == "taiping");
  CHECK(answer.at("state") == "live");
  CHECK(answer.at("content_key") == hub.hub().content_key().public_hex());
  CHECK(answer.at("digits").get<std::string>().size() == 6);
  CHECK(json_of(hub.enrol(kiosk, code)).at("digits") == answer.at("digits"));
  CHECK(hub.enrol(second, code).status == 403);
  const TestKiosk same_id_other_key(kiosk.id(), hub.folder() / "c.key");
  CHECK(hub.enrol(same_id_other_key, code).status == 403);
}

TEST_CASE("enrol: a code is read as people write it", "[hub]") {
  TestHub hub;
  std::string code = hub.make_code("taiping");
  for (char& c : code) c = static_cast<char>(std::tolower(c));
  const TestKiosk kiosk(hub::new_ulid(hub.clock), hub.folder() / "a.key");
  CHECK(hub.enrol(kiosk, code).status == 200);
}

TEST_CASE("enrol: a code ends after fifteen minutes and after five wrong tries", "[hub]") {
  TestHub hub;
  const TestKiosk kiosk(hub::new_ulid(hub.clock), hub.folder() / "a.key");
  SECTION("time") {
    const std::string code = hub.make_code("taiping");
    hub.clock.advance(std::chrono::minutes{15} + Milliseconds{1});
    CHECK(hub.enrol(kiosk, code).status == 403);
  }
  SECTION("tries") {
    const std::string code = hub.make_code("taiping");
    std::string wrong = code;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    for (int i = 0; i < 5; ++i) CHECK(hub.enrol(kiosk, wrong).status == 403);
    CHECK(hub.enrol(kiosk, code).status == 429);
  }
  SECTION("guesses at no code at all, from one address") {
    int later = 0;
    for (int i = 0; i < 30; ++i) later += hub.enrol(kiosk, "00000-00000").status == 429 ? 1 : 0;
    CHECK(later == 10);
  }
}

TEST_CASE("enrol: without auto-confirm a kiosk waits until an admin says yes", "[hub]") {
  TestHub hub;
  TestKiosk kiosk(hub::new_ulid(hub.clock), hub.folder() / "a.key");
  CHECK(json_of(hub.enrol(kiosk, hub.make_code("taiping", false))).at("state") == "pending");
  kiosk.line("print.ended", "{}");
  const auto early = hub.send(kiosk, 1, 1);
  CHECK(early.status == 403);
  CHECK(json_of(early).at("state") == "pending");
  REQUIRE(hub::run_admin_job(hub.hub(), {{"do", "kiosk.state"}, {"device", kiosk.id()}, {"state", "live"}}));
  CHECK(hub.send(kiosk, 1, 1).status == 200);
  REQUIRE(
      hub::run_admin_job(hub.hub(), {{"do", "kiosk.state"}, {"device", kiosk.id()}, {"state", "revoked"}}));
  CHECK(hub.send(kiosk, 1, 1).status == 403);
  CHECK_FALSE(
      hub::run_admin_job(hub.hub(), {{"do", "kiosk.state"}, {"device", kiosk.id()}, {"state", "live"}}));
}
