#include "offline-cache/journal.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "offline-cache/event_line.h"
#include "tests/offline-cache/journal_fixture.h"

namespace {

using namespace yz;
using namespace yz::cache;
using namespace yz::test;

TEST_CASE("journal: what was appended is there after opening again", "[offline-cache]") {
  JournalFixture fixture;
  const std::string op = fixture.op();
  std::vector<std::string> ids;
  {
    const auto journal = fixture.open();
    CHECK(journal->opened() == Opened::fresh);
    const auto appended = journal->append(ticket_operation(op, 1));
    REQUIRE(appended);
    CHECK_FALSE(appended->repeated);
    ids = appended->event_ids;
    CHECK(ids.size() == 1);
  }
  const auto journal = fixture.open();
  CHECK(journal->opened() == Opened::as_it_was);
  const auto found = journal->find_operation(op);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((**found).event_ids == ids);
  CHECK(journal->rows("ticket", "2026-11-23")->size() == 1);
  CHECK(journal->rows("ticket", "2026-11-24")->empty());
  CHECK(journal->count(Stream::live)->last == 1);
}

TEST_CASE("journal: p02_the same operation twice is written once and gives the first outcome",
          "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  const std::string op = fixture.op();
  const auto first = journal->append(ticket_operation(op, 1));
  const auto second = journal->append(ticket_operation(op, 2));
  REQUIRE(first);
  REQUIRE(second);
  CHECK(second->repeated);
  CHECK(second->event_ids == first->event_ids);
  CHECK(journal->count(Stream::live)->last == 1);
  CHECK(next_number(*journal) == 2);
}

TEST_CASE("journal: p03_a number taken twice is refused and nothing of the operation is kept",
          "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  REQUIRE(journal->append(ticket_operation(fixture.op(), 1)));
  const std::string op = fixture.op();
  const auto again = journal->append(ticket_operation(op, 1));
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Code::conflict);
  CHECK_FALSE(journal->find_operation(op)->has_value());
  CHECK(journal->count(Stream::live)->last == 1);
  CHECK(journal->append(ticket_operation(fixture.op(), 1, "2026-11-24")));
}

TEST_CASE("journal: an operation that cannot be written is refused whole", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  auto operation = ticket_operation(fixture.op(), 1);
  const auto refused = [&] {
    const auto appended = journal->append(operation);
    CHECK_FALSE(appended);
    CHECK((appended || appended.error().code == Code::invalid));
    CHECK(journal->count(Stream::live)->last == 0);
    CHECK(journal->floors()->empty());
  };
  std::string& body = operation.events[0].body_json;
  SECTION("body is no object") {
    body = "[1]", refused();
  }
  SECTION("body is no JSON") {
    body = "{", refused();
  }
  SECTION("body is too long") {
    body = R"({"a":")" + std::string(40'000, 'x') + R"("})", refused();
  }
  SECTION("type has a quote in it") {
    operation.events[0].type = "a\"b", refused();
  }
  SECTION("operation id has a blank") {
    operation.op = "a b", refused();
  }
  SECTION("number without event") {
    operation.events.clear(), refused();
  }
}

TEST_CASE("journal: a second process is told that the journal is taken", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  const auto second = Journal::open({.folder = fixture.folder(), .device = test_device}, fixture.clock);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::unavailable);
}

