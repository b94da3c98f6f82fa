// Devices that the kernel makes nodes for, by what they say of themselves on USB. The one user of libudev.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "hal/device.h"

namespace yz::hal {

/// A node under /dev of a kind that a driver may use.
struct FoundNode {
  PortConfig::Kind kind{};
  std::string path;               // "/dev/usb/lp0"
  std::string name;               // maker and model, as the device tells them; may be empty
  std::optional<UsbMatch> usb{};  // nothing for a built-in one
  bool is_keyboard{};             // input devices: udev says so of it, a scanner that types included
  bool is_alone{};                // no other node of its kind says the same on USB: `usb` means this one
};
/// Serial lines, USB printers, input devices, hidraw and video nodes there are now; of a camera with several
/// nodes the first, which has the pictures. All USB devices, too, hubs among them, each by its node as a
/// whole.
[[nodiscard]] std::vector<FoundNode> find_nodes();

/// How kiosk.toml best names a node: by what it says on USB where only it says so, else by its path.
[[nodiscard]] PortConfig port_of(const FoundNode& node);

/// The node a port means: its path, or what `usb` is plugged in as now. `not_found`: nothing such is plugged
/// in.
[[nodiscard]] Result<std::string> node_of(const PortConfig& port);

/// Hears of devices that come and go. One thread.
class Hotplug {
 public:
  Hotplug();
  ~Hotplug();
  Hotplug(const Hotplug&) = delete;
  Hotplug& operator=(const Hotplug&) = delete;

  /// For poll(); -1 where udev is not to be had: then only looking again helps.
  [[nodiscard]] int fd() const;
  /// Takes all messages that wait; true when a device came.
  [[nodiscard]] bool take();

 private:
  struct Monitor;
  std::unique_ptr<Monitor> monitor_;
};

}  // namespace yz::hal
