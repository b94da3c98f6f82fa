// A bounded queue between threads. Whoever fills it waits when it is full, except by try_push(), which is
// what the UI thread uses: it waits for nobody, so no circle of waiting can close.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "base/clock.h"

namespace yz::kiosk {

template <class T>
class Queue {
 public:
  explicit Queue(std::size_t items_max) : items_max_(items_max) {}
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  /// False when it is full or closed.
  [[nodiscard]] bool try_push(T item) {
    const std::lock_guard lock(mutex_);
    if (closed_ || items_.size() >= items_max_) return false;
    items_.push_back(std::move(item));
    filled_.notify_one();
    return true;
  }
  /// Waits while it is full; false when it is closed.
  bool push(T item) {
    std::unique_lock lock(mutex_);
    drained_.wait(lock, [&] { return closed_ || items_.size() < items_max_; });
    if (closed_) return false;
    items_.push_back(std::move(item));
    filled_.notify_one();
    return true;
  }
  [[nodiscard]] std::optional<T> try_pop() {
    const std::lock_guard lock(mutex_);
    return take();
  }
  /// Waits at most `most`; nothing when none came or it was closed.
  [[nodiscard]] std::optional<T> pop(Milliseconds most) {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, most, [&] { return closed_ || !items_.empty(); });
    return take();
  }
  /// Lets all who wait go; what is in it can still be taken out.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_all();
    drained_.notify_all();
  }
  [[nodiscard]] bool is_empty() const {
    const std::lock_guard lock(mutex_);
    return items_.empty();
  }
  [[nodiscard]] bool is_closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  std::optional<T> take() {
    if (items_.empty()) return std::nullopt;
    std::optional<T> item(std::move(items_.front()));
    items_.pop_front();
    drained_.notify_one();
    return item;
  }

  const std::size_t items_max_;
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable filled_;
  std::condition_variable drained_;
  std::deque<T> items_;
  bool closed_{};
};

}  // namespace yz::kiosk
