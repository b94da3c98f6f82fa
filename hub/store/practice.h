// How practice lessons went, and what is added up of them. Read and written by the hub's work thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/lessons/practice_events.h"
#include "hub/store/database.h"

namespace yz::hub::store {

/// Of a kiosk of that station. `at`: by the clocks put right. In the caller's transaction.
[[nodiscard]] Status add_practice(Database& database, std::string_view event, std::string_view station,
                                  const domain::PracticeEvent& practice, Instant at);

/// From `from` on and before `until`.
struct PracticePeriod {
  std::string_view station;
  Instant from;
  Instant until;
};
/// One pack of a period.
struct PracticePack {
  std::string pack;
  domain::LocalText title;  // the newest
  std::int64_t finished{};
  std::int64_t left{};
};
[[nodiscard]] Result<std::vector<PracticePack>> practice_packs(Database& database,
                                                               const PracticePeriod& period);
/// One step of a pack in a period.
struct PracticeStepRow {
  std::string pack;
  std::int64_t scene{};
  std::int64_t step{};
  std::int64_t learners{};  // who came to it
  std::int64_t misses{};    // of all of them
};
/// Those that somebody missed.
[[nodiscard]] Result<std::vector<PracticeStepRow>> practice_steps(Database& database,
                                                                  const PracticePeriod& period);

}  // namespace yz::hub::store
