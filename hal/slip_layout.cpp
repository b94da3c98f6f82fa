#include "hal/slip_layout.h"

#include <algorithm>
#include <cmath>

#include "base/on.h"
#include "hal/codes.h"
#include "hal/utf8.h"

namespace yz::hal {
namespace {

constexpr int scale_max = 6;
constexpr int space_mm_max = 30;
constexpr int module_dots_min = 2;
constexpr double bar_mm = 0.25;      // thickness of a rule
constexpr double bar_row_mm = 0.75;  // with the white around it
constexpr double ruler_mm = 7;       // height of a ruler with its numbers

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || c >= 0x20000 || (c >= 0x2010 && c <= 0x2027) || c == 0x00B7;
}

/// Control characters, and marks that turn text around or hide in it, never reach paper.
bool is_printable(char32_t c) {
  return c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && !(c >= 0x200B && c <= 0x200F) &&
         !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2060 && c <= 0x206F) && c != 0xFEFF;
}

/// Centred lines are broken so that they are about equally long: no single character stands alone.
std::vector<std::string> paragraph_lines(const SlipText& text, int columns) {
  std::vector<std::string> lines = slip_lines(text.text, columns);
  if (text.align != Align::centre || lines.size() < 2) return lines;
  constexpr int columns_min = 4;
  for (int fewer = columns - 1; fewer >= columns_min; --fewer) {
    std::vector<std::string> narrower = slip_lines(text.text, fewer);
    if (narrower.size() > lines.size()) break;
    lines = std::move(narrower);
  }
  return lines;
}

class Layouter {
 public:
  explicit Layouter(const SlipPaper& paper) : layout_{paper, {}, 0} {}

  SlipLayout lay_out(const Slip& slip) {
    for (const SlipBlock& block : slip.blocks) {
      std::visit(
          On{[&](const SlipText& text) { add_text(text); }, [&](const SlipQr& qr) { add_code(qr.data); },
             [&](const SlipRule&) {
               const int height = dots(bar_row_mm);
               const int thickness = std::max(1, dots(bar_mm));
               add(SlipBar{(height - thickness) / 2, thickness}, height);
             },
             [&](const SlipSpace& space) { layout_.height += dots(std::clamp(space.mm, 0, space_mm_max)); },
             [&](const SlipRuler&) {
               const auto mm = static_cast<int>(layout_.paper.width_dots / layout_.paper.dots_per_mm);
               add(SlipRulerMarks{mm}, dots(ruler_mm));
             }},
          block);
    }
    return std::move(layout_);
  }

 private:
  [[nodiscard]] int dots(double mm) const {
    return static_cast<int>(std::lround(mm * layout_.paper.dots_per_mm));
  }

  template <class What>
  void add(What what, int height) {
    layout_.rows.push_back({std::move(what), layout_.height, height});
    layout_.height += height;
  }

  void add_text(const SlipText& text) {
    const int scale = std::clamp(text.scale, 1, scale_max);
    const int columns = std::max(1, layout_.paper.width_dots / (layout_.paper.em_dots / 2 * scale));
    // A third of the character's height between lines, or large ones touch.
    const int height = layout_.paper.em_dots * scale * 4 / 3;
    for (std::string& line : paragraph_lines(text, columns)) {
      add(SlipLine{std::move(line), scale, text.align, text.bold}, height);
    }
  }

  void add_code(const std::string& data) {
    auto modules = make_qr(data);
    if (!modules) return;
    const int with_quiet = modules->width + 2 * qr_quiet_modules;
    const int wanted = std::max(module_dots_min, dots(layout_.paper.qr_mm) / modules->width);
    const int module_dots = std::max(1, std::min(wanted, layout_.paper.width_dots / with_quiet));
    add(SlipCode{data, *std::move(modules), module_dots}, with_quiet * module_dots);
  }

  SlipLayout layout_;
};

}  // namespace

SlipLayout lay_out(const Slip& slip, const SlipPaper& paper) {
  return Layouter(paper).lay_out(slip);
}

int left_of(Align align, int width, int dots) {
  if (align == Align::left || width >= dots) return 0;
  return align == Align::centre ? (dots - width) / 2 : dots - width;
}

std::vector<std::string> slip_lines(std::string_view text, int columns) {
  std::vector<std::string> lines(1);
  int used = 0;
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t c = take_char(text);
    if (c == '\n') {
      lines.emplace_back();
      used = 0;
      continue;
    }
    if (!is_printable(c)) continue;
    const int width = is_wide(c) ? 2 : 1;
    if (used + width > columns && !lines.back().empty()) {
      lines.emplace_back();
      used = 0;
    }
    // A damaged byte goes on as the replacement character, which is drawn.
    lines.back() += c == 0xFFFD ? std::string("\xEF\xBF\xBD")
                                : std::string(before.substr(0, before.size() - text.size()));
    used += width;
  }
  return lines;
}

}  // namespace yz::hal
