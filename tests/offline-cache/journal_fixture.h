// A journal in a folder of its own, and operations that look like tickets.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "offline-cache/hash.h"
#include "offline-cache/journal.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

inline const std::string test_device = "01JD0000000000000000000000";

inline cache::Operation ticket_operation(const std::string& op, int number,
                                         const std::string& day = "2026-11-23",
                                         const std::string& series = "social") {
  const std::string body = R"({"number":)" + std::to_string(number) + R"(,"day":")" + day + R"("})";
  return {.op = op,
          .events = {{.stream = cache::Stream::live,
                      .type = "ticket.issued",
                      .version = 1,
                      .who = "resident",
                      .subject = {},
                      .body_json = body}},
          .rows = {{.area = "ticket", .key = op, .day = day, .value = body}},
          .numbers = {{.series = series, .day = day, .number = number}}};
}

class JournalFixture {
 public:
  std::unique_ptr<cache::Journal> open() {
    auto journal = cache::Journal::open({.folder = folder(), .device = test_device}, clock);
    INFO((journal ? "" : journal.error().what));
    REQUIRE(journal);
    return *std::move(journal);
  }
  [[nodiscard]] std::filesystem::path folder() const { return dir.path() / "journal"; }
  std::string op() { return cache::new_ulid(clock); }

  TempDir dir;
  FakeClock clock;
};

/// The next number that a kiosk would take.
inline int next_number(cache::Journal& journal, const std::string& day = "2026-11-23",
                       const std::string& series = "social") {
  const auto floors = journal.floors();
  REQUIRE(floors);
  for (const cache::Floor& floor : *floors) {
    if (floor.day == day && floor.series == series) return floor.number + 1;
  }
  return 1;
}

/// The hub's side of a receipt: what it would answer to this batch.
inline cache::Receipt receipt_for(const cache::Batch& batch, std::uint64_t generation = 7) {
  return {.device = test_device,
          .epoch = batch.epoch,
          .stream = batch.stream,
          .acked = batch.lines.empty() ? batch.from - 1 : batch.lines.back().sequence,
          .head = batch.head,
          .generation = generation};
}

}  // namespace yz::test
