#include "hal/ports/hid_port.h"

#include <fcntl.h>
#include <linux/hidraw.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "hal/hotplug.h"

namespace yz::hal {
namespace {

tl::unexpected<Error> fail_errno(const std::string& what) {
  const bool is_absent = errno == ENOENT || errno == ENODEV || errno == ENXIO;
  const bool is_denied = errno == EBUSY || errno == EACCES || errno == EPERM;
  const bool is_other = errno == ENOTTY || errno == EINVAL;
  const Code code = is_absent   ? Code::not_found
                    : is_denied ? Code::denied
                    : is_other  ? Code::invalid
                                : Code::unavailable;
  return fail(code, what + ": " + std::strerror(errno));
}

struct Node {
  std::string path;
  int fd{};
};

Result<Node> open_node(const PortConfig& config, int access) {
  auto path = node_of(config);
  if (!path) return fail(path.error());
  const int fd = ::open(path->c_str(), access | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return fail_errno(*path);
  return Node{*std::move(path), fd};
}

}  // namespace

Result<std::unique_ptr<Port>> open_input(const PortConfig& config, const Wake& wake) {
  const auto node = open_node(config, O_RDONLY);
  if (!node) return fail(node.error());
  auto port = port_over(node->fd, wake);
  // At once: what is scanned before would go to the screen as if typed there.
  if (::ioctl(node->fd, EVIOCGRAB, 1) != 0) return fail_errno(node->path);
  int clock = CLOCK_MONOTONIC;
  (void)::ioctl(node->fd, EVIOCSCLOCKID, &clock);  // without it only a changed wall clock tears a code apart
  return port;
}

Result<HidrawPort> open_hidraw(const PortConfig& config, const Wake& wake) {
  const auto node = open_node(config, O_RDONLY);
  if (!node) return fail(node.error());
  HidrawPort open{port_over(node->fd, wake), {}};
  int size = 0;
  if (::ioctl(node->fd, HIDIOCGRDESCSIZE, &size) != 0) return fail_errno(node->path);
  hidraw_report_descriptor descriptor{};
  if (size < 1 || size > HID_MAX_DESCRIPTOR_SIZE)
    return fail(Code::invalid, node->path + ": report descriptor");
  descriptor.size = static_cast<__u32>(size);
  if (::ioctl(node->fd, HIDIOCGRDESC, &descriptor) != 0) return fail_errno(node->path);
  open.descriptor.assign(descriptor.value, descriptor.value + size);
  return open;
}

Result<std::unique_ptr<Port>> open_hid_reports(const PortConfig& config, const Wake& wake) {
  const auto node = open_node(config, O_RDWR);
  if (!node) return fail(node.error());
  auto port = port_over(node->fd, wake);
  int size = 0;
  if (::ioctl(node->fd, HIDIOCGRDESCSIZE, &size) != 0) return fail_errno(node->path);
  return port;
}

}  // namespace yz::hal
