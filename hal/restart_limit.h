// How often something may be started again: three times a minute, so that what is broken does not keep the
// machine busy. Not thread-safe.
#pragma once

#include <deque>

#include "base/clock.h"

namespace yz::hal {

class RestartLimit {
 public:
  static constexpr std::size_t times = 3;
  static constexpr Milliseconds span{60'000};

  /// True, and counted, when there was room at `now` (monotonic).
  [[nodiscard]] bool take(Milliseconds now) {
    while (!taken_.empty() && now - taken_.front() >= span) taken_.pop_front();
    if (taken_.size() >= times) return false;
    taken_.push_back(now);
    return true;
  }

 private:
  std::deque<Milliseconds> taken_;
};

}  // namespace yz::hal
