// What all printer drivers make of the reasons that printers give. Pure.
#pragma once

#include <set>

#include "hal/device.h"

namespace yz::hal {

/// Those with which nothing can be printed; the others are warnings.
[[nodiscard]] std::set<Reason> faults_of(const std::set<Reason>& reasons);
/// ready, attention (a person at the station can mend it), offline or fault.
[[nodiscard]] DeviceState state_of(const std::set<Reason>& reasons);

}  // namespace yz::hal
