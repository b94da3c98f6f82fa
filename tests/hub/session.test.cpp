#include <catch2/catch_test_macros.hpp>

#include "hub/api/routes.h"
#include "hub/commands/admin_channel.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

namespace {

const std::string base = "/api/console/v1/";

/// A path that the pattern matches.
std::string filled(std::string_view pattern) {
  std::string path(pattern);
  for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{')) {
    path.replace(at, path.find('}') - at + 1, "1");
  }
  return path;
}

int status_of(const hub::Outcome& outcome) {
  const auto* reply = std::get_if<hub::Reply>(&outcome);
  return reply == nullptr ? 200 : reply->status;
}

}  // namespace

TEST_CASE("routes: who may not, hears so, on every route", "[hub]") {
  TestHub hub;
  hub.add_user("anna", "counter", "taiping");
  hub.add_user("dora", "dispatcher", "taiping");
  hub.add_user("ada", "admin", "");
  const std::string counter = hub.login("anna");
  const std::vector<std::pair<hub::Role, std::string>> staff{{hub::Role::counter, counter},
                                                             {hub::Role::dispatcher, hub.login("dora")},
                                                             {hub::Role::admin, hub.login("ada")}};
  for (const hub::Route& route : hub::routes()) {
    INFO(route.method << " " << route.path);
    const std::string path = filled(route.path);
    const auto nobody = hub.ask(hub.staff_request(std::string(route.method), path, ""));
    if (route.who != hub::Role::everyone) CHECK(status_of(nobody) == 401);
    for (const auto& [role, cookie] : staff) {
      INFO(hub::to_string(role));
      if (route.who == hub::Role::everyone || path.ends_with("/logout")) continue;
      const int status = status_of(hub.ask(hub.staff_request(std::string(route.method), path, cookie)));
      if (route.who == hub::Role::device) {
        CHECK(status == 401);
      } else {
        CHECK((status == 403) == !route.who.admit(role));
        CHECK(status != 401);
      }
    }
    const bool is_change = path.starts_with(base) && route.method != "GET";
    if (is_change) {
      auto foreign = hub.staff_request(std::string(route.method), path, counter);
      foreign.headers["origin"] = "https://evil.test";
      CHECK(status_of(hub.ask(foreign)) == 403);
      auto form = hub.staff_request(std::string(route.method), path, counter);
      form.headers.erase("yz-console");
      CHECK(status_of(hub.ask(form)) == 403);
      auto cross = hub.staff_request(std::string(route.method), path, counter);
      cross.headers["sec-fetch-site"] = "cross-site";
      CHECK(status_of(hub.ask(cross)) == 403);
    }
  }
}

TEST_CASE("routes: of another station nothing is seen or changed", "[hub]") {
  TestHub hub;
  hub.add_station("xihe");
  hub.add_user("anna", "counter", "taiping");
  const std::string cookie = hub.login("anna");
  for (const char* target : {"queue?counter=1&station=xihe", "counters?station=xihe"}) {
    CHECK(status_of(hub.ask(hub.staff_request("GET", base + target, cookie))) == 403);
  }
  CHECK(status_of(hub.ask(hub.staff_request("POST", base + "counters/1/call-next?station=xihe", cookie))) ==
        403);
  CHECK(status_of(hub.ask(hub.staff_request("DELETE", base + "queue", cookie))) == 405);
  CHECK(status_of(hub.ask(hub.staff_request("GET", "/api/nothing", cookie))) == 404);
}

TEST_CASE("session: ends when idle, at its absolute end, and at logout", "[hub]") {
  TestHub hub;
  hub.add_user("anna", "counter", "taiping");
  const std::string cookie = hub.login("anna");
  const auto is_in = [&] {
    return status_of(hub.ask(hub.staff_request("GET", base + "session", cookie))) == 200;
  };
  REQUIRE(is_in());
  SECTION("idle") {
    hub.clock.advance(std::chrono::minutes{61});
    CHECK_FALSE(is_in());
  }
  SECTION("absolute") {
    for (int i = 0; i < 15; ++i) {
      hub.clock.advance(std::chrono::minutes{50});
      (void)is_in();
    }
    CHECK_FALSE(is_in());
  }
  SECTION("logout") {
    CHECK(status_of(hub.ask(hub.staff_request("POST", base + "logout", cookie))) == 200);
    CHECK_FALSE(is_in());
  }
  SECTION("a token made up") {
    CHECK(status_of(hub.ask(hub.staff_request("GET", base + "session", std::string(64, 'a')))) == 401);
  }
}

TEST_CASE("login: a wrong password and an unknown name are told alike, and tries are limited", "[hub]") {
  TestHub hub;
  hub.add_user("anna", "counter", "taiping");
  const auto attempt = [&](const std::string& name, const std::string& password) {
    return hub.get_reply(
        hub.staff_request("POST", base + "login", "", {{"name", name}, {"password", password}}));
  };
  const auto wrong = attempt("anna", "not it at all");
  const auto unknown = attempt("nobody", "not it at all");
  CHECK(wrong.status == 401);
  CHECK(wrong.body == unknown.body);
  for (int i = 0; i < 4; ++i) (void)attempt("anna", "still not it");
  CHECK(attempt("anna", staff_password).status == 429);
  hub.clock.advance(std::chrono::minutes{1});
  CHECK(attempt("anna", staff_password).status == 200);
}

TEST_CASE("login: a first password only opens the door to a new one, for a quarter of an hour", "[hub]") {
  TestHub hub;
  const auto hash = hub::hash_password(Sensitive<std::string>(staff_password));
  REQUIRE(hub::run_admin_job(hub.hub(), {{"do", "user.add"},
                                         {"name", "boss"},
                                         {"role", "admin"},
                                         {"station", ""},
                                         {"is_first", true},
                                         {"password_hash", *hash}}));
  SECTION("in time") {
    const std::string cookie = hub.login("boss");
    CHECK(status_of(hub.ask(hub.staff_request("GET", base + "kiosks", cookie))) == 403);
    CHECK(
        hub.get_reply(hub.staff_request("POST", base + "password", cookie, {{"password", "short"}})).status ==
        422);
    CHECK(hub.get_reply(hub.staff_request("POST", base + "password", cookie, {{"password", "long enough 7"}}))
              .status == 200);
    CHECK(status_of(hub.ask(hub.staff_request("GET", base + "session", cookie))) ==
          401);  // the old session is over
    const std::string fresh = hub.login("boss", "long enough 7");
    CHECK(status_of(hub.ask(hub.staff_request("GET", base + "kiosks", fresh))) == 200);
  }
  SECTION("too late") {
    hub.clock.advance(std::chrono::minutes{16});
    CHECK(hub.login("boss").empty());
  }
}
