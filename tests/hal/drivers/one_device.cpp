#include "tests/hal/drivers/one_device.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "hal/ports/port_config.h"

namespace yz::test {

OneDevice::OneDevice(hal::DeviceClass device_class, const std::string& driver, const std::string& port,
                     const std::string& profile) {
  const auto parsed = hal::parse_port(port);
  REQUIRE(parsed);
  hal::DevicesConfig config;
  config.devices.push_back({hal::DeviceId{"device"}, device_class, driver, *parsed, profile});
  open(std::move(config));
}

OneDevice::OneDevice(hal::DeviceClass device_class, const std::string& driver,
                     const std::vector<std::string>& ports) {
  hal::DevicesConfig config;
  for (const std::string& port : ports) {
    const auto parsed = hal::parse_port(port);
    REQUIRE(parsed);
    const std::string name = "device-" + std::to_string(config.devices.size());
    config.devices.push_back({hal::DeviceId{name}, device_class, driver, *parsed, ""});
  }
  open(std::move(config));
}

void OneDevice::open(hal::DevicesConfig config) {
  config.font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  config.font_face = 2;
  auto opened = hal::Devices::open(std::move(config), clock_, [this](hal::DeviceEvent event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    came_.notify_all();
  });
  REQUIRE(opened);
  devices_ = *std::move(opened);
}

bool OneDevice::reports(const std::function<bool(const std::vector<hal::DeviceEvent>&)>& wanted,
                        Milliseconds most) {
  std::unique_lock lock(mutex_);
  return came_.wait_for(lock, most, [&] { return wanted(events_); });
}

bool OneDevice::becomes(hal::DeviceState state, Milliseconds most) {
  return reports(
      [&](const std::vector<hal::DeviceEvent>& events) {
        const auto changes = all<hal::DeviceChanged>(events);
        return !changes.empty() && changes.back().status.state == state;
      },
      most);
}

bool OneDevice::becomes(hal::DeviceState state, hal::Reason reason, Milliseconds most) {
  return reports(
      [&](const std::vector<hal::DeviceEvent>& events) {
        const auto changes = all<hal::DeviceChanged>(events);
        return !changes.empty() && changes.back().status.state == state &&
               changes.back().status.reasons.contains(reason);
      },
      most);
}

void OneDevice::print(const std::string& job, hal::Slip slip) {
  REQUIRE(devices_->print({}, hal::JobId{job}, std::move(slip)));
}

void OneDevice::require(bool came) {
  REQUIRE(came);
}

}  // namespace yz::test
