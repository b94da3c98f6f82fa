// The wish book of each station: the same fold as on the kiosks, over what the hub has stored. Owned by
// Books, used by the hub's work thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "domain/wishes/wishes.h"
#include "hub/store/database.h"
#include "hub/store/stations.h"
#include "hub/store/wishes.h"

namespace yz::hub {

class WishBooks {
 public:
  explicit WishBooks(Database& database) : database_(database) {}

  /// All of them anew from the store.
  [[nodiscard]] Status load(const std::vector<store::StationRow>& stations, Instant now);
  /// The book of a station that exists; `not_found` for another.
  [[nodiscard]] Result<domain::WishBook*> find(const std::string& station);
  /// Puts a wish that was closed long ago into its book before it is shown or an event about it is folded.
  [[nodiscard]] Status fetch(domain::WishBook& book, const std::string& station, const domain::WishId& wish);
  /// Forgets wishes that are off the wall (the store keeps them).
  void tidy(Instant now);

 private:
  Database& database_;
  std::map<std::string, domain::WishBook> books_;
};

/// As the store keeps it. `due` follows from the rules that hold now.
[[nodiscard]] store::WishRow row_of(const domain::Wish& wish, const domain::WishRules& rules);
/// When somebody's time is up with an open wish, 0 for a closed one.
[[nodiscard]] Instant due_of(const domain::Wish& wish, const domain::WishRules& rules);

}  // namespace yz::hub
