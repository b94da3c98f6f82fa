// Names in what is told of a fault: in quotes, and "did you mean" for one that is mistyped. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yz::practice {

/// Cut after 60 bytes, not inside a character.
[[nodiscard]] std::string in_quotes(std::string_view name);

/// ` — did you mean "code"?`, or nothing if none is near.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace yz::practice
