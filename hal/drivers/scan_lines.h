// Lines out of a scanner's bytes: CR, LF or both end one; more than code_bytes_max is no code of ours. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "hal/code_delivery.h"

namespace yz::hal {

struct ScanLine {
  std::string text;
  bool too_long{};
};

class ScanLines {
 public:
  /// A line as soon as one ends, or as soon as it is too long: then what follows is skipped up to its end.
  /// Memory stays bounded whatever comes.
  std::optional<ScanLine> take(std::uint8_t byte);
  /// What was begun and not ended is dropped: half a code is none.
  void drop();
  /// Some of it is missing: dropped, and what follows too up to the end of the line.
  void skip();
  [[nodiscard]] bool is_empty() const { return line_.empty() && !skips_; }

 private:
  std::string line_;
  bool skips_{};
};

}  // namespace yz::hal
