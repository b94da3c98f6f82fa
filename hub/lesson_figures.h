// What is reported of lessons (docs/domain.md, "Practice"): who came to classes, and where learners miss most
// on the practice phone. Pure; over the store's rows.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/lessons/lessons.h"
#include "hub/store/practice.h"

namespace yz::hub {

struct Attendance {
  std::int64_t people{};                // checked in
  std::int64_t of_known_age{};          // their card said the year of birth
  std::optional<double> average_age{};  // of those, in years; nothing where there are none
};
/// Ages by the year of the session less that of birth.
[[nodiscard]] Attendance attendance_of(const std::vector<domain::SignUp>& sign_ups,
                                       domain::Minutes utc_offset);

inline constexpr std::size_t missed_steps_max = 10;
/// Those with the most misses a learner, at most missed_steps_max; of equal ones those that more came to.
[[nodiscard]] std::vector<store::PracticeStepRow> most_missed(std::vector<store::PracticeStepRow> steps);

}  // namespace yz::hub
