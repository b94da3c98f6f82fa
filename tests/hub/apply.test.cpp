#include <catch2/catch_test_macros.hpp>

#include "hub/store/feed.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

namespace {

std::vector<std::string> codes(TestHub& hub) {
  const auto letters = hub::store::dead_letters(hub.hub().database());
  REQUIRE(letters);
  std::vector<std::string> all;
  for (const auto& letter : *letters) all.push_back(letter.code);
  return all;
}

const domain::Ticket* find(TestHub& hub, const std::string& ticket) {
  const auto book = hub.hub().books().find("taiping");
  REQUIRE(book);
  return (*book)->find(domain::TicketId(ticket));
}

std::string envelope(const TestKiosk& kiosk, std::size_t sequence, const std::string& rest) {
  return R"({"v":1,"dev":")" + kiosk.id() + R"(","ep":")" + kiosk.epoch() + R"(","st":"live","seq":)" +
         std::to_string(sequence) + R"(,"id":"01ARZ3NDEKTSV4RRFFQ69G5FA0","op":"x","wall":1,"who":"kiosk",)" +
         rest + "}";
}

}  // namespace

TEST_CASE("apply: events become tickets and feed lines, each once", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  const auto before = hub.rows("SELECT COUNT(*) FROM feed");
  const std::string ticket = kiosk->fresh_id();
  kiosk->line("ticket.issued", issued_body(ticket, 12));
  kiosk->line("ticket.called", called_body(ticket, "1"));
  REQUIRE(hub.send(*kiosk, 1, 2).status == 200);
  CHECK(find(hub, ticket) == nullptr);  // receiving runs no rule
  hub.apply();
  REQUIRE(find(hub, ticket) != nullptr);
  CHECK(find(hub, ticket)->label == "A012");
  CHECK(find(hub, ticket)->state == domain::TicketState::called);
  CHECK(hub.rows("SELECT COUNT(*) FROM feed") == before + 2);
  REQUIRE(hub.send(*kiosk, 1, 2).status == 200);
  hub.apply();
  CHECK(hub.rows("SELECT COUNT(*) FROM feed") == before + 2);
  CHECK(codes(hub).empty());
}

