// The order of the questions of a wish: what is still open comes next, what is known is not asked again.
#pragma once

#include "kiosk/app/services.h"

namespace yz::kiosk {

/// From one of the wish's screens to the next; one that was opened to change an answer goes back to the list
/// of answers (`params` has "edit").
void next_wish_step(Services& services, const Params& params);

}  // namespace yz::kiosk
