// Which passwords are good enough: long, and not one of those that everybody tries first.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sensitive.h"

namespace yz::hub {

inline constexpr std::size_t password_chars_min = 8;
inline constexpr std::size_t password_chars_max = 256;

/// `invalid`: "password_short", "password_long" or "password_common", the ids of words for it.
[[nodiscard]] inline Status check_password(const Sensitive<std::string>& password) {
  constexpr std::array<std::string_view, 16> common{
      "12345678", "123456789", "1234567890", "password", "password1", "qwertyui",  "11111111", "88888888",
      "66666666", "00000000",  "abcd1234",   "a1234567", "iloveyou",  "yizhan123", "yizhan01", "admin123"};
  const std::string& text = password.reveal();
  if (text.size() < password_chars_min) return fail(Code::invalid, "password_short");
  if (text.size() > password_chars_max) return fail(Code::invalid, "password_long");
  const bool is_one_char = text.find_first_not_of(text.front()) == std::string::npos;
  if (is_one_char || std::find(common.begin(), common.end(), text) != common.end()) {
    return fail(Code::invalid, "password_common");
  }
  return {};
}

}  // namespace yz::hub
