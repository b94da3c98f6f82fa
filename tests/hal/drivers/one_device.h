// One real device of the kiosk's HAL over a real port, and what it reported, kept for the test.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/system_clock.h"
#include "hal/devices.h"
#include "tests/hal/sim/wire.h"

namespace yz::test {

class OneDevice {
 public:
  /// Opens it; fails the test when the configuration is refused. `profile` is for printers.
  OneDevice(hal::DeviceClass device_class, const std::string& driver, const std::string& port,
            const std::string& profile = "");

  /// Several of one kind, named "device-0", "device-1" …
  OneDevice(hal::DeviceClass device_class, const std::string& driver, const std::vector<std::string>& ports);

  /// Waits until `wanted` holds for what was reported so far.
  bool reports(const std::function<bool(const std::vector<hal::DeviceEvent>&)>& wanted,
               Milliseconds most = wire_wait);
  bool becomes(hal::DeviceState state, Milliseconds most = wire_wait);
  bool becomes(hal::DeviceState state, hal::Reason reason, Milliseconds most = wire_wait);
  /// The last of its kind, once there are `count` of them; fails the test when there are not in time.
  template <class Event>
  Event nth(std::size_t count, Milliseconds most = Milliseconds{20'000}) {
    std::vector<Event> found;
    const bool came = reports(
        [&](const std::vector<hal::DeviceEvent>& events) {
          found = all<Event>(events);
          return found.size() >= count;
        },
        most);
    require(came);
    return found.at(count - 1);
  }
  template <class Event>
  [[nodiscard]] std::size_t count() {
    const std::lock_guard lock(mutex_);
    return all<Event>(events_).size();
  }

  void print(const std::string& job, hal::Slip slip);
  [[nodiscard]] hal::Devices& devices() { return *devices_; }

 private:
  template <class Event>
  static std::vector<Event> all(const std::vector<hal::DeviceEvent>& events) {
    std::vector<Event> found;
    for (const auto& event : events) {
      if (const auto* one = std::get_if<Event>(&event)) found.push_back(*one);
    }
    return found;
  }
  static void require(bool came);
  void open(hal::DevicesConfig config);

  SystemClock clock_;
  std::mutex mutex_;  // guards events_
  std::condition_variable came_;
  std::vector<hal::DeviceEvent> events_;
  std::unique_ptr<hal::Devices> devices_;  // last: its threads report into what is above
};

}  // namespace yz::test
