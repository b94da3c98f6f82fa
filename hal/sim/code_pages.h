// Bytes of a character set as a code point and back, through the C library's iconv.
#pragma once

#include <optional>
#include <string>

namespace yz::sim {

/// GB18030's two-byte area; nothing when the pair stands for no character.
[[nodiscard]] std::optional<char32_t> gb18030_letter(unsigned char lead, unsigned char trail);
/// Nothing when it has a character that GB18030 has not.
[[nodiscard]] std::optional<std::string> gb18030_text(const std::string& utf8);
/// `page` as in ESC t; a page we do not have is read as 437, the power-on one.
[[nodiscard]] char32_t latin_letter(int page, unsigned char byte);
void append_utf8(std::string& text, char32_t code);

}  // namespace yz::sim
