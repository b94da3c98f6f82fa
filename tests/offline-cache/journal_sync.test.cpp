#include <catch2/catch_test_macros.hpp>
#include <set>

#include "offline-cache/event_line.h"
#include "tests/offline-cache/journal_fixture.h"

namespace {

using namespace yz;
using namespace yz::cache;
using namespace yz::test;

void issue(JournalFixture& fixture, Journal& journal, int from, int to) {
  for (int number = from; number <= to; ++number)
    REQUIRE(journal.append(ticket_operation(fixture.op(), number)));
}

Batch unsent(Journal& journal, Stream stream = Stream::live, std::size_t lines_max = 500) {
  auto batch = journal.unsent(stream, lines_max);
  REQUIRE(batch);
  return *std::move(batch);
}

ReceiptVerdict take(Journal& journal, const Receipt& receipt) {
  const auto verdict = journal.take_receipt(receipt);
  REQUIRE(verdict);
  return *verdict;
}

TEST_CASE("journal: lines are sent until a receipt with our own head acknowledges them", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  issue(fixture, *journal, 1, 5);
  const Batch first = unsent(*journal, Stream::live, 3);
  CHECK(first.from == 1);
  CHECK(first.lines.size() == 3);
  CHECK(take(*journal, receipt_for(first)) == ReceiptVerdict::accepted);
  CHECK(take(*journal, receipt_for(first)) == ReceiptVerdict::accepted);  // a repeated answer
  const Batch second = unsent(*journal);
  CHECK(second.from == 4);
  CHECK(second.lines.size() == 2);
  CHECK(take(*journal, receipt_for(second)) == ReceiptVerdict::accepted);
  CHECK(unsent(*journal).lines.empty());
  CHECK(journal->count(Stream::live)->acked == 5);
}

TEST_CASE("journal: p02_a receipt that is not about our lines changes nothing", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  issue(fixture, *journal, 1, 3);
  Receipt receipt = receipt_for(unsent(*journal));
  const auto changes_nothing = [&] {
    CHECK(take(*journal, receipt) == ReceiptVerdict::not_ours);
    CHECK(journal->count(Stream::live)->acked == 0);
    CHECK(unsent(*journal).from == 1);
  };
  SECTION("another device") {
    receipt.device = "01JD0000000000000000000009", changes_nothing();
  }
  SECTION("another epoch") {
    receipt.epoch = "01JD0000000000000000000009", changes_nothing();
  }
  SECTION("another head") {
    receipt.head = std::string(64, '0'), changes_nothing();
  }
  SECTION("more than there is") {
    receipt.acked = 4, changes_nothing();
  }
  SECTION("no hash at all") {
    receipt.head = "x", changes_nothing();
  }
}

TEST_CASE("journal: p18_a hub that forgot is told again", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  issue(fixture, *journal, 1, 5);
  const Batch early = unsent(*journal, Stream::live, 2);
  REQUIRE(take(*journal, receipt_for(early)) == ReceiptVerdict::accepted);
  REQUIRE(take(*journal, receipt_for(unsent(*journal))) == ReceiptVerdict::accepted);
  REQUIRE(unsent(*journal).lines.empty());
  SECTION("its answer names fewer lines") {
    CHECK(take(*journal, receipt_for(early)) == ReceiptVerdict::rewound);
    CHECK(unsent(*journal).from == 3);
  }
  SECTION("its answer names another generation") {
    CHECK(take(*journal, receipt_for(early, 8)) == ReceiptVerdict::rewound);
    CHECK(unsent(*journal).from == 3);
  }
  SECTION("hello names another generation: one line goes again to find out") {
    CHECK(*journal->note_generation(7) == false);
    CHECK(*journal->note_generation(8) == true);
    const Batch probe = unsent(*journal);
    CHECK(probe.from == 5);
    Receipt forgot = receipt_for(early, 8);
    CHECK(take(*journal, forgot) == ReceiptVerdict::rewound);
    CHECK(unsent(*journal).from == 3);
  }
}

TEST_CASE("journal: p15_a fork begins a new epoch and repeats the lines inside journal.again",
          "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  issue(fixture, *journal, 1, 4);
  const Batch before = unsent(*journal);
  REQUIRE(journal->fork_after(Stream::live, 2));
  CHECK(journal->epoch() != before.epoch);
  const Batch after = unsent(*journal);
  CHECK(after.from == 1);
  REQUIRE(after.lines.size() == 2);
  CHECK(line_inside(after.lines[0].bytes) == before.lines[2].bytes);
  CHECK(line_inside(after.lines[1].bytes) == before.lines[3].bytes);
  SECTION("a second fork does not wrap twice") {
    REQUIRE(journal->fork_after(Stream::live, 0));
    CHECK(line_inside(unsent(*journal).lines[0].bytes) == before.lines[2].bytes);
  }
  SECTION("the story told again has every event once") {
    CHECK(journal->replay()->size() == 4);
  }
}

TEST_CASE("journal: p06_a line that the hub takes in no batch lets the others pass", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  issue(fixture, *journal, 1, 3);
  REQUIRE(journal->refuse_line(Stream::live, 2));
  CHECK(unsent(*journal).lines.size() == 2);
  const Batch bulk = unsent(*journal, Stream::bulk);
  REQUIRE(bulk.lines.size() == 1);
  CHECK(bulk.lines[0].bytes.find("journal.refused") != std::string::npos);
}

TEST_CASE("journal: a batch stays within 500 lines and one mebibyte", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  const std::string wide = R"({"text":")" + std::string(30'000, 'x') + R"("})";
  for (int i = 0; i < 40; ++i) {
    REQUIRE(journal->append({.op = fixture.op(),
                             .events = {{.stream = Stream::live,
                                         .type = "wish.made",
                                         .version = 1,
                                         .who = "resident",
                                         .subject = {},
                                         .body_json = wide}},
                             .rows = {},
                             .numbers = {}}));
  }
  std::size_t bytes = 0;
  const Batch batch = unsent(*journal);
  for (const Line& line : batch.lines) bytes += line.bytes.size() + 1;
  CHECK(bytes <= 1U << 20U);
  CHECK(batch.lines.size() >= 30);
  Operation many{.op = fixture.op(), .events = {}, .rows = {}, .numbers = {}};
  for (int i = 0; i < 600; ++i)
    many.events.push_back({.stream = Stream::bulk,
                           .type = "screen.shown",
                           .version = 1,
                           .who = "kiosk",
                           .subject = {},
                           .body_json = "{}"});
  REQUIRE(journal->append(many));
  CHECK(unsent(*journal, Stream::bulk, 10'000).lines.size() == 500);
}

TEST_CASE("journal: streams have chains of their own", "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  issue(fixture, *journal, 1, 2);
  REQUIRE(journal->append({.op = fixture.op(),
                           .events = {{.stream = Stream::urgent,
                                       .type = "help.called",
                                       .version = 1,
                                       .who = "resident",
                                       .subject = {},
                                       .body_json = "{}"}},
                           .rows = {},
                           .numbers = {}}));
  CHECK(unsent(*journal, Stream::urgent).lines.size() == 1);
  CHECK(unsent(*journal, Stream::urgent).lines[0].sequence == 1);
  CHECK(unsent(*journal, Stream::live).lines.size() == 2);
  CHECK(unsent(*journal, Stream::bulk).lines.empty());
}

TEST_CASE("journal: p18_what is older than 14 days and acknowledged goes, what is not acknowledged stays",
          "[offline-cache]") {
  JournalFixture fixture;
  const auto journal = fixture.open();
  issue(fixture, *journal, 1, 4);
  const Batch early = unsent(*journal, Stream::live, 2);
  REQUIRE(take(*journal, receipt_for(early)) == ReceiptVerdict::accepted);
  fixture.clock.advance(std::chrono::days{15});
  issue(fixture, *journal, 5, 5);
  REQUIRE(take(*journal, receipt_for(early)) == ReceiptVerdict::accepted);  // tidies up
  CHECK(journal->replay()->size() == 3);
  CHECK(unsent(*journal).lines.size() == 3);
  SECTION("a hub that forgot what is gone hears of the gap, and of all the rest") {
    Receipt nothing = receipt_for(early);
    nothing.acked = 0;
    nothing.head = std::string(64, '0');
    CHECK(take(*journal, nothing) == ReceiptVerdict::rewound);
    CHECK(unsent(*journal).lines.size() == 3);
    const Batch bulk = unsent(*journal, Stream::bulk);
    REQUIRE(bulk.lines.size() == 1);
    CHECK(bulk.lines[0].bytes.find("journal.gap") != std::string::npos);
    CHECK(bulk.lines[0].bytes.find(R"("from":1)") != std::string::npos);
    CHECK(bulk.lines[0].bytes.find(R"("to":2)") != std::string::npos);
  }
}

}  // namespace
