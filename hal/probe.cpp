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

/// "scanner", "scanner-2", "scanner-3" …
void name_apart(std::vector<FoundDevice>& devices) {
  std::map<std::string, int> counts;
  for (FoundDevice& found : devices) {
    const int count = ++counts[found.config.id.value];
    if (count > 1) found.config.id.value += "-" + std::to_string(count);
  }
}

}  // namespace

Findings find_devices() {
  Findings findings;
  std::vector<FoundNode> free = find_nodes();
  std::vector<std::string> maybe;  // nodes that a driver offers without being sure
  for (const DriverRow& row : drivers()) {
    if (row.find == nullptr) continue;
    for (FoundDevice& found : row.find(free)) {
      clean(found.says);
      clean(found.note);
      if (!is_plain(to_text(found.config.port))) continue;  // kiosk.toml cannot say it
      if (found.is_sure && !found.node.empty())
        std::erase_if(free, [&](const FoundNode& node) { return node.path == found.node; });
      maybe.push_back(found.node);
      findings.devices.push_back(std::move(found));
    }
  }
  // Built-in ones are always there and say nothing of themselves.
  std::erase_if(free, [&](const FoundNode& node) {
    return !node.usb || std::ranges::find(maybe, node.path) != maybe.end();
  });
  findings.others = std::move(free);
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
