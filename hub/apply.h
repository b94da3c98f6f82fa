// The apply queue: stored lines become tickets, wishes, feed lines, or dead letters, one stream after the
// other in order. Effect and cursor are one transaction (reliability rules in docs/operating.md). Runs on the
// hub's work thread between requests.
#pragma once

#include <cstddef>
#include <map>

#include "hub/hub.h"
#include "hub/store/lines.h"

namespace yz::hub {

inline constexpr std::int64_t apply_slice_lines = 64;
inline constexpr int apply_tries_max = 3;

class Applier {
 public:
  explicit Applier(Hub& hub) : hub_(hub) {}

  /// Applies the next few lines. How many it took: 0 when nothing waits. An error is the store's; the slice
  /// is as if it had not been, and is tried again by the next call.
  [[nodiscard]] Result<std::size_t> step();
  /// Tries every dead letter again, in the order of receipt (at start, and when an admin asks). How many were
  /// applied.
  [[nodiscard]] Result<std::size_t> retry_dead_letters();

 private:
  Status apply_slice(const store::StreamState& stream, std::size_t& count);

  Hub& hub_;
  std::map<store::StreamName, int> failures_;  // of the store, at the first line not yet applied
};

}  // namespace yz::hub
