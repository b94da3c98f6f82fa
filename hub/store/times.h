// Times as the database keeps them: milliseconds UTC.
#pragma once

#include <cstdint>

#include "base/clock.h"

namespace yz::hub::store {

[[nodiscard]] inline std::int64_t to_ms(Instant time) {
  return time.time_since_epoch().count();
}
[[nodiscard]] inline Instant from_ms(std::int64_t ms) {
  return Instant{Milliseconds{ms}};
}

}  // namespace yz::hub::store
