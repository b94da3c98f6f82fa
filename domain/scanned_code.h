// What the codes on slips have in common (docs/domain.md): a prefix, parts with dots between, a secret; on
// its own or at the end of an address.
#pragma once

#include <optional>
#include <string_view>

namespace yz::domain {

/// What comes after `prefix`. `folder`: what an address before the code ends with, "/q/"; nothing else may
/// stand before it. Nothing for anything else, and for more than 200 bytes.
[[nodiscard]] std::optional<std::string_view> code_after(std::string_view prefix, std::string_view folder,
                                                         std::string_view scanned);

/// Twelve characters of Crockford's base 32.
[[nodiscard]] bool is_code_secret(std::string_view text);

}  // namespace yz::domain
