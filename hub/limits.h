// How often something may be done: counted per key (a device, an account, an address) in windows of fixed
// length. Bounded: when too many keys are known, the oldest window's are forgotten. One owner, one thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "base/clock.h"

namespace yz::hub {

class RateLimit {
 public:
  RateLimit(int most, Milliseconds window) : most_(most), window_(window) {}

  /// True: one more is within the limit, and was counted.
  [[nodiscard]] bool take(const std::string& key, Milliseconds now) {
    if (counts_.size() >= keys_max) forget_before(now - window_);
    if (counts_.size() >= keys_max && !counts_.contains(key)) return false;
    Count& count = counts_[key];
    if (count.used == 0 || now - count.since >= window_) count = {now, 0};
    return ++count.used <= most_;
  }
  /// True: take() would say no. Counts nothing, for what is counted only once it has gone wrong.
  [[nodiscard]] bool is_used_up(const std::string& key, Milliseconds now) {
    if (counts_.size() >= keys_max) forget_before(now - window_);
    const auto found = counts_.find(key);
    if (found == counts_.end()) return counts_.size() >= keys_max;
    return now - found->second.since < window_ && found->second.used >= most_;
  }
  void forget(const std::string& key) { counts_.erase(key); }

 private:
  static constexpr std::size_t keys_max = 10'000;
  struct Count {
    Milliseconds since{};
    int used{};
  };
  void forget_before(Milliseconds time) {
    std::erase_if(counts_, [time](const auto& entry) { return entry.second.since < time; });
  }
  int most_;
  Milliseconds window_;
  std::map<std::string, Count> counts_;
};

}  // namespace yz::hub
