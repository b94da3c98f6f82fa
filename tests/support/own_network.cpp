#include "tests/support/own_network.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <net/route.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace yz::test {
namespace {

constexpr Milliseconds start_wait{20'000};

Status failed(const char* what) {
  return fail(Code::denied, std::string(what) + ": " + std::strerror(errno));
}

Status leave() {
  if (::unshare(CLONE_NEWNET | CLONE_NEWNS) == 0) return {};
  // Not root: root of a user namespace of our own will do.
  const std::string user = std::to_string(::getuid());
  const std::string group = std::to_string(::getgid());
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) != 0) return failed("namespaces");
  if (auto written = write_file("/proc/self/setgroups", "deny"); !written) return written;
  if (auto written = write_file("/proc/self/uid_map", "0 " + user + " 1"); !written) return written;
  return write_file("/proc/self/gid_map", "0 " + group + " 1");
}

sockaddr address(const char* text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  ::inet_pton(AF_INET, text, &address.sin_addr);
  sockaddr plain{};
  std::memcpy(&plain, &address, sizeof plain);
  return plain;
}

/// Up, and where multicast goes: DNS-SD is nothing else.
Status start_loopback() {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq interface {};
  std::strncpy(interface.ifr_name, "lo", sizeof interface.ifr_name - 1);
  interface.ifr_flags = IFF_UP | IFF_RUNNING;
  std::array<char, 3> name{"lo"};
  rtentry route{};
  route.rt_dst = address("224.0.0.0");
  route.rt_genmask = address("240.0.0.0");
  route.rt_flags = RTF_UP;
  route.rt_dev = name.data();
  const bool is_done = ::ioctl(fd, SIOCSIFFLAGS, &interface) == 0 && ::ioctl(fd, SIOCADDRT, &route) == 0;
  Status status = is_done ? Status{} : failed("loopback");
  ::close(fd);
  return status;
}

}  // namespace

Status enter_own_network() {
  static const Status entered = [] {
    if (auto left = leave(); !left) return left;
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", "/run", "tmpfs", 0, nullptr) != 0) {
      return failed("/run");
    }
    return start_loopback();
  }();
  return entered;
}

Result<std::unique_ptr<NameService>> NameService::start() {
  std::unique_ptr<NameService> service(new NameService);
  const auto folder = service->folder_.path();
  const std::string bus = "unix:path=" + (folder / "bus").string();
  if (auto written = write_file(folder / "bus.conf",
                                "<busconfig><type>custom</type><listen>" + bus +
                                    "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
                                    "<allow send_destination=\"*\" eavesdrop=\"true\"/>"
                                    "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n");
      !written)
    return fail(written.error());
  auto started = Process::start({.command = {"dbus-daemon", "--config-file=" + (folder / "bus.conf").string(),
                                             "--nofork", "--nopidfile", "--print-address=1"},
                                 .output = folder / "bus.out"});
  if (!started) return fail(started.error());
  service->bus_ = *std::move(started);
  if (auto line = service->bus_->read_line(start_wait); !line)
    return fail(Code::unavailable, "dbus-daemon: " + service->bus_->tail());
  if (auto written =
          write_file(folder / "avahi.conf",
                     "[server]\nuse-ipv4=yes\nuse-ipv6=no\nallow-interfaces=lo\nenable-dbus=yes\n");
      !written)
    return fail(written.error());
  started = Process::start({.command = {"avahi-daemon", "-f", (folder / "avahi.conf").string(),
                                        "--no-drop-root", "--no-chroot", "--no-rlimits"},
                            .environment = {service->environment()},
                            .output = folder / "avahi.out"});
  if (!started) return fail(started.error());
  service->names_ = *std::move(started);
  const bool is_up = wait_until(start_wait, [&] {
    return read_file(folder / "avahi.out.err").find("startup complete") != std::string::npos ||
           !service->names_->is_running();
  });
  if (!is_up || !service->names_->is_running())
    return fail(Code::unavailable, "avahi-daemon: " + service->names_->tail());
  return service;
}

std::string NameService::environment() const {
  return "DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + (folder_.path() / "bus").string();
}

}  // namespace yz::test
