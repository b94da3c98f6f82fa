// Tells the supervisor that the UI thread lives (systemd's notify socket). Does nothing where nobody asked
// for it.
#pragma once

#include <optional>

#include "base/clock.h"

namespace yz::kiosk {

class Watchdog {
 public:
  /// Reads NOTIFY_SOCKET and WATCHDOG_USEC.
  explicit Watchdog(const Clock& clock);

  void ready() const;
  /// From the loop; tells at most as often as needed.
  void feed();
  [[nodiscard]] std::optional<Milliseconds> deadline() const;

 private:
  const Clock& clock_;
  Milliseconds every_{};  // 0: nobody watches
  Milliseconds fed_{};
};

}  // namespace yz::kiosk
