// Codes out of the events of a scanner that poses as a keyboard: docs/formats/scanners.md. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "hal/drivers/scan_lines.h"

namespace yz::hal {

/// What the kernel tells of a key (linux/input.h, struct input_event).
struct KeyEvent {
  Milliseconds at;  // by the kernel's clock: a kiosk that is busy does not tear a code apart
  std::uint16_t type{};
  std::uint16_t code{};
  std::int32_t value{};
};

/// A scanner types a code within milliseconds; after a longer pause the beginning of one is dropped.
inline constexpr Milliseconds key_gap_max{100};

class KeyLines {
 public:
  /// A byte of the device; an event is complete after as many as struct input_event has.
  std::optional<ScanLine> take(std::uint8_t byte);
  std::optional<ScanLine> take(const KeyEvent& event);

 private:
  std::string event_;  // the bytes of one that is not complete
  ScanLines lines_;
  Milliseconds last_{};
  bool left_shift_{};
  bool right_shift_{};
};

}  // namespace yz::hal
