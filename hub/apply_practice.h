// What kiosks tell of practice lessons: counted, of nobody, and told to no kiosk. On the hub's work thread,
// inside the slice's transaction.
#pragma once

#include "hub/attempt.h"

namespace yz::hub {

/// An error is the store's; a refusal makes a dead letter.
[[nodiscard]] Result<Verdict> apply_practice(Hub& hub, Attempt& attempt);

}  // namespace yz::hub
