// What an office printer's state means (docs/formats/ipp.md, "Reasons"). Pure.
#pragma once

#include <set>
#include <span>
#include <string>

#include "hal/device.h"

namespace yz::hal {

/// `keywords` are printer-state-reasons, with or without -report, -warning or -error. What is in no row is a
/// fault only where the printer itself calls it an error.
[[nodiscard]] std::set<Reason> reasons_of(std::span<const std::string> keywords);

}  // namespace yz::hal
