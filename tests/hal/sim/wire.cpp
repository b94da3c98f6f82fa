#include "tests/hal/sim/wire.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/check.h"
#include "tests/support/process.h"

namespace yz::test {

namespace {

sockaddr_in address_of(const std::string& text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(text.substr(text.rfind(':') + 1))));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool becomes(int fd, short event, Milliseconds end) {
  pollfd waiting{fd, event, 0};
  const auto left = std::max<std::int64_t>(0, (end - now_mono()).count());
  return poll(&waiting, 1, static_cast<int>(left)) > 0;
}

}  // namespace

Wire Wire::to(const std::string& address) {
  const sockaddr_in where = address_of(address);
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0) return Wire(fd);
  ::close(fd);
  return Wire(-1);
}

Wire Wire::serial(const std::string& path) {
  return Wire(open(path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
}

void Wire::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

bool Wire::send(std::string_view bytes) {
  const Milliseconds end = now_mono() + wire_wait;
  while (!bytes.empty()) {
    if (!becomes(fd_, POLLOUT, end)) return false;
    const ssize_t sent = ::write(fd_, bytes.data(), std::min<std::size_t>(bytes.size(), 512));
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string Wire::receive(std::size_t bytes, Milliseconds most) {
  const Milliseconds end = now_mono() + most;
  std::string got;
  std::array<char, 4'096> part{};
  while (got.size() < bytes && becomes(fd_, POLLIN, end)) {
    const ssize_t count = ::read(fd_, part.data(), std::min(part.size(), bytes - got.size()));
    if (count <= 0) break;
    got.append(part.data(), static_cast<std::size_t>(count));
  }
  return got;
}

std::string Wire::receive_until(std::string_view end_mark, Milliseconds most) {
  const Milliseconds end = now_mono() + most;
  std::string got;
  while (!got.ends_with(end_mark)) {
    const std::string next = receive(1, std::max(Milliseconds{0}, end - now_mono()));
    if (next.empty()) break;
    got += next;
  }
  return got;
}

bool Wire::hangs_up(Milliseconds most) {
  const Milliseconds end = now_mono() + most;
  std::array<char, 4'096> part{};
  while (becomes(fd_, POLLIN, end)) {
    if (::read(fd_, part.data(), part.size()) <= 0) return true;
  }
  return false;
}

bool Wire::stays_silent(Milliseconds time) {
  return receive(1, time).empty();
}

Port::Port() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in where = address_of("127.0.0.1:0");
  socklen_t size = sizeof where;
  check(bind(fd_, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0 && listen(fd_, 64) == 0,
        "a free port");
  check(getsockname(fd_, reinterpret_cast<sockaddr*>(&where), &size) == 0, "its number");
  address_ = "127.0.0.1:" + std::to_string(ntohs(where.sin_port));
}

Port::~Port() {
  ::close(fd_);
}

Wire Port::accept(Milliseconds most) const {
  if (!becomes(fd_, POLLIN, now_mono() + most)) return Wire(-1);
  return Wire(::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC));
}

}  // namespace yz::test
