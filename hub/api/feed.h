// The feed as kiosks read it: a line each, and the next nonce.
#pragma once

#include "hub/api/exchange.h"
#include "hub/hub.h"

namespace yz::hub {

inline constexpr std::int64_t feed_lines_max = 500;

/// What is new since; an empty body if nothing is.
[[nodiscard]] Reply feed_reply(Hub& hub, const WaitForFeed& ask);

}  // namespace yz::hub
