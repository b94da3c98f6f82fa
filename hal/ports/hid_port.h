// Nodes of the kernel's input layer: keyboards (evdev) and raw HID devices.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hal/ports/port.h"

namespace yz::hal {

/// An input device, for us alone from now on: no key of it reaches the screen. Reads give whole struct
/// input_event, stamped with the monotonic clock. `not_found`: it is not plugged in; `denied`: someone else
/// has it; `invalid`: no input device.
[[nodiscard]] Result<std::unique_ptr<Port>> open_input(const PortConfig& config, const Wake& wake);

/// Each read of the port gives one report, with its id first if `descriptor` names ids.
struct HidrawPort {
  std::unique_ptr<Port> port;
  std::vector<std::uint8_t> descriptor;
};
/// Errors as above.
[[nodiscard]] Result<HidrawPort> open_hidraw(const PortConfig& config, const Wake& wake);

/// A raw HID device both ways: each write is one output report with its id in front (0 where there are no
/// ids), each read one input report. Errors as above.
[[nodiscard]] Result<std::unique_ptr<Port>> open_hid_reports(const PortConfig& config, const Wake& wake);

}  // namespace yz::hal
