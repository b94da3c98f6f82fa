// What is on a card: the 256-byte text block of a read reply (docs/formats/id-reader.md, "Text block"). Pure.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "hal/device.h"

namespace yz::hal {

/// `data`: what follows SW3 in the reply to 30 01. `unsupported` for a card type that we do not know,
/// `corrupt` for lengths or dates that cannot be. Only name, number, birth date and sex leave this function.
[[nodiscard]] Result<IdCard> parse_card(std::span<const std::uint8_t> data);

}  // namespace yz::hal
