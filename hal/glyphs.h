// Text as black and white dots, for characters that a printer lacks. The one user of FreeType in hal. Any
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace yz::hal {

/// Rows of dots, row by row; true is black.
struct Bitmap {
  int width{};
  int height{};
  std::vector<bool> dots;
  [[nodiscard]] bool at(int x, int y) const {
    return dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

class Glyphs {
 public:
  /// `unavailable` names the file.
  static Result<std::unique_ptr<Glyphs>> open(const std::string& font_file, int face);
  virtual ~Glyphs() = default;
  Glyphs(const Glyphs&) = delete;
  Glyphs& operator=(const Glyphs&) = delete;

  /// One line of UTF-8, `em` dots high, at most `width_max` wide; what is beyond is cut. A character that the
  /// font lacks is drawn as the font's own box.
  [[nodiscard]] virtual Bitmap draw(std::string_view text, int em, int width_max) const = 0;

 protected:
  Glyphs() = default;
};

}  // namespace yz::hal
