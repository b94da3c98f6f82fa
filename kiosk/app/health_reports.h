// What remote support is told of the devices: each lasting change as a `device.health` line, a flapping
// device at most twice a minute. Station thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "hal/device.h"

namespace yz::kiosk {

class HealthReports {
 public:
  /// A state is told once it has lasted so long …
  static constexpr Milliseconds settle{3'000};
  /// … and not before so long after the last one of the same device.
  static constexpr Milliseconds apart{30'000};

  /// `now` is monotonic, here and below.
  void take(const hal::DeviceChanged& event, Milliseconds now);
  /// Bodies of the lines that are due, one JSON object each (docs/formats/events.md). Call every second or
  /// so.
  [[nodiscard]] std::vector<std::string> due(Milliseconds now);

 private:
  struct Device {
    hal::DeviceChanged last;
    Milliseconds changed{};
    std::string told;  // the body that was told last
    Milliseconds told_at{-apart};
  };
  std::map<hal::DeviceId, Device> devices_;
};

}  // namespace yz::kiosk
