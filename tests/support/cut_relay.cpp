#include "tests/support/cut_relay.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace yz::test {
namespace {

constexpr int look_around_ms = 100;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

/// Closes with a reset: what was sent and not read is lost, as with a pulled cable.
void tear(int fd) {
  const linger at_once{1, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(fd);
}

bool send_all(int fd, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t sent = ::send(fd, bytes, count, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    count -= static_cast<std::size_t>(sent);
  }
  return true;
}

}  // namespace

CutRelay::CutRelay(int to_port, std::function<void(std::size_t)> from_client)
    : from_client_(std::move(from_client)),
      to_port_(to_port),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, plain, size) == 0 && ::listen(listener_, 4) == 0 &&
      ::getsockname(listener_, plain, &size) == 0)
    port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

CutRelay::~CutRelay() {
  ending_ = true;
  thread_.join();
  ::close(listener_);
}

void CutRelay::run() {
  while (!ending_) {
    pollfd wanted{listener_, POLLIN, 0};
    if (::poll(&wanted, 1, look_around_ms) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) pass(client);
  }
}

/// One connection to its end; the driver has one at a time.
void CutRelay::pass(int client) {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(to_port_);
  bool is_open = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  std::size_t left = limit_;
  std::array<char, 4'096> bytes{};
  while (is_open && !ending_) {
    std::array<pollfd, 2> wanted{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    if (::poll(wanted.data(), wanted.size(), look_around_ms) <= 0) continue;
    if (wanted[0].revents != 0) {
      const ssize_t count = ::recv(client, bytes.data(), std::min(bytes.size(), left), 0);
      if (count > 0 && from_client_) from_client_(static_cast<std::size_t>(count));
      is_open = count > 0 && send_all(server, bytes.data(), static_cast<std::size_t>(count));
      if (is_open && left != SIZE_MAX) left -= static_cast<std::size_t>(count);
      if (left == 0) {
        ++cuts_;
        is_open = false;
      }
    }
    if (is_open && wanted[1].revents != 0) {
      const ssize_t count = ::recv(server, bytes.data(), bytes.size(), 0);
      is_open = count > 0 && send_all(client, bytes.data(), static_cast<std::size_t>(count));
    }
  }
  tear(client);
  tear(server);
}

}  // namespace yz::test
