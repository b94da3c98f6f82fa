#include "hal/sim/stream.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace yz::sim {

Stream::Stream(Loop& loop, int fd, StreamEvents events) : loop_(loop), fd_(fd), events_(std::move(events)) {
  loop_.watch(fd_, POLLIN, [this](short happened) { on_events(happened); });
}

bool Stream::send(std::string_view bytes) {
  if (fd_ < 0) return false;
  if (unsent_.size() + bytes.size() > stream_unsent_bytes_max) {
    close();
    return false;
  }
  unsent_ += bytes;
  flush();
  return fd_ >= 0;
}

void Stream::read_at_most(std::size_t bytes) {
  read_at_most_ = bytes;
  update();
}

void Stream::close() {
  if (fd_ < 0) return;
  loop_.unwatch(fd_);
  ::close(std::exchange(fd_, -1));
  unsent_.clear();
}

void Stream::close_when_drained() {
  if (unsent_.empty()) return close();
  closes_when_drained_ = true;
}

void Stream::reset() {
  if (fd_ < 0) return;
  const linger at_once{1, 0};
  (void)setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once,
                   sizeof at_once);  // a pty has none: closing is enough there
  close();
}

void Stream::on_events(short events) {
  if ((events & POLLOUT) != 0) flush();
  if (fd_ < 0 || (events & (POLLIN | POLLHUP | POLLERR)) == 0) return;
  if (read_at_most_ == 0) {
    if ((events & (POLLHUP | POLLERR)) != 0) end();
    return;
  }
  std::array<char, 16'384> part{};
  const ssize_t got = ::read(fd_, part.data(), std::min(part.size(), read_at_most_));
  if (got > 0) {
    if (events_.bytes) events_.bytes({part.data(), static_cast<std::size_t>(got)});
  } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
    end();
  }
}

void Stream::flush() {
  while (!unsent_.empty()) {
    const ssize_t sent = ::write(fd_, unsent_.data(), unsent_.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN) return end();
    if (sent < 0) break;
    unsent_.erase(0, static_cast<std::size_t>(sent));
    if (unsent_.empty() && closes_when_drained_) return end();
  }
  update();
}

void Stream::update() {
  if (fd_ < 0) return;
  loop_.change(fd_, static_cast<short>((read_at_most_ > 0 ? POLLIN : 0) | (unsent_.empty() ? 0 : POLLOUT)));
}

void Stream::end() {
  close();
  if (events_.ended) events_.ended();
}

}  // namespace yz::sim
