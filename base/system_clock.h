// The machine's clock: the one file that may ask for the time or sleep.
#pragma once

#include <ctime>
#include <fstream>
#include <string>
#include <thread>

#include "base/clock.h"

namespace yz {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
  [[nodiscard]] Milliseconds mono() const override {
    timespec t{};
    (void)clock_gettime(CLOCK_BOOTTIME, &t);  // cannot fail with a clock id that Linux has
    return Milliseconds{t.tv_sec * 1000 + t.tv_nsec / 1'000'000};
  }
  [[nodiscard]] std::string boot() const override {
    std::ifstream in("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(in, id);
    return id;
  }
};

inline void sleep_for(Milliseconds time) {
  std::this_thread::sleep_for(time);
}

}  // namespace yz
