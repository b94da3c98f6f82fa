// What a kiosk tells of somebody who put down a card at the practice phone: the fold, its row, and the line
// for the station's other kiosks. On the hub's work thread, inside the slice's transaction.
#pragma once

#include "hub/attempt.h"

namespace yz::hub {

/// An error is the store's; a refusal makes a dead letter.
[[nodiscard]] Result<Verdict> apply_progress(Hub& hub, Attempt& attempt);

}  // namespace yz::hub
