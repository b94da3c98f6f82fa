#include "kiosk/input/utf8.h"

namespace yz::kiosk {

std::string utf8(char32_t character) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  std::string text;
  if (character < 0x80) {
    text += byte(character);
  } else if (character < 0x800) {
    text += byte(0xC0 | character >> 6U);
    text += byte(0x80 | (character & 0x3FU));
  } else if (character < 0x1'0000) {
    text += byte(0xE0 | character >> 12U);
    text += byte(0x80 | (character >> 6U & 0x3FU));
    text += byte(0x80 | (character & 0x3FU));
  } else {
    text += byte(0xF0 | character >> 18U);
    text += byte(0x80 | (character >> 12U & 0x3FU));
    text += byte(0x80 | (character >> 6U & 0x3FU));
    text += byte(0x80 | (character & 0x3FU));
  }
  return text;
}

std::vector<char32_t> characters_of(std::string_view text) {
  std::vector<char32_t> characters;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (i + length > text.size()) break;
    char32_t code = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      code = code << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    characters.push_back(code);
    i += length;
  }
  return characters;
}

}  // namespace yz::kiosk
