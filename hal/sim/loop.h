// The poll loop every virtual device runs on: file descriptors and timers, until SIGTERM or SIGINT. One
// thread; callbacks may add and take away whatever they like, themselves included.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "base/system_clock.h"

namespace yz::sim {

class Loop {
 public:
  using OnEvents = std::function<void(short events)>;
  using TimerId = std::uint64_t;

  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Watches `fd` for the events of poll(2); an earlier watch of the same descriptor is replaced. 0 events:
  /// hang-ups only.
  void watch(int fd, short events, OnEvents on_events);
  void change(int fd, short events);
  void unwatch(int fd);

  TimerId after(Milliseconds wait, std::function<void()> what);
  void cancel(TimerId timer);
  /// Runs it when no callback is on the stack any more: the way to delete who is calling.
  void later(std::function<void()> what) { later_.push_back(std::move(what)); }

  [[nodiscard]] Milliseconds now() const { return clock_.mono(); }
  /// Until a signal says so.
  void run();
  void end() { ends_ = true; }

 private:
  struct Watch {
    short events{};
    OnEvents on_events;
  };
  struct Timer {
    TimerId id{};
    std::function<void()> what;
  };

  void run_later();
  void run_timers();
  [[nodiscard]] int wait_ms() const;

  SystemClock clock_;
  std::map<int, std::shared_ptr<Watch>> watches_;
  std::multimap<Milliseconds, Timer> timers_;
  std::vector<std::function<void()>> later_;
  TimerId last_timer_{};
  int signals_{-1};
  bool ends_{};
};

}  // namespace yz::sim
