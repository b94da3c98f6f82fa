#include <catch2/catch_test_macros.hpp>

#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

namespace {
constexpr const char* count_lines = "SELECT COUNT(*) FROM line";
}

TEST_CASE("receive: a batch is stored, acknowledged with its head, and again when it is repeated", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  for (int i = 1; i <= 5; ++i) kiosk->line("ticket.issued", issued_body(kiosk->fresh_id(), i));
  const auto first = json_of(hub.send(*kiosk, 1, 3));
  CHECK(first.at("acked") == 3);
  CHECK(first.at("head") == kiosk->head(3));
  CHECK(first.at("dev") == kiosk->id());
  CHECK(first.at("ep") == kiosk->epoch());
  CHECK(first.at("st") == "live");
  CHECK(json_of(hub.send(*kiosk, 1, 3)).at("acked") == 3);
  // The receipt was lost, and meanwhile more came: the batch overlaps what is there.
  const auto overlapping = json_of(hub.send(*kiosk, 2, 5));
  CHECK(overlapping.at("acked") == 5);
  CHECK(overlapping.at("head") == kiosk->head(5));
  CHECK(hub.rows(count_lines) == 5);
}

TEST_CASE("receive: a batch from beyond what is known says how far the hub has come", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  for (int i = 1; i <= 4; ++i) kiosk->line("print.ended", "{}");
  CHECK(json_of(hub.send(*kiosk, 1, 1)).at("acked") == 1);
  const auto ahead = hub.send(*kiosk, 3, 4);
  CHECK(ahead.status == 200);
  CHECK(json_of(ahead).at("acked") == 1);
  CHECK(hub.rows(count_lines) == 1);
}

TEST_CASE("receive: other bytes under a known number are a fork, and the third in a day suspends", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  kiosk->line("print.ended", "{}");
  kiosk->line("print.ended", "{}");
  REQUIRE(hub.send(*kiosk, 1, 2).status == 200);
  auto forked =
      hub.signed_request(*kiosk, "POST", "/events/live?ep=" + kiosk->epoch() + "&from=2", "other\n");
  forked.headers["yz-head"] = kiosk->head(2);
  for (int i = 0; i < 3; ++i) {
    const auto reply = hub.get_reply(forked);
    CHECK(reply.status == 409);
    CHECK(json_of(reply).at("fork") == 2);
  }
  const auto after = hub.send(*kiosk, 1, 2);
  CHECK(after.status == 403);
  CHECK(json_of(after).at("state") == "suspended");
  CHECK(hub.rows(count_lines) == 2);
}

TEST_CASE("receive: what is not framed or chained leaves nothing behind", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  kiosk->line("print.ended", "{}");
  const std::string target = "/events/live?ep=" + kiosk->epoch() + "&from=1";
  const auto refused = [&](const std::string& body, const std::string& head) {
    auto request = hub.signed_request(*kiosk, "POST", target, body);
    request.headers["yz-head"] = head;
    return hub.get_reply(request);
  };
  CHECK(refused("", kiosk->head(1)).status == 400);
  CHECK(refused("no line end", kiosk->head(1)).status == 400);
  CHECK(refused("\n", kiosk->head(1)).status == 400);
  CHECK(refused(std::string(70'000, 'x') + "\n", kiosk->head(1)).status == 400);
  CHECK(refused(kiosk->body(1, 1), "zz").status == 400);
  CHECK(json_of(refused(kiosk->body(1, 1), std::string(64, '0'))).at("error") == "chain");
  CHECK(refused(std::string(1'048'577, 'x'), kiosk->head(1)).status == 413);
  CHECK(hub.rows(count_lines) == 0);
}

TEST_CASE("receive: a wrong signature or an old nonce brings a new nonce, a revoked kiosk its state",
          "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  kiosk->line("print.ended", "{}");
  auto request = hub.signed_request(*kiosk, "GET", "/feed?since=0&wait=0");
  request.target += "1";
  const auto changed = hub.get_reply(request);
  CHECK(changed.status == 401);
  CHECK(hub.hub().nonce_holds(json_of(changed).at("nonce").get<std::string>()));
  auto old = hub.signed_request(*kiosk, "GET", "/feed?since=0&wait=0");
  hub.clock.advance(Milliseconds{600'001});
  CHECK(hub.get_reply(old).status == 401);
  CHECK(hub.send(*kiosk, 1, 1).status == 200);
  auto asked = hub.signed_request(*kiosk, "GET", "/feed?since=0&wait=0");
  REQUIRE(hub.hub().database().run("UPDATE device SET state = 'revoked'"));
  const auto revoked = hub.get_reply(asked);
  CHECK(revoked.status == 403);
  CHECK(json_of(revoked).at("state") == "revoked");
}

TEST_CASE("receive: a kiosk that asks more than sixty times a second is told to wait", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  int refused = 0;
  for (int i = 0; i < 70; ++i) {
    if (hub.get_reply(hub.signed_request(*kiosk, "GET", "/feed?since=0&wait=0")).status == 429) ++refused;
  }
  CHECK(refused == 10);
  hub.clock.advance(Milliseconds{1'000});
  CHECK(hub.get_reply(hub.signed_request(*kiosk, "GET", "/feed?since=0&wait=0")).status == 200);
}

TEST_CASE("receive: everything is still there after a restart", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  const std::string ticket = kiosk->fresh_id();
  kiosk->line("ticket.issued", issued_body(ticket, 1));
  kiosk->line("ticket.called", called_body(ticket));
  REQUIRE(hub.send(*kiosk, 1, 1).status == 200);
  hub.restart();
  REQUIRE(hub.send(*kiosk, 2, 2).status == 200);
  hub.apply();
  hub.restart();
  const auto book = hub.hub().books().find("taiping");
  REQUIRE(book);
  const auto* stored = (*book)->find(domain::TicketId(ticket));
  REQUIRE(stored != nullptr);
  CHECK(stored->state == domain::TicketState::called);
  CHECK(json_of(hub.send(*kiosk, 1, 2)).at("acked") == 2);
}
