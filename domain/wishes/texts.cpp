// What may stand in an event in the open: what staff wrote, masked contacts, pseudonyms.
#include <algorithm>
#include <array>

#include "domain/wishes/wishes.h"

namespace yz::domain {

namespace {

constexpr std::size_t masked_bytes_max = 64;
constexpr std::size_t pseudonym_chars_max = 64;
constexpr std::ptrdiff_t shown_digits_max = 7;  // 138****1234

struct Sequence {
  std::size_t bytes;
  char32_t code_min;  // what is smaller was not to be written with so many bytes
};

/// Cuts the first character off; nothing if it is none of UTF-8.
std::optional<char32_t> cut_character(std::string_view& rest) {
  const auto first = static_cast<unsigned char>(rest.front());
  const Sequence sequence = first < 0x80U   ? Sequence{1, 0}
                            : first < 0xC0U ? Sequence{0, 0}
                            : first < 0xE0U ? Sequence{2, 0x80}
                            : first < 0xF0U ? Sequence{3, 0x800}
                            : first < 0xF8U ? Sequence{4, 0x10000}
                                            : Sequence{0, 0};
  if (sequence.bytes == 0 || sequence.bytes > rest.size()) return std::nullopt;
  constexpr std::array<unsigned, 5> first_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t code = first & first_bits[sequence.bytes];
  for (std::size_t i = 1; i < sequence.bytes; ++i) {
    const auto next = static_cast<unsigned char>(rest[i]);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    code = (code << 6U) | (next & 0x3FU);
  }
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < sequence.code_min || is_surrogate || code > 0x10FFFF) return std::nullopt;
  rest.remove_prefix(sequence.bytes);
  return code;
}

/// Control characters, line and paragraph separators, and what turns the direction of writing around: with
/// these a text can look like another one, or like part of the page.
bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

/// How many characters; nothing if there is one among them that may not be.
std::optional<std::size_t> count_shown(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) {
    const auto code = cut_character(text);
    if (!code || is_control(*code)) return std::nullopt;
  }
  return count;
}

}  // namespace

bool is_staff_text(std::string_view text) {
  if (text.empty() || text.size() > 4 * staff_text_chars_max) return false;
  const auto count = count_shown(text);
  return count && *count <= staff_text_chars_max;
}

bool is_masked_contact(WishContactKind kind, std::string_view text) {
  if (kind == WishContactKind::none) return text.empty();
  const auto shown = count_shown(text);
  if (text.size() > masked_bytes_max || !shown) return false;
  // A name of one character has nothing to hide behind a star.
  const bool may_be_whole = kind == WishContactKind::card && *shown <= 1;
  if (!may_be_whole && text.find('*') == std::string_view::npos) return false;
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) <=
         shown_digits_max;
}

bool is_pseudonym(std::string_view text) {
  return !text.empty() && text.size() <= pseudonym_chars_max &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace yz::domain
