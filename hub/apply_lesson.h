// What a kiosk's lesson events do: the fold, what was sealed kept as it came, and the word to everybody whose
// seat it touches. On the hub's work thread, inside the slice's transaction.
#pragma once

#include "hub/attempt.h"

namespace yz::hub {

/// An error is the store's; a refusal makes a dead letter.
[[nodiscard]] Result<Verdict> apply_lesson(Hub& hub, Attempt& attempt);

}  // namespace yz::hub
