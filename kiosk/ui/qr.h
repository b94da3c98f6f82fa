// A QR code as a square of modules.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace yz::ui {

struct QrMatrix {
  int side{};                 // modules, without the quiet zone
  std::vector<bool> modules;  // row by row, true is dark
  [[nodiscard]] bool dark(int x, int y) const {
    return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                   static_cast<std::size_t>(x)];
  }
};

/// Error level M. `invalid` for text that is empty or longer than 300 bytes.
[[nodiscard]] Result<QrMatrix> make_qr(const std::string& text);

}  // namespace yz::ui
