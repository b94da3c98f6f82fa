// A clock that a test moves by hand. Wall time and time since boot move apart when a test sets the wall
// clock.
#pragma once

#include <atomic>
#include <string>

#include "base/clock.h"

namespace yz::test {

class FakeClock final : public Clock {
 public:
  explicit FakeClock(Instant start = Instant{Milliseconds{1'795'430'400'000}})
      : wall_ms_(start.time_since_epoch().count()) {}

  [[nodiscard]] Instant now() const override { return Instant{Milliseconds{wall_ms_}}; }
  [[nodiscard]] Milliseconds mono() const override { return Milliseconds{mono_ms_}; }
  [[nodiscard]] std::string boot() const override { return "boot-" + std::to_string(boots_); }

  void advance(Milliseconds by) {
    wall_ms_ += by.count();
    mono_ms_ += by.count();
  }
  /// What a flat battery or a technician does to a kiosk; time since boot goes on.
  void set_wall(Instant to) { wall_ms_ = to.time_since_epoch().count(); }
  void reboot() {
    mono_ms_ = 0;
    ++boots_;
  }

 private:
  std::atomic<std::int64_t> wall_ms_;
  std::atomic<std::int64_t> mono_ms_{1'000};
  std::atomic<int> boots_{1};
};

}  // namespace yz::test
