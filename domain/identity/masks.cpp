#include <algorithm>
#include <array>
#include <vector>

#include "domain/identity/identity.h"

namespace yz::domain {

namespace {

/// One character as it stands in the text. Broken UTF-8 gives one glyph a byte, code 0, always starred.
struct Glyph {
  char32_t code{};
  std::string_view bytes;
};

/// Length by the first byte; 0 for a byte that cannot begin a character.
std::size_t glyph_bytes(unsigned char first) {
  if (first < 0x80U) return 1;
  if (first >= 0xC2U && first <= 0xDFU) return 2;
  if (first >= 0xE0U && first <= 0xEFU) return 3;
  if (first >= 0xF0U && first <= 0xF4U) return 4;
  return 0;
}

Glyph first_glyph(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = glyph_bytes(first);
  if (bytes == 0 || bytes > text.size()) return {.code = 0, .bytes = text.substr(0, 1)};
  if (bytes == 1) return {.code = first, .bytes = text.substr(0, 1)};
  char32_t code = first & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0U) != 0x80U) return {.code = 0, .bytes = text.substr(0, 1)};
    code = (code << 6U) | (next & 0x3FU);
  }
  return {.code = code, .bytes = text.substr(0, bytes)};
}

std::vector<Glyph> glyphs_of(std::string_view text) {
  std::vector<Glyph> glyphs;
  while (!text.empty()) {
    glyphs.push_back(first_glyph(text));
    text.remove_prefix(glyphs.back().bytes.size());
  }
  return glyphs;
}

bool is_blank(const Glyph& glyph) {
  return glyph.code == ' ' || glyph.code == '\t' || glyph.code == 0x3000;
}
/// U+00B7 and the other dots that stand between the parts of a name in practice.
bool is_name_dot(const Glyph& glyph) {
  return glyph.code == 0x00B7 || glyph.code == 0x2022 || glyph.code == 0x2027 || glyph.code == 0x30FB ||
         glyph.code == 0xFF65;
}
bool is_han(const Glyph& glyph) {
  return glyph.code >= 0x2E80;
}

/// Surnames of two characters, as code points: words do not stand in sources.
constexpr std::array<std::array<char32_t, 2>, 40> compound_surnames{{
    {0x6B27, 0x9633}, {0x53F8, 0x9A6C}, {0x4E0A, 0x5B98},
    {0x8BF8, 0x845B}, {0x4E1C, 0x65B9},  // Ouyang … Dongfang
    {0x7687, 0x752B}, {0x5C09, 0x8FDF}, {0x516C, 0x7F8A},
    {0x6FB9, 0x53F0}, {0x516C, 0x51B6},  // Huangfu …
    {0x5B97, 0x653F}, {0x6FEE, 0x9633}, {0x6DF3, 0x4E8E},
    {0x5355, 0x4E8E}, {0x592A, 0x53D4},  // Zongzheng …
    {0x7533, 0x5C60}, {0x516C, 0x5B59}, {0x4EF2, 0x5B59},
    {0x8F69, 0x8F95}, {0x4EE4, 0x72D0},  // Shentu …
    {0x949F, 0x79BB}, {0x5B87, 0x6587}, {0x957F, 0x5B59},
    {0x6155, 0x5BB9}, {0x9C9C, 0x4E8E},  // Zhongli …
    {0x95FE, 0x4E18}, {0x53F8, 0x5F92}, {0x53F8, 0x7A7A},
    {0x53F8, 0x5BC7}, {0x8D6B, 0x8FDE},  // Lüqiu …
    {0x590F, 0x4FAF}, {0x95FB, 0x4EBA}, {0x547C, 0x5EF6},
    {0x7AEF, 0x6728}, {0x767E, 0x91CC},  // Xiahou …
    {0x62D3, 0x8DCB}, {0x72EC, 0x5B64}, {0x5357, 0x5BAB},
    {0x897F, 0x95E8}, {0x7B2C, 0x4E94},  // Tuoba …
}};

bool has_compound_surname(const std::vector<Glyph>& name) {
  return name.size() > 2 &&
         std::any_of(compound_surnames.begin(), compound_surnames.end(), [&](const auto& surname) {
           return surname[0] == name[0].code && surname[1] == name[1].code;
         });
}

std::string shown(const Glyph& glyph) {
  return glyph.code == 0 ? "*" : std::string(glyph.bytes);
}

std::string mask_han(const std::vector<Glyph>& name) {
  if (name.size() == 1) return "*";
  if (has_compound_surname(name)) return shown(name[0]) + shown(name[1]) + std::string(name.size() - 2, '*');
  if (name.size() == 2) return shown(name[0]) + '*';
  return shown(name.front()) + std::string(name.size() - 2, '*') + shown(name.back());
}

/// Keeps what stands before the first dot, stars the rest; the dots stay.
std::string mask_dotted(const std::vector<Glyph>& name) {
  std::string masked;
  bool keeps = true;
  for (const Glyph& glyph : name) {
    if (is_name_dot(glyph)) keeps = false;
    masked += is_name_dot(glyph) || keeps ? shown(glyph) : "*";
  }
  return masked;
}

std::string mask_words(const std::vector<Glyph>& name) {
  std::string masked;
  bool begins = true;
  for (const Glyph& glyph : name) {
    const bool between = is_blank(glyph) || glyph.code == '-';
    masked += begins || between ? shown(glyph) : "*";
    begins = between;
  }
  return masked;
}

/// Nothing of it for what is no plain text of at least `chars_min` characters.
std::string keep_ends(std::string_view text, std::size_t first, std::size_t last, std::size_t chars_min) {
  const bool is_ascii = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!is_ascii || text.size() < chars_min) return std::string(text.size(), '*');
  return std::string(text.substr(0, first)) + std::string(text.size() - first - last, '*') +
         std::string(text.substr(text.size() - last));
}

}  // namespace

std::string mask_name(std::string_view name) {
  std::vector<Glyph> glyphs = glyphs_of(name);
  while (!glyphs.empty() && is_blank(glyphs.back())) glyphs.pop_back();
  while (!glyphs.empty() && is_blank(glyphs.front())) glyphs.erase(glyphs.begin());
  if (glyphs.empty()) return {};
  const auto dot = std::find_if(glyphs.begin(), glyphs.end(), is_name_dot);
  // A dot at either end separates nothing; keeping what is before it would show the whole name.
  if (dot != glyphs.end() && dot != glyphs.begin() && dot + 1 != glyphs.end()) return mask_dotted(glyphs);
  if (std::none_of(glyphs.begin(), glyphs.end(), is_han)) return mask_words(glyphs);
  std::erase_if(glyphs, is_blank);  // two-character names are printed with a blank between
  return mask_han(glyphs);
}

std::string mask_id_number(std::string_view number) {
  return keep_ends(number, 3, 2, 11);
}

std::string mask_phone(std::string_view number) {
  return keep_ends(number, 3, 4, 11);
}

}  // namespace yz::domain
