#include "hal/sim/pty.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

namespace yz::sim {

namespace {

constexpr Milliseconds host_look_wait{20};
constexpr std::size_t unsent_bytes_max = 1U << 20U;

// The far side is opened for a moment to make it raw; its settings stay as long as the near side is open. It
// is not kept open: the host's exclusive claim would then outlive the host.
bool make_raw(const char* far_side) {
  const int fd = open(far_side, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) return false;
  termios settings{};
  bool done = tcgetattr(fd, &settings) == 0;
  cfmakeraw(&settings);
  cfsetspeed(&settings, B115200);
  done = done && tcsetattr(fd, TCSANOW, &settings) == 0;
  close(fd);
  return done;
}

bool has_host(int fd) {
  pollfd asked{fd, 0, 0};
  return poll(&asked, 1, 0) == 0 || (asked.revents & POLLHUP) == 0;
}

}  // namespace

Status Pty::plug() {
  if (fd_ >= 0) return {};
  fd_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  std::array<char, 128> name{};
  if (fd_ < 0 || grantpt(fd_) != 0 || unlockpt(fd_) != 0 || ptsname_r(fd_, name.data(), name.size()) != 0 ||
      !make_raw(name.data())) {
    const std::string why = std::strerror(errno);
    if (fd_ >= 0) close(std::exchange(fd_, -1));
    return fail(Code::unavailable, "no pty: " + why);
  }
  const std::filesystem::path fresh = link_.string() + ".new";
  std::error_code failed;
  std::filesystem::remove(fresh, failed);
  std::filesystem::create_symlink(name.data(), fresh, failed);
  if (!failed) std::filesystem::rename(fresh, link_, failed);
  if (failed) {
    close(std::exchange(fd_, -1));
    return fail(Code::unavailable, link_.string() + ": " + failed.message());
  }
  look_for_host();
  return {};
}

void Pty::unplug() {
  if (fd_ < 0) return;
  loop_.cancel(host_timer_);
  loop_.unwatch(fd_);
  close(std::exchange(fd_, -1));
  unsent_.clear();
  std::error_code gone;  // somebody may have taken the link away already
  std::filesystem::remove(link_, gone);
}

void Pty::look_for_host() {
  is_watched_ = has_host(fd_);
  if (is_watched_) {
    loop_.watch(fd_, POLLIN, [this](short events) { on_events(events); });
  } else {
    host_timer_ = loop_.after(host_look_wait, [this] { look_for_host(); });
  }
}

void Pty::send(std::string_view bytes) {
  if (fd_ < 0 || !has_host(fd_) || unsent_.size() + bytes.size() > unsent_bytes_max) return;
  if (!is_watched_) {  // the host has just come
    loop_.cancel(host_timer_);
    look_for_host();
  }
  unsent_ += bytes;
  flush();
}

void Pty::flush() {
  while (!unsent_.empty()) {
    const ssize_t sent = write(fd_, unsent_.data(), unsent_.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) break;
    unsent_.erase(0, static_cast<std::size_t>(sent));
  }
  loop_.change(fd_, static_cast<short>(POLLIN | (unsent_.empty() ? 0 : POLLOUT)));
}

void Pty::on_events(short events) {
  if ((events & POLLOUT) != 0) flush();
  if ((events & (POLLIN | POLLHUP | POLLERR)) == 0) return;
  std::array<char, 4'096> part{};
  const ssize_t got = read(fd_, part.data(), part.size());
  if (got > 0) return on_bytes_({part.data(), static_cast<std::size_t>(got)});
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  unsent_.clear();
  loop_.unwatch(fd_);
  look_for_host();
}

}  // namespace yz::sim
