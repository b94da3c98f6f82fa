// A test's own end of a wire: a TCP connection, a TCP port that others call, or a serial port. Waits are
// bounded.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"

namespace yz::test {

inline constexpr Milliseconds wire_wait{20'000};

class Wire {
 public:
  explicit Wire(int fd) : fd_(fd) {}
  ~Wire() { close(); }
  Wire(Wire&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Wire& operator=(Wire&&) = delete;
  Wire(const Wire&) = delete;

  static Wire to(const std::string& address);
  static Wire serial(const std::string& path);

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  void close();
  /// Blocks until all of it is taken, wire_wait at most: then false.
  bool send(std::string_view bytes);
  /// Exactly so many bytes, or as many as came in time.
  [[nodiscard]] std::string receive(std::size_t bytes, Milliseconds most = wire_wait);
  /// Up to and including `end`, or what came in time.
  [[nodiscard]] std::string receive_until(std::string_view end, Milliseconds most = wire_wait);
  /// True when the other side hangs up in time, whatever it sends before.
  [[nodiscard]] bool hangs_up(Milliseconds most = wire_wait);
  /// True when not a byte comes for so long.
  [[nodiscard]] bool stays_silent(Milliseconds time);

 private:
  int fd_;
};

/// A port of the kernel's choice on loopback.
class Port {
 public:
  Port();
  ~Port();
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;
  [[nodiscard]] std::string address() const { return address_; }
  /// The next caller; not open when nobody calls in time.
  [[nodiscard]] Wire accept(Milliseconds most = wire_wait) const;

 private:
  int fd_;
  std::string address_;
};

}  // namespace yz::test
