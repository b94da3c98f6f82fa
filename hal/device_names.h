// The names of states, reasons, classes and figures: for words ("device.reason.paper_end"), files and logs.
#pragma once

#include <span>
#include <string_view>

#include "hal/device.h"

namespace yz::hal {

[[nodiscard]] const char* to_string(Reason reason);
[[nodiscard]] const char* to_string(DeviceState state);
[[nodiscard]] const char* to_string(DeviceClass device_class);
[[nodiscard]] const char* to_string(Counter counter);

/// All classes, in the order staff see them.
[[nodiscard]] std::span<const DeviceClass> device_classes();
/// All reasons.
[[nodiscard]] std::span<const Reason> reasons();

}  // namespace yz::hal
