// Fresh ids and secrets from libsodium's random bytes. Any thread.
#pragma once

#include <string>

#include "base/clock.h"

namespace yz::kiosk {

/// Once, before anything here is called. False: the machine gives no random bytes, nothing may start.
[[nodiscard]] bool start_randomness();
[[nodiscard]] std::string fresh_ulid(Instant now);
/// 12 characters of Crockford's base 32: what a slip's code knows and its label does not.
[[nodiscard]] std::string fresh_secret();

}  // namespace yz::kiosk
