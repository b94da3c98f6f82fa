// Time, handed in. Product code takes a Clock&; base/system_clock.h is the one place that asks the machine.
#pragma once

#include <chrono>
#include <string>

namespace yz {

/// Wall-clock time, UTC, in milliseconds.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;

/// What a clock tells. Safe to call from any thread.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  /// The machine's wall clock: may jump, may be wrong by years.
  [[nodiscard]] virtual Instant now() const = 0;
  /// Time since boot, time asleep counted; never goes back within one boot.
  [[nodiscard]] virtual Milliseconds mono() const = 0;
  /// Names this boot: two events with the same boot id can be ordered by mono().
  [[nodiscard]] virtual std::string boot() const = 0;
};

}  // namespace yz
