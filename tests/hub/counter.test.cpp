#include <catch2/catch_test_macros.hpp>

#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

namespace {

const std::string base = "/api/console/v1/";

struct Desk {
  TestHub hub;
  std::unique_ptr<TestKiosk> kiosk = hub.enrolled();
  std::vector<std::string> tickets;
  std::string cookie;

  explicit Desk(int waiting) {
    for (int i = 1; i <= waiting; ++i) {
      tickets.push_back(kiosk->fresh_id());
      kiosk->line("ticket.issued", issued_body(tickets.back(), i));
    }
    REQUIRE(hub.send(*kiosk, 1, kiosk->size()).status == 200);
    hub.apply();
    hub.add_user("anna", "counter", "taiping");
    cookie = hub.login("anna");
    REQUIRE_FALSE(cookie.empty());
  }
  hub::Reply post(const std::string& path, const nlohmann::json& body = nlohmann::json::object()) {
    return hub.get_reply(hub.staff_request("POST", base + path, cookie, body));
  }
  nlohmann::json queue() {
    return json_of(hub.get_reply(hub.staff_request("GET", base + "queue?counter=1", cookie)));
  }
};

}  // namespace

TEST_CASE("counter: calls, starts and finishes in turn, and the kiosk hears of it", "[hub]") {
  Desk desk(2);
  CHECK(desk.queue().at("waiting_count") == 2);
  const auto called = json_of(desk.post("counters/1/call-next"));
  CHECK(called.at("ticket").at("label") == "A001");
  CHECK(called.at("events") == nlohmann::json::array({"ticket.called"}));
  CHECK(desk.queue().at("now").at("state") == "called");
  CHECK(desk.post("counters/1/recall").status == 200);
  CHECK(desk.post("counters/1/start").status == 200);
  CHECK(desk.post("counters/1/finish").status == 200);
  CHECK(desk.queue().at("now").is_null());

  const auto feed = desk.hub.get_reply(desk.hub.signed_request(*desk.kiosk, "GET", "/feed?since=0&wait=0"));
  CHECK(feed.type == "application/x-ndjson");
  CHECK(feed.body.find("ticket.served") != std::string::npos);
  CHECK(feed.body.find("ticket.issued") == std::string::npos);  // its own
  CHECK(feed.body.find(R"("kind":"fresh")") != std::string::npos);
  for (std::size_t at = 0; at < feed.body.size();) {
    const std::size_t end = feed.body.find('\n', at);
    CHECK(nlohmann::json::accept(feed.body.substr(at, end - at)));
    at = end + 1;
  }
}

TEST_CASE("counter: a refusal of the rules is said by its name", "[hub]") {
  Desk desk(2);
  CHECK(desk.post("counters/1/call-next").status == 200);
  const auto busy = desk.post("counters/1/call-next");
  CHECK(busy.status == 409);
  CHECK(json_of(busy).at("refusal") == "counter_busy");
  CHECK(json_of(desk.post("counters/99/call-next")).at("refusal") == "unknown_counter");
  CHECK(json_of(desk.post("tickets/nobody/requeue")).at("refusal") == "unknown_ticket");
}

TEST_CASE("counter: a no-show can queue again once, a ticket can be transferred", "[hub]") {
  Desk desk(1);
  REQUIRE(desk.post("counters/1/call-next").status == 200);
  REQUIRE(desk.post("counters/1/skip").status == 200);
  CHECK(desk.queue().at("missed").size() == 1);
  CHECK(desk.post("tickets/" + desk.tickets[0] + "/requeue").status == 200);
  const auto services = desk.queue().at("services");
  const std::string to = services.at(1).at("id").get<std::string>();
  CHECK(desk.post("tickets/" + desk.tickets[0] + "/transfer", {{"to", to}}).status == 200);
}

TEST_CASE("counter: what was called stays called after a restart", "[hub]") {
  Desk desk(1);
  REQUIRE(desk.post("counters/1/call-next").status == 200);
  desk.hub.restart();
  CHECK(desk.queue().at("now").at("label") == "A001");  // the session is still there, too
}

TEST_CASE("feed: with nothing new it waits, and hears of what comes", "[hub]") {
  Desk desk(1);
  const std::string since = std::to_string(desk.hub.rows("SELECT MAX(rev) FROM feed"));
  const auto outcome =
      desk.hub.ask(desk.hub.signed_request(*desk.kiosk, "GET", "/feed?wait=25&since=" + since));
  REQUIRE(std::holds_alternative<hub::WaitForFeed>(outcome));
  CHECK(std::get<hub::WaitForFeed>(outcome).wait == std::chrono::seconds{25});
  CHECK(desk.hub.hub().take_changes().contains("taiping"));
  REQUIRE(desk.post("counters/1/call-next").status == 200);
  CHECK(desk.hub.hub().take_changes().contains("taiping"));
  const auto later =
      desk.hub.get_reply(desk.hub.signed_request(*desk.kiosk, "GET", "/feed?wait=25&since=" + since));
  CHECK(later.body.find("ticket.called") != std::string::npos);
}

TEST_CASE("hall and status page: anyone may look, only who holds the slip sees a ticket", "[hub]") {
  Desk desk(2);
  REQUIRE(desk.post("counters/1/call-next").status == 200);
  const auto get = [&](const std::string& target) {
    return desk.hub.get_reply(desk.hub.staff_request("GET", target, ""));
  };
  const auto hall = json_of(get("/api/public/v1/hall?station=taiping"));
  CHECK(hall.at("calls").at(0).at("label") == "A001");
  CHECK(get("/api/public/v1/hall?station=nowhere").status == 404);
  const auto second = json_of(get("/api/public/v1/tickets/YZ1T.20261123.A002.7K3M9PQ2XW4T"));
  CHECK(second.at("state") == "waiting");
  CHECK(second.at("people_ahead") == 0);
  CHECK(get("/api/public/v1/tickets/YZ1T.20261123.A002.000000000000").status == 404);
  CHECK(get("/api/public/v1/tickets/'OR 1=1").status == 404);
}
