// The hub's clock over wishes: what missed its deadline goes one level up, what nobody rated in time is
// closed. Each of it is an event in the store, so that a restart repeats nothing. Runs on the hub's work
// thread.
#pragma once

#include "hub/hub.h"

namespace yz::hub {

inline constexpr Milliseconds wish_clock_every{10'000};
/// One call's most; what is left is due at once.
inline constexpr std::size_t wish_clock_slice = 200;

/// How many events it made. An error is the store's; the books are as the store then.
[[nodiscard]] Result<std::size_t> run_wish_clock(Hub& hub);

}  // namespace yz::hub
