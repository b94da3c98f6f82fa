// The station's trusted time: the hub's when this boot has met it,
// carried on by the time since boot, which nobody can set; before that never earlier than what was trusted
// last. Station thread.
#pragma once

#include <algorithm>
#include <optional>

#include "base/clock.h"

namespace yz::kiosk {

class StationClock {
 public:
  explicit StationClock(const Clock& clock) : clock_(clock) {}

  [[nodiscard]] Instant now() const {
    if (anchor_) return anchor_->time + (clock_.mono() - anchor_->mono);
    return std::max(clock_.now(), not_before_);
  }
  /// Since boot: for waiting, whatever the wall clock does.
  [[nodiscard]] Milliseconds mono() const { return clock_.mono(); }
  [[nodiscard]] bool is_trusted() const { return anchor_.has_value(); }
  /// The hub's time is the wall clock's plus `offset`, as of now.
  void take_hub_time(Milliseconds offset) { anchor_ = Anchor{clock_.now() + offset, clock_.mono()}; }
  /// Time of the last event that a trusted clock stamped, from before this start.
  void not_before(Instant time) { not_before_ = std::max(not_before_, time); }

 private:
  struct Anchor {
    Instant time;
    Milliseconds mono;
  };
  const Clock& clock_;
  std::optional<Anchor> anchor_;
  Instant not_before_{};
};

}  // namespace yz::kiosk