TEST_CASE("apply: p06 a poisoned event becomes a dead letter and stops nobody else", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  const std::string ticket = kiosk->fresh_id();
  std::string expected;
  SECTION("unknown type") {
    kiosk->line("ticket.teleported", R"({"ticket":"x"})");
    expected = "unknown_type";
    CHECK(kiosk->size() == 1);
  }
  SECTION("unknown version") {
    kiosk->line("ticket.issued", issued_body(ticket, 2), 99);
    expected = "unknown_type";
    CHECK(kiosk->size() == 1);
  }
  SECTION("field missing") {
    kiosk->line("ticket.called", R"({"ticket":"01ARZ3NDEKTSV4RRFFQ69G5FAV"})");
    expected = "body";
    CHECK(kiosk->size() == 1);
  }
  SECTION("wrong type") {
    kiosk->line("ticket.called", R"({"ticket":7,"counter":"1","at":5})");
    expected = "body";
    CHECK(kiosk->size() == 1);
  }
  SECTION("number too large") {
    kiosk->line("ticket.rated",
                R"({"ticket":"01ARZ3NDEKTSV4RRFFQ69G5FAV","stars":18446744073709551616,"at":5})");
    expected = "body";
    CHECK(kiosk->size() == 1);
  }
  SECTION("JSON too deep") {
    kiosk->line("print.ended", R"({"a":)" + std::string(5'000, '[') + std::string(5'000, ']') + "}");
    expected = "depth";
    CHECK(kiosk->size() == 1);
  }
  SECTION("broken UTF-8") {
    kiosk->line("print.ended", "{\"a\":\"\xC3\x28\"}");
    expected = "utf8";
    CHECK(kiosk->size() == 1);
  }
  SECTION("a rule is broken") {
    kiosk->line("ticket.called", called_body("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    expected = "rule";
    CHECK(kiosk->size() == 1);
  }
  SECTION("no JSON") {
    kiosk->raw("<html>");
    expected = "json";
    CHECK(kiosk->size() == 1);
  }
  SECTION("envelope of another line") {
    kiosk->raw(envelope(*kiosk, 77, R"("type":"print.ended","tv":1,"body":{})"));
    expected = "envelope";
    CHECK(kiosk->size() == 1);
  }
  SECTION("envelope without a body") {
    kiosk->raw(envelope(*kiosk, 1, R"("type":"print.ended","tv":1)"));
    expected = "envelope";
    CHECK(kiosk->size() == 1);
  }
  SECTION("a repeat without a line inside") {
    kiosk->line("journal.again", "{}");
    expected = "again";
    CHECK(kiosk->size() == 1);
  }
  kiosk->line("ticket.issued", issued_body(ticket, 3));
  REQUIRE(hub.send(*kiosk, 1, 2).status == 200);
  hub.apply();
  CHECK(codes(hub) == std::vector<std::string>{expected});
  CHECK(find(hub, ticket) != nullptr);
}

TEST_CASE("apply: a ticket of another station is refused", "[hub]") {
  TestHub hub;
  hub.add_station("xihe");
  const auto ours = hub.enrolled("taiping");
  const auto theirs = hub.enrolled("xihe");
  const std::string ticket = ours->fresh_id();
  ours->line("ticket.issued", issued_body(ticket, 1));
  REQUIRE(hub.send(*ours, 1, 1).status == 200);
  hub.apply();
  theirs->line("ticket.called", called_body(ticket));
  REQUIRE(hub.send(*theirs, 1, 1).status == 200);
  hub.apply();
  CHECK(codes(hub) == std::vector<std::string>{"foreign_entity"});
  CHECK(find(hub, ticket)->state == domain::TicketState::waiting);
}

TEST_CASE("apply: later events of a ticket wait behind its dead letter, and go on after it", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  const std::string ticket = kiosk->fresh_id();
  const std::string other = kiosk->fresh_id();
  kiosk->line("ticket.called", called_body(ticket));  // its issue comes later, by another stream
  kiosk->line("ticket.serving", called_body(ticket));
  kiosk->line("ticket.issued", issued_body(other, 2));
  REQUIRE(hub.send(*kiosk, 1, 3).status == 200);
  hub.apply();
  CHECK(codes(hub) == std::vector<std::string>{"rule", "parked"});
  CHECK(find(hub, other) != nullptr);
  SECTION("by the event that was missing") {
    const auto helper = hub.enrolled();
    helper->line("ticket.issued", issued_body(ticket, 1));
    REQUIRE(hub.send(*helper, 1, 1).status == 200);
    hub.apply();
    CHECK(codes(hub).empty());
    CHECK(find(hub, ticket)->state == domain::TicketState::serving);
  }
  SECTION("not by trying again while the reason is still there") {
    hub::Applier applier(hub.hub());
    const auto retried = applier.retry_dead_letters();
    REQUIRE(retried);
    CHECK(*retried == 0);
    CHECK(codes(hub) == std::vector<std::string>{"rule", "parked"});
  }
}

TEST_CASE("apply: a line sent again in a new epoch is applied by its own id, once", "[hub]") {
  TestHub hub;
  const auto kiosk = hub.enrolled();
  const std::string ticket = kiosk->fresh_id();
  kiosk->line("ticket.issued", issued_body(ticket, 1));
  REQUIRE(hub.send(*kiosk, 1, 1).status == 200);
  hub.apply();
  const auto feed = hub.rows("SELECT COUNT(*) FROM feed");
  std::string line = kiosk->body(1, 1);
  line.pop_back();
  kiosk->new_epoch();
  kiosk->line("journal.again", nlohmann::json{{"line", line}}.dump());
  REQUIRE(hub.send(*kiosk, 1, 1).status == 200);
  hub.apply();
  CHECK(codes(hub).empty());
  CHECK(hub.rows("SELECT COUNT(*) FROM feed") == feed);
  CHECK(hub.rows("SELECT COUNT(*) FROM ticket") == 1);
}
