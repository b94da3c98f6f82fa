#include "domain/help/help_json.h"

#include "tests/domain/golden_events.h"

using namespace yz::domain;
using yz::Code;
using yz::Instant;
using yz::Milliseconds;
using yz::test::check_golden;

namespace {

const HelpId id("01KAQZ5V00000000000000000H");
const Instant at{Milliseconds{1'795'430'400'123}};

/// One of each kind; the golden file is named by the kind.
const HelpEvents& one_of_each() {
  static const HelpEvents events{HelpCalled{id, HelpKind::illness, StationId("taiping"), "2", at},
                                 HelpKindChosen{id, HelpKind::danger, at},
                                 HelpCancelled{id, at},
                                 HelpCalledAgain{id, at},
                                 HelpAccepted{id, "王*", "counter", at},
                                 HelpEnded{id, at}};
  return events;
}

std::string with(std::string body, const std::string& piece, const std::string& by) {
  const auto found = body.find(piece);
  REQUIRE(found != std::string::npos);
  return body.replace(found, piece.size(), by);
}

}  // namespace

TEST_CASE("help json: every kind is written and read as its golden file", "[domain]") {
  check_golden(one_of_each(), "help.", parse_help_event);
}

TEST_CASE("help json: an unknown kind or version is unsupported", "[domain]") {
  CHECK(parse_help_event({"help.sung", 1}, "{}").error().code == Code::unsupported);
  CHECK(parse_help_event({"help.called", 2}, "{}").error().code == Code::unsupported);
}

TEST_CASE("help json: a body that is not as it should be names its field", "[domain]") {
  const EventKind called{"help.called", 1};
  const std::string good = to_json(one_of_each().front());
  const auto field = [&](const std::string& body) {
    const auto read = parse_help_event(called, body);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Code::invalid);
    return read.error().what.substr(0, read.error().what.find(':'));
  };
  CHECK(field("") == "body");
  CHECK(field("[]") == "body");
  CHECK(field(std::string(70'000, ' ') + "{}") == "body");
  CHECK(field(std::string(50'000, '[')) == "body");
  CHECK(field("{}") == "help");
  CHECK(field(with(good, "\"illness\"", "\"bored\"")) == "kind");
  CHECK(field(with(good, "\"illness\"", "7")) == "kind");
  CHECK(field(with(good, "\"taiping\"", "\"\"")) == "station");
  CHECK(field(with(good, "\"2\"", '"' + std::string(65, 'x') + '"')) == "place");
  CHECK(field(with(good, "1795430400123", "-1")) == "at");
  CHECK(field(with(good, "1795430400123", "18446744073709551615")) == "at");
  CHECK(field(with(good, "1795430400123", "1.5")) == "at");
  CHECK(parse_help_event(called, with(good, "\"2\"", "\"\"")));  // a station with one kiosk
  CHECK(parse_help_event(called, with(good, "{", "{\"later\":[1],")));
}

TEST_CASE("help json: a call reads back as it was written, a broken row is refused", "[domain]") {
  HelpBook book;
  for (const HelpEvent& event : one_of_each()) (void)book.fold(event);
  REQUIRE(book.find(id) != nullptr);
  const std::string row = to_json(*book.find(id));
  const auto read = parse_help_call(row);
  REQUIRE(read);
  CHECK(*read == *book.find(id));
  for (const char* field : {"id", "kind", "state", "times", "called_at", "accepted_by"}) {
    CAPTURE(field);
    CHECK(parse_help_call(with(row, '"' + std::string(field), "\"_")).error().code == Code::invalid);
  }
}
