// Where everything of a slip stands on paper of a given width: worked out once, then turned into printer
// bytes (drivers/escpos_encoder), an office page (drivers/pwg_page) or a picture (slip_picture.h). Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hal/glyphs.h"
#include "hal/slip.h"

namespace yz::hal {

/// What a slip is laid out for. The defaults are an 80 mm receipt printer's.
struct SlipPaper {
  int width_dots{576};
  double dots_per_mm{8};  // 203 dpi
  int em_dots{24};        // side of a Chinese character at scale 1, even; a Latin one is half as wide
  int qr_mm{30};          // side of a QR code, quiet zone not counted
  bool operator==(const SlipPaper&) const = default;
};

struct SlipLine {
  std::string text;  // fits the paper when each character keeps to its cell
  int scale{1};
  Align align{Align::left};
  bool bold{};
};
struct SlipCode {
  std::string data;
  Bitmap modules;  // a dot a module, no quiet zone
  int module_dots{};
};
struct SlipBar {
  int top{}, height{};  // the black part, from the top of its row
};
struct SlipRulerMarks {
  int mm{};  // its length
};
/// One row of the slip, as wide as the paper; rows follow each other downwards, with gaps between them.
struct SlipRow {
  std::variant<SlipLine, SlipCode, SlipBar, SlipRulerMarks> what;
  int top{}, height{};
};
struct SlipLayout {
  SlipPaper paper;
  std::vector<SlipRow> rows;
  int height{};
};

/// A code that is too long for a QR code is left out: the label above it is what counts.
[[nodiscard]] SlipLayout lay_out(const Slip& slip, const SlipPaper& paper);

/// Lines of at most `columns` half-width cells; Chinese characters take two. Control characters and marks
/// that hide in text or turn it are dropped, '\n' begins a new line.
[[nodiscard]] std::vector<std::string> slip_lines(std::string_view text, int columns);

/// Where something `width` dots wide begins on paper of `dots`.
[[nodiscard]] int left_of(Align align, int width, int dots);

inline constexpr int qr_quiet_modules = 4;

}  // namespace yz::hal
