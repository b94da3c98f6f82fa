// Who put down a card at the practice phone finds again what they learnt (docs/domain.md, "Practice"):
// events, fold and book. Under a pseudonym, never a name. Pure; the same on the kiosk and on the hub.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/event.h"

namespace yz::domain {

/// Forgotten so long after it was last learnt.
inline constexpr std::chrono::days progress_kept{730};
/// Of one person; more are not kept.
inline constexpr std::size_t progress_scenes_max = 400;

/// A scene of a lesson, by what the content calls them.
struct LessonScene {
  std::string pack;  // the lesson's id
  std::string scene;
  auto operator<=>(const LessonScene&) const = default;
};

/// A scene was played to its end by whoever this pseudonym is. A released event never changes.
struct ProgressRecorded {
  std::string person;  // pseudonym
  LessonScene scene;
  int stars{};  // 1 to 3
  Instant at;
  bool operator==(const ProgressRecorded&) const = default;
};

struct SceneProgress {
  int stars{};  // the most ever
  Instant at;   // the last time
  bool operator==(const SceneProgress&) const = default;
};
using PersonProgress = std::map<LessonScene, SceneProgress>;

/// All that a station still remembers. One owner, one thread.
class ProgressBook {
 public:
  /// The order in which events come does not matter.
  Folded fold(const ProgressRecorded& event);
  /// Read back from a read model; replaces what is there of that person.
  void restore(const std::string& person, PersonProgress progress);
  /// Empty for who is not known.
  [[nodiscard]] const PersonProgress& of(std::string_view person) const;
  /// What was last learnt before `time` is gone. The persons of whom something went.
  std::vector<std::string> forget_before(Instant time);
  [[nodiscard]] const std::map<std::string, PersonProgress, std::less<>>& all() const { return people_; }

 private:
  std::map<std::string, PersonProgress, std::less<>> people_;
};

}  // namespace yz::domain
