// Walking through UTF-8 that may be damaged.
#pragma once

#include <cstdint>
#include <string_view>

namespace yz::hal {

/// Takes the next character off the front; a byte that begins none counts as one U+FFFD. `text` must not be
/// empty.
[[nodiscard]] inline char32_t take_char(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xC2 ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  char32_t code = size == 1 ? first : first & (0xFFU >> (size + 1));
  bool is_whole = size > 0 && size <= text.size();
  for (std::size_t i = 1; is_whole && i < size; ++i) {
    is_whole = (byte(i) & 0xC0U) == 0x80;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  text.remove_prefix(is_whole ? size : 1);
  return is_whole ? code : char32_t{0xFFFD};
}

}  // namespace yz::hal
