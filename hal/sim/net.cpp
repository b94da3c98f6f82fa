#include "hal/sim/net.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace yz::sim {

namespace {

Result<sockaddr_in> parse_address(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return fail(Code::invalid, text + ": want HOST:PORT");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  if (std::from_chars(text.data() + colon + 1, end, port).ptr != end)
    return fail(Code::invalid, text + ": port");
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) != 1) {
    return fail(Code::invalid, text + ": want an IPv4 address");
  }
  return address;
}

void send_at_once(int fd) {
  const int on = 1;
  (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // only costs time if it fails
}

}  // namespace

Result<std::unique_ptr<Listener>> Listener::open(Loop& loop, const std::string& address,
                                                 std::function<void(int)> on_client) {
  std::unique_ptr<Listener> listener(new Listener(loop, address, std::move(on_client)));
  if (auto started = listener->start(); !started) return fail(started.error());
  sockaddr_in taken{};
  socklen_t size = sizeof taken;
  if (getsockname(listener->fd_, reinterpret_cast<sockaddr*>(&taken), &size) != 0) {
    return fail(Code::unavailable, std::strerror(errno));
  }
  listener->address_ = address.substr(0, address.rfind(':')) + ":" + std::to_string(ntohs(taken.sin_port));
  return listener;
}

Status Listener::start() {
  if (fd_ >= 0) return {};
  const auto address = parse_address(address_);
  if (!address) return fail(address.error());
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int on = 1;
  (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);  // bind tells if it mattered
  if (fd < 0 || bind(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0 ||
      ::listen(fd, 64) != 0) {
    const std::string why = std::strerror(errno);
    if (fd >= 0) ::close(fd);
    return fail(Code::unavailable, address_ + ": " + why);
  }
  fd_ = fd;
  loop_.watch(fd_, static_cast<short>(accepts_ ? POLLIN : 0), [this](short) {
    const int client = accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0) return;  // gone again before we looked
    send_at_once(client);
    on_client_(client);
  });
  return {};
}

void Listener::stop() {
  if (fd_ < 0) return;
  loop_.unwatch(fd_);
  ::close(std::exchange(fd_, -1));
}

void Listener::accept(bool yes) {
  accepts_ = yes;
  if (fd_ >= 0) loop_.change(fd_, static_cast<short>(yes ? POLLIN : 0));
}

Result<int> connect_to(const std::string& text) {
  const auto address = parse_address(text);
  if (!address) return fail(address.error());
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return fail(Code::unavailable, std::strerror(errno));
  send_at_once(fd);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0 &&
      errno != EINPROGRESS) {
    const std::string why = std::strerror(errno);
    ::close(fd);
    return fail(Code::unavailable, text + ": " + why);
  }
  return fd;
}

}  // namespace yz::sim
