// What is plugged into this machine and what it would be in kiosk.toml, for `yizhan-kiosk --probe`. Each
// driver looks in its own way: the `find` of its row in registry.cpp. One thread; waits for devices, at most
// 0.7 s for each serial line.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "hal/hotplug.h"

namespace yz::hal {

struct FoundDevice {
  DeviceConfig config;  // `id` is the usual name; find_devices() tells two of a name apart
  std::string node{};   // "/dev/usb/lp0"; empty for what has none
  std::string says{};   // maker and model, what it answered, or why it could not be asked
  bool is_sure{};       // it can be nothing else that a driver of ours serves
  std::string note{};   // for the technician: what makes it unsure, or what cannot be seen from here
};

/// A driver's look. `nodes`: those that no driver before it in the table was sure of. Sends nothing to what
/// another program uses.
using FindDevices = std::vector<FoundDevice> (*)(std::span<const FoundNode> nodes);

struct Findings {
  std::vector<FoundDevice> devices;  // in the order of the drivers; texts are of printable ASCII
  std::vector<FoundNode> others;     // plugged in, and no driver made anything of it
};
[[nodiscard]] Findings find_devices();

/// Why a node cannot be opened now ("in use by another program", "no permission: …"); empty when it can. Root
/// is told too, though the kernel would let it in.
[[nodiscard]] std::string why_closed(const std::string& path);

}  // namespace yz::hal