TEST_CASE("journal: a line says who, what and when in one object on one line", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  journal->note_hub_time(Milliseconds{-412}, Milliseconds{35});
  fixture.clock.advance(Milliseconds{71'000});
  auto operation = ticket_operation(fixture.op(), 1);
  operation.events[0].body_json = "{\n\"name\": \"王\"\n}";
  operation.events[0].subject = "q3+/=";
  const auto appended = journal->append(operation);
  REQUIRE(appended);
  const auto batch = journal->unsent(Stream::live, 10);
  REQUIRE(batch);
  REQUIRE(batch->lines.size() == 1);
  const std::string& bytes = batch->lines[0].bytes;
  CHECK(bytes.find('\n') == std::string::npos);
  const auto line = nlohmann::json::parse(bytes);
  CHECK(line["v"] == 1);
  CHECK(line["dev"] == test_device);
  CHECK(line["ep"] == journal->epoch());
  CHECK(line["st"] == "live");
  CHECK(line["seq"] == 1);
  CHECK(line["id"] == appended->event_ids[0]);
  CHECK(line["op"] == operation.op);
  CHECK(line["clk"] == nlohmann::json::parse("[-412,35,71]"));
  CHECK(line["boot"] == "boot-1");
  CHECK(line["subj"] == "q3+/=");
  CHECK(line["body"]["name"] == "王");
  CHECK(batch->head == to_hex(chain_next(Hash{}, bytes)));
}

TEST_CASE("journal: rows are replaced, deleted by an empty value, and loaded by day", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  REQUIRE(journal->append({.op = fixture.op(),
                           .events = {},
                           .rows = {{"setting", "pin", "", "1"}, {"ticket", "a", "2026-01-01", "x"}},
                           .numbers = {}}));
  REQUIRE(journal->append({.op = fixture.op(),
                           .events = {},
                           .rows = {{"setting", "pin", "", "2"}, {"ticket", "a", "2026-01-01", ""}},
                           .numbers = {}}));
  REQUIRE(journal->rows("setting", "2026-11-23")->size() == 1);
  CHECK(journal->rows("setting", "2026-11-23")->front().value == "2");
  CHECK(journal->rows("ticket", "")->empty());
  REQUIRE(journal->replace_rows("setting", {{"setting", "size", "", "large"}}));
  CHECK(journal->rows("setting", "")->front().key == "size");
}

TEST_CASE("journal: a clean end leaves no gap in the numbers, even after a new boot", "[offline-cache]") {
  JournalFixture fixture;
  {
    const auto journal = fixture.open();
    for (int number = 1; number <= 5; ++number)
      REQUIRE(journal->append(ticket_operation(fixture.op(), number)));
    REQUIRE(journal->close());
    const auto late = journal->append(ticket_operation(fixture.op(), 6));
    REQUIRE_FALSE(late);
    CHECK(late.error().code == Code::unavailable);
  }
  fixture.clock.reboot();
  const auto journal = fixture.open();
  CHECK(next_number(*journal) == 6);
}

TEST_CASE("journal: a killed process leaves no gap within one boot", "[offline-cache]") {
  JournalFixture fixture;
  for (int number = 1; number <= 50; ++number) {
    const auto journal = fixture.open();
    REQUIRE(next_number(*journal) == number);
    REQUIRE(journal->append(ticket_operation(fixture.op(), number)));
  }
}

TEST_CASE("journal: after a power cut numbers go on above the block that was begun", "[offline-cache]") {
  JournalFixture fixture;
  {
    const auto journal = fixture.open();
    for (int number = 1; number <= 5; ++number)
      REQUIRE(journal->append(ticket_operation(fixture.op(), number)));
  }
  fixture.clock.reboot();
  {
    const auto journal = fixture.open();
    CHECK(next_number(*journal) == 21);
    const auto below = journal->append(ticket_operation(fixture.op(), 20));
    REQUIRE_FALSE(below);
    CHECK(below.error().code == Code::conflict);
    REQUIRE(journal->close());
  }
  // Once raised they stay raised, also when nothing was taken before a clean end.
  const auto journal = fixture.open();
  CHECK(next_number(*journal) == 21);
}

TEST_CASE("journal: the next block is taken before it is needed, when nobody waits", "[offline-cache]") {
  JournalFixture fixture;
  {
    const auto journal = fixture.open();
    for (int number = 1; number <= 16; ++number) {
      REQUIRE(journal->append(ticket_operation(fixture.op(), number)));
      REQUIRE(journal->reserve_ahead());
    }
  }
  fixture.clock.reboot();
  const auto journal = fixture.open();
  CHECK(next_number(*journal) == 41);
}

TEST_CASE("journal: its own story can be told again in the order of folding", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  REQUIRE(journal->append(ticket_operation(fixture.op(), 1)));
  const std::string called =
      R"({"id":"01JD0000000000000000000001","type":"ticket.called","tv":1,"who":"counter","body":{"counter":"3"}})";
  REQUIRE(journal->take_feed({{5, "event", called}, {6, "fresh", R"({"version":2})"}},
                             {{"ticket", "x", "", "called"}}));
  REQUIRE(journal->append(ticket_operation(fixture.op(), 2)));
  const auto story = journal->replay();
  REQUIRE(story);
  REQUIRE(story->size() == 3);
  CHECK((*story)[0].type == "ticket.issued");
  CHECK((*story)[0].own);
  CHECK((*story)[1].type == "ticket.called");
  CHECK_FALSE((*story)[1].own);
  CHECK((*story)[1].body_json == R"({"counter":"3"})");
  CHECK((*story)[2].own);
  CHECK(*journal->feed_revision() == 6);
}

TEST_CASE("journal: p02_feed lines that are known already change nothing", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  const FeedLine line{5, "event", R"({"id":"a","type":"t","tv":1,"body":{}})"};
  REQUIRE(journal->take_feed({line}, {{"ticket", "x", "", "called"}}));
  REQUIRE(journal->take_feed({line}, {{"ticket", "x", "", "waiting"}}));
  CHECK(journal->rows("ticket", "")->front().value == "called");
  REQUIRE(journal->take_feed({line, {6, "event", line.json}}, {}));
  CHECK(journal->replay()->size() == 2);
  CHECK(*journal->feed_revision() == 6);
}

}  // namespace
