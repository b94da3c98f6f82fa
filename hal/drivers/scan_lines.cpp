#include "hal/drivers/scan_lines.h"

#include <utility>

namespace yz::hal {

std::optional<ScanLine> ScanLines::take(std::uint8_t byte) {
  if (byte == '\r' || byte == '\n') {
    ScanLine line{std::exchange(line_, {}), false};
    if (std::exchange(skips_, false) || line.text.empty()) return std::nullopt;  // also the LF of a CR LF
    return line;
  }
  if (skips_) return std::nullopt;
  if (line_.size() < code_bytes_max) {
    line_ += static_cast<char>(byte);
    return std::nullopt;
  }
  line_.clear();
  skips_ = true;
  return ScanLine{{}, true};
}

void ScanLines::drop() {
  line_.clear();
  skips_ = false;
}

void ScanLines::skip() {
  line_.clear();
  skips_ = true;
}

}  // namespace yz::hal
