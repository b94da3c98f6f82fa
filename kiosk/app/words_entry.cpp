#include "kiosk/app/words_entry.h"

#include <array>

#include "hal/utf8.h"

namespace yz::kiosk {
namespace {

struct Span {
  char32_t from;
  char32_t to;
};
// What Noto Sans CJK has a glyph for and what means something in a sentence: Latin, signs, Chinese characters
// and their punctuation. Not in it: controls, marks without a body of their own, private use, pictures.
constexpr std::array writable{
    Span{0x20, 0x7E},       Span{0xA1, 0xAC},       Span{0xAE, 0xFF},       Span{0x2010, 0x2027},
    Span{0x2030, 0x205E},   Span{0x2070, 0x209C},   Span{0x20A0, 0x20BF},   Span{0x2100, 0x214F},
    Span{0x2150, 0x22FF},   Span{0x2460, 0x24FF},   Span{0x2500, 0x25FF},   Span{0x3001, 0x303F},
    Span{0x3041, 0x3096},   Span{0x30A1, 0x30FA},   Span{0x3105, 0x312F},   Span{0x3220, 0x33FF},
    Span{0x3400, 0x4DBF},   Span{0x4E00, 0x9FFF},   Span{0xFF01, 0xFF5E},   Span{0xFFE0, 0xFFE6},
    Span{0x20000, 0x2A6DF}, Span{0x2A700, 0x2EBE0}, Span{0x30000, 0x3134A},
};

bool is_writable(char32_t code) {
  for (const Span& span : writable) {
    if (code >= span.from && code <= span.to) return true;
  }
  return false;
}

bool is_blank(char32_t code) {
  return code == U' ' || code == U'\n' || code == U'\r' || code == U'\t' || code == 0x3000;
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

}  // namespace

Entered enter_words(std::string_view words, std::string_view added, std::size_t characters_max) {
  Entered entered{std::string(words), false, false};
  std::size_t count = count_characters(words);
  while (!added.empty()) {
    const std::string_view before = added;
    const char32_t code = hal::take_char(added);
    std::string_view piece = before.substr(0, before.size() - added.size());
    if (is_blank(code)) {
      if (entered.words.empty() || entered.words.back() == ' ') continue;
      piece = " ";
    } else if (!is_writable(code)) {
      entered.left_out = true;
      continue;
    }
    if (count == characters_max) {
      entered.was_too_long = true;
      break;
    }
    entered.words += piece;
    ++count;
  }
  return entered;
}

std::string without_last(std::string_view words) {
  while (!words.empty() && is_continuation(words.back())) words.remove_suffix(1);
  if (!words.empty()) words.remove_suffix(1);
  return std::string(words);
}

std::size_t count_characters(std::string_view words) {
  std::size_t count = 0;
  for (const char byte : words) {
    if (!is_continuation(byte)) ++count;
  }
  return count;
}

}  // namespace yz::kiosk
