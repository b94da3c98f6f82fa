// What is counted of the practice phone (docs/domain.md, "Practice"): how a lesson went, in plain numbers of
// nobody. Values only; nothing is folded from them, the hub adds them up.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "domain/content/station.h"
#include "domain/event.h"

namespace yz::domain {

inline constexpr int practice_stars_max = 3;
inline constexpr std::size_t practice_steps_max = 400;  // of all scenes together
inline constexpr int practice_place_max = 400;          // of a scene, or of a step in it
inline constexpr int practice_misses_max = 1'000;
inline constexpr int practice_minutes_max = 600;

/// A step that the learner came to, as the screen counts it.
struct PracticeStep {
  int scene{};   // from 1
  int step{};    // from 1, on the right way
  int misses{};  // wrong touches and wrong choices
  bool operator==(const PracticeStep&) const = default;
};

/// How one learner fared with one lesson, or with the one scene of it that they chose.
struct PracticeRun {
  std::string pack;                 // the lesson's id
  LocalText title;                  // as the screen said it
  std::uint64_t version{};          // of the content
  int scene{};                      // where it ended, from 1
  std::vector<PracticeStep> steps;  // by scene and step, each once; never empty
  int minutes{};                    // from the first step on, rounded up
  Instant at;                       // its end
  bool operator==(const PracticeRun&) const = default;
};

// ── events: a released one never changes its name or fields; a new shape is a new event
// ─────────────────────────────
struct PracticeFinished {
  PracticeRun run;
  int stars{};  // 1 to 3
  bool operator==(const PracticeFinished&) const = default;
};
/// The learner went away before its end.
struct PracticeLeft {
  PracticeRun run;
  int step{};  // where they were
  bool operator==(const PracticeLeft&) const = default;
};
using PracticeEvent = std::variant<PracticeFinished, PracticeLeft>;

[[nodiscard]] inline const PracticeRun& run_of(const PracticeEvent& event) {
  return std::visit([](const auto& one) -> const PracticeRun& { return one.run; }, event);
}
[[nodiscard]] inline PracticeRun& run_of(PracticeEvent& event) {
  return std::visit([](auto& one) -> PracticeRun& { return one.run; }, event);
}

}  // namespace yz::domain
