// The one way from a scanner or a camera to the kiosk: what is armed, new and short enough is delivered once.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace yz::hal {

class DriverHost;

inline constexpr std::size_t code_bytes_max = 4'096;  // longer is no code of ours, whoever shows it
inline constexpr Milliseconds code_repeat_time{2'000};

/// What was delivered a moment ago, by any scanner or camera of the kiosk: a slip that rests under the beam
/// while the camera sees it too is one code. Any thread.
class RecentCodes {
 public:
  /// False when it said yes to the same text less than code_repeat_time ago.
  [[nodiscard]] bool is_new(const std::string& text, Milliseconds now);

 private:
  struct Seen {
    std::size_t hash{};  // not the text: it may be a resident's
    Milliseconds at;
  };
  std::mutex mutex_;  // guards seen_
  std::deque<Seen> seen_;
};

/// Sends CodeScanned and disarms. Dropped instead: what comes unarmed (counted), again within
/// code_repeat_time, or is empty. More than code_bytes_max, or `too_long`, is delivered as too long, without
/// its text.
void deliver_code(DriverHost& host, RecentCodes& recent, std::string text, bool too_long = false);

}  // namespace yz::hal
