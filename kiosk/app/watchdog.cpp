#include "kiosk/app/watchdog.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace yz::kiosk {
namespace {

void notify(std::string_view words) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path == nullptr || std::strlen(path) >= sizeof address.sun_path || path[0] == '\0') return;
  std::memcpy(address.sun_path, path, std::strlen(path));
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  if (path[0] == '@') address.sun_path[0] = '\0';  // the abstract namespace
  const int socket_fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket_fd < 0) return;
  // Not heard is as good as not said: the supervisor then does what it is for.
  (void)::sendto(socket_fd, words.data(), words.size(), MSG_NOSIGNAL,
                 reinterpret_cast<const sockaddr*>(&address), size);
  ::close(socket_fd);
}

}  // namespace

Watchdog::Watchdog(const Clock& clock) : clock_(clock) {
  const char* text = std::getenv("WATCHDOG_USEC");
  if (text == nullptr) return;
  std::int64_t microseconds = 0;
  std::from_chars(text, text + std::strlen(text), microseconds);
  every_ = Milliseconds{microseconds / 2'000};  // twice as often as asked for
}

void Watchdog::ready() const {
  notify("READY=1");
}

void Watchdog::feed() {
  if (every_ == Milliseconds{0} || clock_.mono() - fed_ < every_) return;
  fed_ = clock_.mono();
  notify("WATCHDOG=1");
}

std::optional<Milliseconds> Watchdog::deadline() const {
  return every_ == Milliseconds{0} ? std::nullopt : std::optional(fed_ + every_);
}

}  // namespace yz::kiosk
