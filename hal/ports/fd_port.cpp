// Every port of ours is a file descriptor: a serial line, a TCP connection, a USB printer's class file.
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/system_clock.h"
#include "base/wipe.h"
#include "hal/hotplug.h"
#include "hal/ports/port.h"

namespace yz::hal {
namespace {

constexpr Milliseconds connect_time{2'000};
constexpr int addresses_max = 3;
constexpr unsigned long lp_get_status = 0x060b;  // linux/lp.h LPGETSTATUS
constexpr int lp_paper_out = 0x20;

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

tl::unexpected<Error> fail_errno(Code code, const std::string& what) {
  return fail(code, what + ": " + std::strerror(errno));
}

class FdPort final : public Port {
 public:
  FdPort(Fd fd, const Wake& wake, bool is_socket, bool is_printer)
      : fd_(std::move(fd)), wake_(wake), is_socket_(is_socket), is_printer_(is_printer) {}
  // A line keeps the claim to be ours alone for as long as anybody has it open; others than lines know none.
  ~FdPort() override { (void)::ioctl(fd_.get(), TIOCNXCL); }
  FdPort(const FdPort&) = delete;
  FdPort& operator=(const FdPort&) = delete;

  Result<std::size_t> read(std::span<std::uint8_t> into, Milliseconds time) override {
    const auto ready = wait(POLLIN, time);
    if (!ready) return fail(ready.error());
    if (!*ready) return 0;
    const ssize_t count = ::read(fd_.get(), into.data(), into.size());
    if (count > 0) return static_cast<std::size_t>(count);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
    if (count < 0 && errno == ENODEV) return fail_errno(Code::not_found, "unplugged");
    return fail(Code::unavailable, count == 0 ? std::string("hung up") : std::strerror(errno));
  }

  Result<std::size_t> write(std::span<const std::uint8_t> bytes, Milliseconds time) override {
    std::size_t done = 0;
    // One deadline for all: a device that takes a byte now and then is not waited for without end.
    const SystemClock clock;
    const Milliseconds until = clock.mono() + time;
    while (done < bytes.size()) {
      const auto ready = wait(POLLOUT, std::max(until - clock.mono(), Milliseconds{0}));
      if (!ready) return fail(ready.error());
      if (!*ready) return done;
      const auto rest = bytes.subspan(done);
      // A printer that went away must not end the program by SIGPIPE.
      const ssize_t count = is_socket_ ? ::send(fd_.get(), rest.data(), rest.size(), MSG_NOSIGNAL)
                                       : ::write(fd_.get(), rest.data(), rest.size());
      if (count > 0) {
        done += static_cast<std::size_t>(count);
      } else if (count < 0 && errno != EAGAIN && errno != EINTR) {
        return fail_errno(Code::unavailable, "write");
      }
    }
    return done;
  }

  void drop_input() override {
    std::array<std::uint8_t, 512> rest{};
    constexpr int rounds_max = 1'000;  // a device that never stops talking is met by the next read
    for (int i = 0; i<rounds_max&& ::read(fd_.get(), rest.data(), rest.size())> 0; ++i) {
    }
    wipe(std::span(rest));  // it may have been a card's text
  }

  [[nodiscard]] std::optional<bool> class_says_paper_out() const override {
    int status = 0;
    if (!is_printer_ || ::ioctl(fd_.get(), lp_get_status, &status) != 0) return std::nullopt;
    return (status & lp_paper_out) != 0;
  }

 private:
  /// False after `time`, or when the bell rang.
  Result<bool> wait(short what, Milliseconds time) const {
    std::array<pollfd, 2> both{pollfd{fd_.get(), what, 0}, pollfd{wake_.fd(), POLLIN, 0}};
    const int count = ::poll(both.data(), both.size(), poll_ms(time));
    if (count < 0 && errno != EINTR) return fail_errno(Code::unavailable, "poll");
    if (count <= 0) return false;
    if ((both[0].revents & what) != 0) return true;
    if ((both[0].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) return fail(Code::unavailable, "hung up");
    // The bell is heard here; left ringing it would turn every further wait into none.
    wake_.hear();
    return false;
  }

  Fd fd_;
  const Wake& wake_;
  bool is_socket_;
  bool is_printer_;
};

std::unique_ptr<Port> make_port(Fd fd, const Wake& wake, bool is_socket, bool is_printer) {
  return std::make_unique<FdPort>(std::move(fd), wake, is_socket, is_printer);
}

/// Waits until `fd` is connected, or `until`.
Status finish_connect(int fd, const Wake& wake, Milliseconds until) {
  const SystemClock clock;
  std::array<pollfd, 2> both{pollfd{fd, POLLOUT, 0}, pollfd{wake.fd(), POLLIN, 0}};
  while (both[0].revents == 0) {
    const Milliseconds rest = until - clock.mono();
    if (::poll(both.data(), both.size(), poll_ms(rest)) < 0 && errno != EINTR)
      return fail_errno(Code::unavailable, "poll");
    if (both[1].revents != 0) wake.hear();  // what is wanted meanwhile is looked at afterwards
    if (both[0].revents == 0 && rest <= Milliseconds{0})
      return fail(Code::unavailable, "no answer to connect");
  }
  int error = 0;
  socklen_t size = sizeof error;
  (void)::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);  // an unset error shows at the first write
  if (error != 0) return fail(Code::unavailable, std::string("connect: ") + std::strerror(error));
  return {};
}

Result<Fd> connect_to(const addrinfo& address, const Wake& wake, Milliseconds until) {
  Fd fd(::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (fd.get() < 0) return fail_errno(Code::unavailable, "socket");
  if (::connect(fd.get(), address.ai_addr, address.ai_addrlen) == 0) return fd;
  if (errno != EINPROGRESS) return fail_errno(Code::unavailable, "connect");
  if (auto connected = finish_connect(fd.get(), wake, until); !connected) return fail(connected.error());
  return fd;
}

/// A host's name may take the resolver some seconds (docs/devices.md); each of its first addresses has
/// connect_time.
Result<std::unique_ptr<Port>> open_tcp(const PortConfig& config, const Wake& wake) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string service = std::to_string(config.number);
  if (const int error = ::getaddrinfo(config.path.c_str(), service.c_str(), &wanted, &found); error != 0)
    return fail(Code::unavailable, config.path + ": " + ::gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, ::freeaddrinfo);
  Result<Fd> fd = fail(Code::unavailable, config.path + ": no address");
  int tries = 0;
  for (const addrinfo* address = found; address != nullptr && !fd && tries < addresses_max;
       address = address->ai_next, ++tries)
    fd = connect_to(*address, wake, SystemClock().mono() + connect_time);
  if (!fd) return fail(fd.error());
  const int on = 1;
  (void)::setsockopt(fd->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // only speed hangs on it
  return make_port(*std::move(fd), wake, /*is_socket=*/true, /*is_printer=*/false);
}

Result<speed_t> speed_of(int baud) {
  switch (baud) {
    case 9600:
      return B9600;
    case 19200:
      return B19200;
    case 38400:
      return B38400;
    case 57600:
      return B57600;
    case 115200:
      return B115200;
    default:
      return fail(Code::invalid, "baud " + std::to_string(baud) + ": 9600, 19200, 38400, 57600 or 115200");
  }
}

Result<Fd> open_file(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() >= 0) return fd;
  const Code code = errno == ENOENT || errno == ENODEV || errno == ENXIO ? Code::not_found
                    : errno == EBUSY || errno == EACCES                  ? Code::denied
                                                                         : Code::unavailable;
  return fail_errno(code, path);
}

/// 8 data bits, no parity, one stop bit, no flow control, every byte as it is.
Result<std::unique_ptr<Port>> open_serial(const PortConfig& config, const Wake& wake) {
  const auto speed = speed_of(config.number);
  if (!speed) return fail(speed.error());
  const auto path = node_of(config);
  if (!path) return fail(path.error());
  auto fd = open_file(*path);
  if (!fd) return fail(fd.error());
  termios settings{};
  if (::tcgetattr(fd->get(), &settings) != 0) return fail_errno(Code::invalid, *path + " is no serial line");
  if (::ioctl(fd->get(), TIOCEXCL) != 0) return fail_errno(Code::denied, *path);
  ::cfmakeraw(&settings);
  settings.c_iflag |= IGNBRK;  // a line whose other end loses its power would read as zeros
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS | CSTOPB | PARENB);
  (void)::cfsetspeed(&settings, *speed);  // the value is one of the table above
  if (::tcsetattr(fd->get(), TCSANOW, &settings) != 0) return fail_errno(Code::unavailable, *path);
  (void)::tcflush(fd->get(), TCIOFLUSH);  // what lay there belongs to nobody
  return make_port(*std::move(fd), wake, false, false);
}

}  // namespace

std::unique_ptr<Port> port_over(int fd, const Wake& wake) {
  (void)::fcntl(fd, F_SETFL,
                ::fcntl(fd, F_GETFL) | O_NONBLOCK);  // fails only for a descriptor that is not open
  int type = 0;
  socklen_t size = sizeof type;
  const bool is_socket = ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
  return make_port(Fd(fd), wake, is_socket, false);
}

Result<std::unique_ptr<Port>> open_port(const PortConfig& config, const Wake& wake) {
  switch (config.kind) {
    case PortConfig::Kind::tcp:
      return open_tcp(config, wake);
    case PortConfig::Kind::serial:
      return open_serial(config, wake);
    case PortConfig::Kind::usb_printer: {
      const auto path = node_of(config);
      if (!path) return fail(path.error());
      auto fd = open_file(*path);
      if (!fd) return fail(fd.error());
      return make_port(*std::move(fd), wake, false, true);
    }
    case PortConfig::Kind::usb:
    case PortConfig::Kind::frames:
    case PortConfig::Kind::input:
    case PortConfig::Kind::hidraw:
    case PortConfig::Kind::video:
    case PortConfig::Kind::pcsc:
    case PortConfig::Kind::ipp:
      break;
  }
  return fail(Code::unsupported, "no byte stream");
}

}  // namespace yz::hal
