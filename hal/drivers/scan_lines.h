// Lines out of a scanner's bytes: CR, LF or both end one; more than 4 KiB is no code of ours. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"

namespace yz::hal {

inline constexpr std::size_t scan_bytes_max = 4'096;

struct ScanLine {
  std::string text;
  bool too_long{};
};

class ScanLines {
 public:
  /// A line as soon as one ends. Memory stays bounded whatever comes.
  std::optional<ScanLine> take(std::uint8_t byte);
  /// What was begun and not ended is dropped: half a code is none.
  void drop();

 private:
  std::string line_;
  bool too_long_{};
};

/// The same code again within `time` counts once.
class ScanOnce {
 public:
  explicit ScanOnce(Milliseconds time) : time_(time) {}
  [[nodiscard]] bool is_new(const std::string& text, Milliseconds now);

 private:
  Milliseconds time_;
  std::string last_;
  std::optional<Milliseconds> last_at_;
};

}  // namespace yz::hal
