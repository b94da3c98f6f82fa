// How the station thread has a slip printed.
#pragma once

#include <functional>
#include <optional>

#include "base/result.h"
#include "hal/device.h"
#include "hal/slip.h"

namespace yz::kiosk {

/// Returns at once; a JobEnded follows. The printer: nothing for the one that slips come from.
using PrintSlip = std::function<Status(const std::optional<hal::DeviceId>&, const hal::JobId&, hal::Slip)>;

}  // namespace yz::kiosk
