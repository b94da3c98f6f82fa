// QR codes for and from pictures: the one place of the virtual devices that knows ZXing, in both its 1.4
// and 2.x shapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace yz::sim {

/// Grey picture, one byte a dot, 0 is black.
struct Picture {
  int width{}, height{};
  std::vector<std::uint8_t> dots;
  [[nodiscard]] std::uint8_t at(int x, int y) const {
    return dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

/// One dot a module, without a quiet zone. `level`: 0 L, 1 M, 2 Q, 3 H. `full` if it is too much for a QR
/// code.
Result<Picture> draw_qr(std::string_view bytes, int level);
/// Every QR code that can be read, top to bottom.
[[nodiscard]] std::vector<std::string> read_qrs(const Picture& picture);

}  // namespace yz::sim
