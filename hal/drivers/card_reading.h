// What became of reading a smart card: what it says, or what the person is told.
#pragma once

#include <optional>
#include <variant>

#include "base/result.h"
#include "hal/device.h"

namespace yz::hal {

using CardReading = std::variant<SmartCard, CardProblem>;

/// Nothing: it is no card of this kind, ask for another. An error is the wire's: the card or the reader is
/// gone; `corrupt`: the card talks rubbish.
using CardLook = Result<std::optional<CardReading>>;

}  // namespace yz::hal
