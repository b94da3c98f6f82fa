// A bell that any thread may ring to end another's wait. One waiter.
#pragma once

#include "base/clock.h"

namespace yz::hal {

/// For poll(): a time that has passed is none, where poll() takes a negative one for without end.
[[nodiscard]] int poll_ms(Milliseconds time);

class Wake {
 public:
  Wake();
  ~Wake();
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;

  /// Any thread; never blocks.
  void ring() const;
  /// Waits at most `time`; true when it was rung. Hears everything rung so far as one.
  bool wait(Milliseconds time) const;
  /// For poll(); readable while rung and not yet heard.
  [[nodiscard]] int fd() const { return fd_; }
  void hear() const;

 private:
  int fd_{-1};
};

}  // namespace yz::hal
