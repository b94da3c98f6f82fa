#include "hal/sim/loop.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "base/check.h"

namespace yz::sim {

namespace {
constexpr int idle_wait_ms = 60'000;
}  // namespace

Loop::Loop() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  check(sigprocmask(SIG_BLOCK, &ending, nullptr) == 0, "signals can be blocked");
  check(std::signal(SIGPIPE, SIG_IGN) != SIG_ERR, "SIGPIPE can be ignored");
  signals_ = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
  check(signals_ >= 0, "a signal descriptor can be had");
  watch(signals_, POLLIN, [this](short) { end(); });
}

Loop::~Loop() {
  close(signals_);
}

void Loop::watch(int fd, short events, OnEvents on_events) {
  watches_[fd] = std::make_shared<Watch>(Watch{events, std::move(on_events)});
}

void Loop::change(int fd, short events) {
  if (const auto found = watches_.find(fd); found != watches_.end()) found->second->events = events;
}

void Loop::unwatch(int fd) {
  watches_.erase(fd);
}

Loop::TimerId Loop::after(Milliseconds wait, std::function<void()> what) {
  timers_.emplace(now() + wait, Timer{++last_timer_, std::move(what)});
  return last_timer_;
}

void Loop::cancel(TimerId timer) {
  const auto found = std::find_if(timers_.begin(), timers_.end(),
                                  [timer](const auto& entry) { return entry.second.id == timer; });
  if (found != timers_.end()) timers_.erase(found);
}

void Loop::run_later() {
  while (!later_.empty()) {
    const auto batch = std::exchange(later_, {});
    for (const auto& what : batch) what();
  }
}

void Loop::run_timers() {
  const Milliseconds due = now();
  while (!timers_.empty() && timers_.begin()->first <= due) {
    const auto what = std::move(timers_.begin()->second.what);
    timers_.erase(timers_.begin());
    what();
  }
}

int Loop::wait_ms() const {
  if (!later_.empty()) return 0;
  if (timers_.empty()) return idle_wait_ms;
  return static_cast<int>(
      std::clamp<std::int64_t>((timers_.begin()->first - now()).count(), 0, idle_wait_ms));
}

void Loop::run() {
  while (!ends_) {
    std::vector<pollfd> polled;
    polled.reserve(watches_.size());
    for (const auto& [fd, watch] : watches_) polled.push_back({fd, watch->events, 0});
    const int ready = poll(polled.data(), polled.size(), wait_ms());
    for (const pollfd& entry : polled) {
      if (ready <= 0 || entry.revents == 0) continue;
      const auto found = watches_.find(entry.fd);
      if (found == watches_.end()) continue;
      const auto kept = found->second;  // the callback may unwatch itself
      kept->on_events(entry.revents);
    }
    run_timers();
    run_later();
  }
}

}  // namespace yz::sim
