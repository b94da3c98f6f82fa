// The drivers there are: one table. To add one, add its file, its declaration and its row in registry.cpp.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hal/drivers/driver.h"
#include "hal/probe.h"

namespace yz::hal {

/// The names that `profile` may have over a port of that kind, the usual one first; none: it has no profiles.
using ProfileNames = std::vector<std::string_view>(PortConfig::Kind);

struct DriverRow {
  std::string_view name;
  DeviceClass device_class;
  std::string_view ports;  // kinds it works over, for messages
  bool (*takes)(PortConfig::Kind);
  Result<std::unique_ptr<Driver>> (*make)(const DriverParts&);
  FindDevices find{};        // for --probe; none: it cannot be looked for
  ProfileNames* profiles{};  // none: it has no profiles
};

[[nodiscard]] std::span<const DriverRow> drivers();

/// What of a device's configuration cannot be: the key in kiosk.toml and what may stand there.
struct ConfigFault {
  std::string key;  // "driver", "port", "profile"
  std::string allowed;
};
[[nodiscard]] std::optional<ConfigFault> find_fault(const DeviceConfig& config);
/// `invalid` says what is allowed.
[[nodiscard]] Result<const DriverRow*> find_driver(const DeviceConfig& config);

}  // namespace yz::hal
