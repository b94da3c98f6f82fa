// What a kiosk's wish events do: the fold, what was sealed kept as it came, numbers for the wishes to come,
// and claims settled. On the hub's work thread, inside the slice's transaction.
#pragma once

#include "hub/attempt.h"

namespace yz::hub {

/// An error is the store's; a refusal makes a dead letter.
[[nodiscard]] Result<Verdict> apply_wish(Hub& hub, Attempt& attempt);

/// A line whose event was applied before, by another line: where it carries a box of a wish, that is noted,
/// so that it is erased with the first.
[[nodiscard]] Status note_wish_again(Hub& hub, const Attempt& attempt);

}  // namespace yz::hub
