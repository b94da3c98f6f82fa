#include "hub/lesson_figures.h"

#include <algorithm>
#include <tuple>

namespace yz::hub {

namespace {

int year_of(Instant at, domain::Minutes utc_offset) {
  const auto day = std::chrono::floor<std::chrono::days>(at + utc_offset);
  return static_cast<int>(std::chrono::year_month_day(day).year());
}

}  // namespace

Attendance attendance_of(const std::vector<domain::SignUp>& sign_ups, domain::Minutes utc_offset) {
  Attendance all;
  std::int64_t years = 0;
  for (const domain::SignUp& sign_up : sign_ups) {
    if (!sign_up.checked_in) continue;
    ++all.people;
    if (sign_up.born == 0) continue;
    ++all.of_known_age;
    years += year_of(sign_up.starts, utc_offset) - sign_up.born;
  }
  if (all.of_known_age > 0)
    all.average_age = static_cast<double>(years) / static_cast<double>(all.of_known_age);
  return all;
}

std::vector<store::PracticeStepRow> most_missed(std::vector<store::PracticeStepRow> steps) {
  std::sort(steps.begin(), steps.end(), [](const auto& one, const auto& other) {
    // As fractions: 3 of 2 learners is more than 4 of 3.
    const std::int64_t mine = one.misses * other.learners;
    const std::int64_t theirs = other.misses * one.learners;
    return std::tie(theirs, other.learners, one.pack, one.scene, one.step) <
           std::tie(mine, one.learners, other.pack, other.scene, other.step);
  });
  if (steps.size() > missed_steps_max) steps.resize(missed_steps_max);
  return steps;
}

}  // namespace yz::hub
