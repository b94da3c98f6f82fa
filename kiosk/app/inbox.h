// What other threads tell the UI: values in a bounded queue, and one call that wakes the loop when the queue
// was empty.
#pragma once

#include <atomic>
#include <functional>

#include "kiosk/app/messages.h"
#include "kiosk/app/queue.h"

namespace yz::kiosk {

inline constexpr std::size_t inbox_messages_max = 1'024;

class Inbox {
 public:
  /// `wake` is called from any thread, at most once until the next take_all().
  explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// Any thread; waits while the UI is behind by inbox_messages_max messages. False after close().
  bool put(UiMessage message) {
    if (!queue_.push(std::move(message))) return false;
    if (!awake_.exchange(true)) wake_();
    return true;
  }
  /// UI thread: hands every message to `take`, in the order of coming.
  template <class F>
  std::size_t take_all(F take) {
    awake_.store(false);
    std::size_t taken = 0;
    // Bounded: what comes in while we work is for the next frame.
    for (; taken < inbox_messages_max; ++taken) {
      auto message = queue_.try_pop();
      if (!message) return taken;
      take(*std::move(message));
    }
    if (!awake_.exchange(true)) wake_();
    return taken;
  }
  void close() { queue_.close(); }

 private:
  std::function<void()> wake_;
  std::atomic<bool> awake_{};
  Queue<UiMessage> queue_{inbox_messages_max};
};

}  // namespace yz::kiosk
