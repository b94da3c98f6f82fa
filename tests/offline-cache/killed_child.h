// A process that works until it is killed, and what it said before.
#pragma once

#include <functional>
#include <string>

namespace yz::test {

/// `work` runs in a child and writes to the descriptor it gets; it ends by nothing but SIGKILL, which comes
/// `then` microseconds after `is_enough` holds of what was said.
[[nodiscard]] std::string said_until_killed(const std::function<void(int)>& work,
                                            const std::function<bool(const std::string&)>& is_enough,
                                            unsigned then);

}  // namespace yz::test
