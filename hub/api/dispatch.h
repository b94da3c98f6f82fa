// Finds the route, asks who it is, and only then calls the handler. Deny by default: what is not in the table
// is not there.
#pragma once

#include "hub/api/exchange.h"

namespace yz::hub {

/// Runs on the hub's work thread. Never throws.
[[nodiscard]] Outcome dispatch(Hub& hub, Request request);

/// A staff session's cookie. Over plain HTTP (loopback) it cannot carry the __Host- prefix, which needs
/// Secure.
inline constexpr const char* session_cookie = "yz_session";

/// Adds the device's next nonce to a JSON answer.
[[nodiscard]] Reply with_nonce(Hub& hub, nlohmann::json body, int status = 200);

}  // namespace yz::hub
