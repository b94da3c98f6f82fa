// The drivers there are: one table. To add one, add its file, its declaration and its row in registry.cpp.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "hal/drivers/driver.h"

namespace yz::hal {

struct DriverRow {
  std::string_view name;
  DeviceClass device_class;
  std::string_view ports;  // kinds it works over, for messages
  bool (*takes)(PortConfig::Kind);
  Result<std::unique_ptr<Driver>> (*make)(const DriverParts&);
};

[[nodiscard]] std::span<const DriverRow> drivers();
/// `invalid` says what is allowed.
[[nodiscard]] Result<const DriverRow*> find_driver(const DeviceConfig& config);

}  // namespace yz::hal
