// Calls: the board on the home screen and the banner over everything but help. UI thread.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "kiosk/app/views.h"

namespace yz::kiosk {

inline constexpr Milliseconds call_banner_time{15'000};

class CallBoard {
 public:
  explicit CallBoard(const Clock& clock) : clock_(clock) {}

  /// Newest first.
  [[nodiscard]] const std::vector<CallView>& recent() const { return recent_; }
  /// What the banner shows now, for 15 s from the call.
  [[nodiscard]] const CallView* banner() const {
    return banner_ && clock_.mono() < banner_until_ ? &*banner_ : nullptr;
  }
  /// When the banner goes (time since boot).
  [[nodiscard]] std::optional<Milliseconds> deadline() const {
    return banner() != nullptr ? std::optional(banner_until_) : std::nullopt;
  }

  void set_recent(std::vector<CallView> calls) { recent_ = std::move(calls); }
  void announce(const CallView& call) {
    banner_ = call;
    banner_until_ = clock_.mono() + call_banner_time;
  }

 private:
  const Clock& clock_;
  std::vector<CallView> recent_;
  std::optional<CallView> banner_;
  Milliseconds banner_until_{};
};

}  // namespace yz::kiosk
