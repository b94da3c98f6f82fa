// Characters and the bytes of a text. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yz::kiosk {

/// In UTF-8; of a code point that is one.
[[nodiscard]] std::string utf8(char32_t character);

/// The characters of a text that is UTF-8; a cut one at the end is left out.
[[nodiscard]] std::vector<char32_t> characters_of(std::string_view text);

}  // namespace yz::kiosk
