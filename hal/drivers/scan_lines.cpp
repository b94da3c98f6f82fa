#include "hal/drivers/scan_lines.h"

#include <utility>

namespace yz::hal {

std::optional<ScanLine> ScanLines::take(std::uint8_t byte) {
  if (byte != '\r' && byte != '\n') {
    if (line_.size() < scan_bytes_max) {
      line_ += static_cast<char>(byte);
    } else {
      too_long_ = true;
    }
    return std::nullopt;
  }
  if (line_.empty()) return std::nullopt;  // the LF of a CR LF, or an empty line
  ScanLine line{std::exchange(line_, {}), std::exchange(too_long_, false)};
  if (line.too_long) line.text.clear();
  return line;
}

void ScanLines::drop() {
  line_.clear();
  too_long_ = false;
}

bool ScanOnce::is_new(const std::string& text, Milliseconds now) {
  const bool is_repeat = last_at_ && text == last_ && now - *last_at_ < time_;
  last_ = text;
  last_at_ = now;
  return !is_repeat;
}

}  // namespace yz::hal
