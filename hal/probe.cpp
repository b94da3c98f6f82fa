#include "hal/probe.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "hal/ports/port_config.h"
#include "hal/registry.h"

namespace yz::hal {
namespace {

constexpr const char* in_use = "in use by another program";

bool is_plain(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// What a device says of itself goes to a terminal and into a file: only what prints.
void clean(std::string& text) {
  std::erase_if(text, [](char c) { return c < ' ' || c > '~'; });
}

/// "scanner", "scanner-2", "scanner-3" …: the first to those that are sure.
void name_apart(std::vector<FoundDevice>& devices) {
  std::map<std::string, int> counts;
  for (const bool is_sure : {true, false}) {
    for (FoundDevice& found : devices) {
      if (found.is_sure != is_sure) continue;
      const int count = ++counts[found.config.id.value];
      if (count > 1) found.config.id.value += "-" + std::to_string(count);
    }
  }
}

/// What is plugged in and offered by no driver, once each: many have a second and a third node.
std::vector<FoundNode> without_driver(const std::vector<FoundNode>& nodes,
                                      const std::vector<FoundDevice>& devices) {
  std::vector<UsbMatch> told;
  for (const FoundNode& node : nodes) {
    if (node.usb && std::ranges::find(devices, node.path, &FoundDevice::node) != devices.end())
      told.push_back(*node.usb);
  }
  std::vector<FoundNode> others;
  for (const FoundNode& node : nodes) {
    // Built-in ones are always there and say nothing of themselves. Devices as a whole, hubs among them,
    // would bury what can be used.
    if (!node.usb || node.kind == PortConfig::Kind::usb || std::ranges::find(told, *node.usb) != told.end())
      continue;
    told.push_back(*node.usb);
    others.push_back(node);
    if (const std::string closed = why_closed(node.path); !closed.empty())
      others.back().name += "; " + closed;
  }
  return others;
}

}  // namespace

Findings find_devices() {
  Findings findings;
  const std::vector<FoundNode> all = find_nodes();
  std::vector<FoundNode> free = all;
  for (const DriverRow& row : drivers()) {
    if (row.find == nullptr) continue;
    for (FoundDevice& found : row.find(free)) {
      clean(found.says);
      clean(found.note);
      if (!is_plain(to_text(found.config.port))) continue;  // kiosk.toml cannot say it
      if (found.is_sure) std::erase_if(free, [&](const FoundNode& node) { return node.path == found.node; });
      findings.devices.push_back(std::move(found));
    }
  }
  findings.others = without_driver(all, findings.devices);
  name_apart(findings.devices);
  return findings;
}

std::string why_closed(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    if (errno == EBUSY) return in_use;
    if (errno == EACCES || errno == EPERM) return "no permission to open " + path;
    return path + ": " + std::strerror(errno);
  }
  int is_taken = 0;
  const bool is_line = ::ioctl(fd, TIOCGEXCL, &is_taken) == 0;
  ::close(fd);
  return is_line && is_taken != 0 ? in_use : "";
}

}  // namespace yz::hal
