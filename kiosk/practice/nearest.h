// "did you mean": the known name nearest to one that is mistyped. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yz::practice {

/// ` — did you mean "code"?`, or nothing if none is near.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace yz::practice
