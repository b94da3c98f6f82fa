// What people who put down a card learnt on the practice phone, by pseudonym; erased when its term is over
// (hub/terms.h). Read and written by the hub's work thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/lessons/progress.h"
#include "hub/store/database.h"

namespace yz::hub::store {

/// Nothing for who is not known there.
[[nodiscard]] Result<domain::PersonProgress> progress_of(Database& database, std::string_view station,
                                                         std::string_view person);
[[nodiscard]] Status save_progress(Database& database, std::string_view station, std::string_view person,
                                   const domain::LessonScene& scene, const domain::SceneProgress& progress);

struct ProgressRow {
  std::string station;
  std::string person;
  domain::LessonScene scene;
};
/// Last learnt before `time`; the longest ago first, at most `most`.
[[nodiscard]] Result<std::vector<ProgressRow>> progress_before(Database& database, Instant time,
                                                               std::int64_t most);
[[nodiscard]] Status remove_progress(Database& database, const ProgressRow& row);

}  // namespace yz::hub::store
