#include "domain/tickets/tickets_json.h"

#include "tests/domain/golden_events.h"

using namespace yz::test;
using yz::Code;

namespace {

const TicketId id("01KAQZ5V00000000000000000A");
const Instant at{Milliseconds{1'795'430'400'123}};

/// One of each kind; the golden file is named by the kind.
const TicketEvents& one_of_each() {
  static const TicketEvents events{TicketIssued{.ticket = id,
                                                .service = social,
                                                .day = monday,
                                                .number = 12,
                                                .label = "A012",
                                                .secret = "7K3M9PQ2XW4T",
                                                .priority = Priority::age,
                                                .at = at},
                                   TicketCalled{id, one, at},
                                   TicketRecalled{id, one, at},
                                   ServingStarted{id, one, at},
                                   TicketServed{id, one, at},
                                   TicketMissed{id, one, at},
                                   TicketRequeued{id, at},
                                   TicketCancelled{id, at},
                                   TicketTransferred{id, advice, at},
                                   TicketRated{id, 5, at}};
  return events;
}

const EventKind issued{"ticket.issued", 1};
/// The golden body of ticket.issued with one piece replaced.
std::string issued_with(const std::string& piece, const std::string& by) {
  std::string body = to_json(one_of_each().front());
  const auto found = body.find(piece);
  REQUIRE(found != std::string::npos);
  return body.replace(found, piece.size(), by);
}

}  // namespace

TEST_CASE("event json: every kind is written and read as its golden file", "[domain]") {
  check_golden(one_of_each(), "ticket.", parse_ticket_event);
}

TEST_CASE("event json: an unknown kind or version is unsupported", "[domain]") {
  CHECK(parse_ticket_event({"ticket.eaten", 1}, "{}").error().code == Code::unsupported);
  CHECK(parse_ticket_event({"ticket.called", 2}, "{}").error().code == Code::unsupported);
}

TEST_CASE("event json: a body that is not as it should be names its field", "[domain]") {
  const auto field = [](const std::string& body) {
    const auto read = parse_ticket_event(issued, body);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Code::invalid);
    return read.error().what.substr(0, read.error().what.find(':'));
  };
  CHECK(field("") == "body");
  CHECK(field("[]") == "body");
  CHECK(field("{\"ticket\":") == "body");
  CHECK(field(std::string(70'000, ' ') + "{}") == "body");
  CHECK(field(std::string(50'000, '[')) == "body");
  CHECK(field("{}") == "ticket");
  CHECK(field(issued_with("\"social\"", "7")) == "service");
  CHECK(field(issued_with("\"social\"", "\"\"")) == "service");
  CHECK(field(issued_with("\"social\"", '"' + std::string(65, 'x') + '"')) == "service");
  CHECK(field(issued_with("2026-11-23", "2026-02-30")) == "day");
  CHECK(field(issued_with("\"number\":12", "\"number\":0")) == "number");
  CHECK(field(issued_with("\"number\":12", "\"number\":1000")) == "number");
  CHECK(field(issued_with("\"number\":12", "\"number\":12.5")) == "number");
  CHECK(field(issued_with("\"number\":12", "\"number\":18446744073709551615")) == "number");
  CHECK(field(issued_with("\"age\"", "\"old\"")) == "priority");
  CHECK(field(issued_with("1795430400123", "-1")) == "at");
  CHECK(field(issued_with("1795430400123", "\"now\"")) == "at");
  CHECK(field(issued_with("A012", "A\xff")) == "body");
}

TEST_CASE("event json: fields of a later program are let through", "[domain]") {
  CHECK(parse_ticket_event(issued, issued_with("{\"ticket\"", "{\"later\":[1],\"ticket\"")));
}

TEST_CASE("ticket json: a row that is not as it should be is refused", "[domain]") {
  Desk desk;
  const std::string row = to_json(desk.ticket(desk.take()));
  REQUIRE(parse_ticket(row));
  for (const char* field : {"id", "state", "steps", "stars", "was_requeued", "issued_for"}) {
    std::string broken = row;
    broken.replace(broken.find('"' + std::string(field) + '"') + 1, 1, "_");
    CAPTURE(broken);
    CHECK(parse_ticket(broken).error().code == Code::invalid);
  }
}
