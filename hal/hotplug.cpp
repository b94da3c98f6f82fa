#include "hal/hotplug.h"

#include <libudev.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace yz::hal {
namespace {

using Kind = PortConfig::Kind;

template <auto unref>
struct Unref {
  template <class T>
  void operator()(T* object) const {
    (void)unref(object);  // gives back null always
  }
};
using Udev = std::unique_ptr<udev, Unref<udev_unref>>;
using UdevDevice = std::unique_ptr<udev_device, Unref<udev_device_unref>>;
using UdevList = std::unique_ptr<udev_enumerate, Unref<udev_enumerate_unref>>;
using UdevMonitor = std::unique_ptr<udev_monitor, Unref<udev_monitor_unref>>;

struct Subsystem {
  Kind kind;
  const char* name;
  std::string_view node;  // how the nodes of interest begin
};
constexpr std::array subsystems{
    Subsystem{Kind::usb_printer, "usbmisc", "/dev/usb/lp"}, Subsystem{Kind::serial, "tty", "/dev/tty"},
    Subsystem{Kind::input, "input", "/dev/input/event"},    Subsystem{Kind::hidraw, "hidraw", "/dev/hidraw"},
    Subsystem{Kind::video, "video4linux", "/dev/video"},    Subsystem{Kind::usb, "usb", "/dev/bus/usb/"},
};

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

std::optional<std::uint16_t> hex(const char* text) {
  const std::string digits = text_of(text);
  std::uint16_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc{} || digits.empty() || stop != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// Names come from the device: only what prints.
std::string plain(std::string text) {
  std::erase_if(text, [](char c) { return c < ' ' || c > '~' || c == '"' || c == '\\'; });
  return text;
}

FoundNode describe(udev_device* device, const Subsystem& subsystem) {
  FoundNode node;
  node.kind = subsystem.kind;
  node.path = text_of(udev_device_get_devnode(device));
  node.is_keyboard = text_of(udev_device_get_property_value(device, "ID_INPUT_KEYBOARD")) == "1";
  // Belongs to `device`: no unref.
  udev_device* usb = subsystem.kind == Kind::usb
                         ? device
                         : udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
  if (usb == nullptr) return node;
  const auto vendor = hex(udev_device_get_sysattr_value(usb, "idVendor"));
  const auto product = hex(udev_device_get_sysattr_value(usb, "idProduct"));
  if (vendor && product)
    node.usb = UsbMatch{*vendor, *product, plain(text_of(udev_device_get_sysattr_value(usb, "serial")))};
  node.name = plain(text_of(udev_device_get_sysattr_value(usb, "manufacturer")));
  const std::string model = plain(text_of(udev_device_get_sysattr_value(usb, "product")));
  if (!node.name.empty() && !model.empty()) node.name += ' ';
  node.name += model;
  return node;
}

void find_in(udev* context, const Subsystem& subsystem, std::vector<FoundNode>& nodes) {
  const UdevList list(udev_enumerate_new(context));
  if (!list || udev_enumerate_add_match_subsystem(list.get(), subsystem.name) < 0 ||
      udev_enumerate_scan_devices(list.get()) < 0)
    return;
  for (udev_list_entry* entry = udev_enumerate_get_list_entry(list.get()); entry != nullptr;
       entry = udev_list_entry_get_next(entry)) {
    const UdevDevice device(udev_device_new_from_syspath(context, udev_list_entry_get_name(entry)));
    if (!device) continue;  // unplugged since
    if (!text_of(udev_device_get_devnode(device.get())).starts_with(subsystem.node)) continue;
    const std::string index = text_of(udev_device_get_sysattr_value(device.get(), "index"));
    if (subsystem.kind == Kind::video && !index.empty() && index != "0") continue;
    nodes.push_back(describe(device.get(), subsystem));
  }
}

bool is_meant(const FoundNode& node, const PortConfig& port) {
  return node.kind == port.kind && node.usb && node.usb->vendor == port.usb->vendor &&
         node.usb->product == port.usb->product &&
         (port.usb->serial.empty() || node.usb->serial == port.usb->serial);
}

}  // namespace

std::vector<FoundNode> find_nodes() {
  std::vector<FoundNode> nodes;
  const Udev context(udev_new());
  if (!context) return nodes;
  for (const Subsystem& subsystem : subsystems) find_in(context.get(), subsystem, nodes);
  for (FoundNode& node : nodes) {
    const auto is_same = [&](const FoundNode& other) {
      return other.kind == node.kind && other.usb == node.usb;
    };
    node.is_alone = node.usb && std::ranges::count_if(nodes, is_same) == 1;
  }
  return nodes;
}

PortConfig port_of(const FoundNode& node) {
  PortConfig port;
  port.kind = node.kind;
  // Numbers of /dev/bus/usb are new each time.
  if (node.is_alone || node.kind == Kind::usb) {
    port.usb = node.usb;
  } else {
    port.path = node.path;
  }
  return port;
}

Result<std::string> node_of(const PortConfig& port) {
  if (!port.usb) return port.path;
  const std::vector<FoundNode> nodes = find_nodes();
  const auto found = std::ranges::find_if(nodes, [&](const FoundNode& node) { return is_meant(node, port); });
  if (found == nodes.end()) return fail(Code::not_found, "not plugged in");
  return found->path;
}

struct Hotplug::Monitor {
  Udev context;
  UdevMonitor messages;
};

Hotplug::Hotplug() : monitor_(std::make_unique<Monitor>()) {
  monitor_->context.reset(udev_new());
  if (!monitor_->context) return;
  // What udevd passes on, after it has made the node; "kernel" would come too early.
  monitor_->messages.reset(udev_monitor_new_from_netlink(monitor_->context.get(), "udev"));
  udev_monitor* messages = monitor_->messages.get();
  if (messages == nullptr) return;
  bool ok = true;
  for (const Subsystem& one : subsystems)
    ok = ok && udev_monitor_filter_add_match_subsystem_devtype(messages, one.name, nullptr) >= 0;
  if (!ok || udev_monitor_enable_receiving(messages) < 0) monitor_->messages.reset();
}

Hotplug::~Hotplug() = default;

int Hotplug::fd() const {
  return monitor_->messages ? udev_monitor_get_fd(monitor_->messages.get()) : -1;
}

bool Hotplug::take() {
  bool came = false;
  // Its socket does not block: nothing left gives null.
  while (monitor_->messages) {
    const UdevDevice device(udev_monitor_receive_device(monitor_->messages.get()));
    if (!device) break;
    came = came || text_of(udev_device_get_action(device.get())) == "add";
  }
  return came;
}

}  // namespace yz::hal
