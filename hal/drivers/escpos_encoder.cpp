#include "hal/drivers/escpos_encoder.h"

#include <algorithm>
#include <cstdint>

#include "base/on.h"
#include "hal/codes.h"
#include "hal/gb18030.h"
#include "hal/utf8.h"

namespace yz::hal {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int cell_dots = 12;  // width of a Latin character; a Chinese one has two
constexpr int em_dots = 24;
constexpr int band_rows_max = 128;  // small receive buffers overrun with more
constexpr int scale_max = 6;
constexpr int quiet_modules = 4;

void put(Bytes& bytes, std::initializer_list<int> values) {
  for (const int value : values) bytes.push_back(static_cast<std::uint8_t>(value));
}

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

/// Black where the bitmap is, as GS v 0 bands; `left` dots of white before it.
void put_raster(Bytes& bytes, const Bitmap& bitmap, int left, int dots) {
  const int row_bytes = (dots + 7) / 8;
  for (int top = 0; top < bitmap.height; top += band_rows_max) {
    const int rows = std::min(band_rows_max, bitmap.height - top);
    put(bytes, {0x1D, 0x76, 0x30, 0, row_bytes & 0xFF, row_bytes >> 8, rows & 0xFF, rows >> 8});
    for (int y = top; y < top + rows; ++y) {
      Bytes row(static_cast<std::size_t>(row_bytes), 0);
      for (int x = 0; x < bitmap.width && left + x < dots; ++x) {
        if (!bitmap.at(x, y)) continue;
        const auto at = static_cast<unsigned>(left + x);
        row[at / 8] = static_cast<std::uint8_t>(row[at / 8] | (0x80U >> (at % 8)));
      }
      bytes.insert(bytes.end(), row.begin(), row.end());
    }
  }
}

int left_of(Align align, int width, int dots) {
  if (align == Align::left || width >= dots) return 0;
  return align == Align::centre ? (dots - width) / 2 : dots - width;
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

class Encoder {
 public:
  Encoder(const EscposProfile& profile, const Glyphs& glyphs) : profile_(profile), glyphs_(glyphs) {}

  Bytes encode(const Slip& slip) {
    put(bytes_, {0x1B, 0x40, 0x1C, 0x26});  // start clean, Chinese characters on
    for (const SlipBlock& block : slip.blocks) {
      std::visit(On{[&](const SlipText& text) { put_text(text); },
                    [&](const SlipQr& qr) { put_code(qr.data); }, [&](const SlipRule&) { put_rule(); },
                    [&](const SlipSpace& space) { feed(std::clamp(space.mm, 0, 30) * dots_per_mm); }},
                 block);
    }
    if (profile_.cutter) {
      put(bytes_, {0x1D, 0x56, 0x42, 0});  // feeds to the cutter first
    } else {
      put(bytes_, {0x1B, 0x64, 5});  // past the tear bar
    }
    put(bytes_, {0x1D, 0x72, 0x01});
    return std::move(bytes_);
  }

 private:
  void feed(int dots) {
    for (; dots > 0; dots -= 255) put(bytes_, {0x1B, 0x4A, std::min(dots, 255)});
  }

  void put_text(const SlipText& text) {
    const int scale = std::clamp(text.scale, 1, scale_max);
    const int columns = profile_.dots / (cell_dots * scale);
    // A third of the character's height between lines, or large ones touch.
    put(bytes_, {0x1B, 0x33, std::min(em_dots * scale * 4 / 3, 255)});
    for (const std::string& line : paragraph_lines(text, columns)) {
      const auto encoded =
          profile_.chinese_font ? to_two_byte_gb18030(line) : fail(Code::unsupported, "no font");
      if (encoded) {
        put(bytes_, {0x1B, 0x61, static_cast<int>(text.align), 0x1D, 0x21, (scale - 1) << 4 | (scale - 1),
                     0x1B, 0x45, text.bold ? 1 : 0});
        bytes_.insert(bytes_.end(), encoded->begin(), encoded->end());
        put(bytes_, {0x0A});
      } else {
        const Bitmap drawn = glyphs_.draw(line, em_dots * scale, profile_.dots);
        put(bytes_, {0x1B, 0x61, 0});
        put_raster(bytes_, drawn, left_of(text.align, drawn.width, profile_.dots), profile_.dots);
      }
    }
  }

  void put_rule() {
    Bitmap rule{profile_.dots, 6, std::vector<bool>(static_cast<std::size_t>(profile_.dots) * 6, false)};
    for (int x = 0; x < profile_.dots; ++x) {
      for (int y = 2; y < 4; ++y)
        rule.dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(profile_.dots) +
                  static_cast<std::size_t>(x)] = true;
    }
    put(bytes_, {0x1B, 0x61, 0});
    put_raster(bytes_, rule, 0, profile_.dots);
  }

  void put_code(const std::string& data) {
    const auto modules = make_qr(data);
    if (!modules) return;  // too long for a code: the label above it is what counts
    const int module_dots = std::max(2, profile_.qr_mm * dots_per_mm / modules->width);
    if (profile_.native_qr) {
      put_native_code(data, module_dots);
      return;
    }
    const int side = (modules->width + 2 * quiet_modules) * module_dots;
    Bitmap drawn{side, side,
                 std::vector<bool>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), false)};
    const int quiet = quiet_modules * module_dots;
    for (int y = quiet; y < side - quiet; ++y) {
      for (int x = quiet; x < side - quiet; ++x) {
        if (!modules->at((x - quiet) / module_dots, (y - quiet) / module_dots)) continue;
        drawn.dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                   static_cast<std::size_t>(x)] = true;
      }
    }
    put(bytes_, {0x1B, 0x61, 0});
    put_raster(bytes_, drawn, left_of(Align::centre, side, profile_.dots), profile_.dots);
  }

  void put_native_code(const std::string& data, int module_dots) {
    const int length = static_cast<int>(data.size()) + 3;
    put(bytes_, {0x1B, 0x61, 1});
    put(bytes_, {0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0});                         // model 2
    put(bytes_, {0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, std::clamp(module_dots, 1, 16)});  // dots a module
    put(bytes_, {0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31});                            // level M
    put(bytes_, {0x1D, 0x28, 0x6B, length & 0xFF, length >> 8, 0x31, 0x50, 0x30});
    bytes_.insert(bytes_.end(), data.begin(), data.end());
    put(bytes_, {0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30});
    put(bytes_, {0x0A});
  }

  const EscposProfile& profile_;
  const Glyphs& glyphs_;
  Bytes bytes_;
};

}  // namespace

Result<std::string> to_two_byte_gb18030(std::string_view utf8) {
  std::string encoded;
  while (!utf8.empty()) {
    const std::string_view before = utf8;
    (void)take_char(utf8);  // only its length is wanted here
    const auto character = to_gb18030(before.substr(0, before.size() - utf8.size()));
    if (!character) return fail(character.error());
    if (character->size() > 2) return fail(Code::unsupported, "a four-byte character");
    encoded += *character;
  }
  return encoded;
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

std::vector<std::uint8_t> encode_slip(const Slip& slip, const EscposProfile& profile, const Glyphs& glyphs) {
  return Encoder(profile, glyphs).encode(slip);
}

}  // namespace yz::hal
