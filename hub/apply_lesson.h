// What a kiosk's lesson events do: the fold, what was sealed kept as it came, and the word to everybody whose
// seat it touches. On the hub's work thread, inside the slice's transaction.
#pragma once

#include "hub/attempt.h"

namespace yz::hub {

/// An error is the store's; a refusal makes a dead letter.
[[nodiscard]] Result<Verdict> apply_lesson(Hub& hub, Attempt& attempt);

/// A line whose event was applied before, by another line: where it carries a box of a sign-up, that is
/// noted, so that it is erased with the first.
[[nodiscard]] Status note_lesson_again(Hub& hub, const Attempt& attempt);

}  // namespace yz::hub
