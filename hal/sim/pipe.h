// One direction of a proxied connection: bytes go in, and come out later and slower as the network's faults
// say.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "hal/sim/loop.h"

namespace yz::sim {

struct LineQuality {
  Milliseconds latency{0};
  std::int64_t bytes_per_second{};  // 0: as fast as it goes
};

class Pipe {
 public:
  Pipe(Loop& loop, const LineQuality& quality, std::function<void(std::string_view)> deliver)
      : loop_(loop), quality_(quality), deliver_(std::move(deliver)) {}
  ~Pipe() { loop_.cancel(timer_); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  void push(std::string_view bytes);
  /// Runs `what` after the last byte that is in the pipe now.
  void when_empty(std::function<void()> what);
  /// The quality changed: what waits goes by the new one.
  void kick();
  [[nodiscard]] std::size_t waiting() const { return waiting_; }

 private:
  struct Parcel {
    Milliseconds due;
    std::string bytes;
    std::function<void()> then{};
  };
  void work();

  Loop& loop_;
  const LineQuality& quality_;
  std::function<void(std::string_view)> deliver_;
  std::deque<Parcel> parcels_;
  std::size_t waiting_{};
  Milliseconds free_at_{0};
  Loop::TimerId timer_{};
};

}  // namespace yz::sim
