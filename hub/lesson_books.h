// The lesson book of each station: the same fold as on the kiosks, over what the hub has stored. Owned by
// Books, used by the hub's work thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "domain/lessons/lessons.h"
#include "hub/store/database.h"
#include "hub/store/stations.h"

namespace yz::hub {

class LessonBooks {
 public:
  explicit LessonBooks(Database& database) : database_(database) {}

  /// All of them anew from the store. `zones`: each station's offset from UTC.
  [[nodiscard]] Status load(const std::vector<store::StationRow>& stations,
                            const std::map<std::string, domain::Minutes>& zones, Instant now);
  /// The book of a station that exists; `not_found` for another.
  [[nodiscard]] Result<domain::LessonBook*> find(const std::string& station);
  /// Puts what an event is about, and was over long ago, into its book before the event is folded.
  [[nodiscard]] Status fetch(domain::LessonBook& book, const std::string& station,
                             const domain::LessonEvent& event);
  /// Puts all sign-ups of a session that was over long ago into its book before it is shown.
  [[nodiscard]] Status fetch_session(domain::LessonBook& book, const std::string& station,
                                     const domain::LessonSessionId& session);
  [[nodiscard]] std::vector<std::string> stations() const;
  /// Forgets sessions of weeks ago (the store keeps them).
  void tidy(Instant now);

 private:
  Status fill(domain::LessonBook& book, const std::string& station, Instant now);

  Database& database_;
  std::map<std::string, domain::LessonBook> books_;
};

}  // namespace yz::hub
