// What kiosks tell of their own program.
#pragma once

#include "hub/attempt.h"

namespace yz::hub {

/// app.*: keeps the event, and what the fleet's page shows of that kiosk.
[[nodiscard]] Result<Verdict> apply_app(Hub& hub, Attempt& attempt);

}  // namespace yz::hub
