// One open byte stream (TCP, Unix socket or pty) on the loop: bytes come by callback, bytes go out as fast as
// the other side takes them. After close() or an end no callback comes any more.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "hal/sim/loop.h"

namespace yz::sim {

inline constexpr std::size_t stream_unsent_bytes_max = 8U << 20U;

struct StreamEvents {
  std::function<void(std::string_view bytes)> bytes{};
  std::function<void()> ended{};  // the other side closed, or the connection broke
};

class Stream {
 public:
  Stream(Loop& loop, int fd, StreamEvents events);
  ~Stream() { close(); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// False when the stream is closed or more than `stream_unsent_bytes_max` would wait: then it is closed.
  bool send(std::string_view bytes);
  void read_at_most(
      std::size_t bytes);  // in one callback; 0 stops reading: the other side then feels the pressure
  void close();
  /// At once when nothing waits; else when it has left, and then `ended` is told.
  void close_when_drained();
  /// Closes with a reset instead of a farewell (TCP).
  void reset();

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  [[nodiscard]] std::size_t unsent() const { return unsent_.size(); }

 private:
  void on_events(short events);
  void flush();
  void update();
  void end();

  Loop& loop_;
  int fd_;
  StreamEvents events_;
  std::string unsent_;
  std::size_t read_at_most_{16'384};
  bool closes_when_drained_{};
};

}  // namespace yz::sim
