// The number of a staff or volunteer card (docs/formats/smart-card.md), asked of the reader. Anybody can copy
// such a number: it is good for finding a person, never for proving one. Pure: the wire is a function.
#pragma once

#include "hal/drivers/apdu.h"
#include "hal/drivers/card_reading.h"

namespace yz::hal {

/// 4, 7 or 10 bytes as upper-case hex. `unsupported` also for a number that the card makes up anew each time
/// (4 bytes, the first 08), as telephones do.
[[nodiscard]] CardLook read_uid(const Transmit& transmit);

}  // namespace yz::hal
