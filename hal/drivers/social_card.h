// The social security card, what it says without keys (docs/formats/smart-card.md): name and number for
// filling in a form. That is a hint and no identification: nothing here proves that the card is genuine. A
// PIN is never sent. Pure: the wire is a function.
#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "hal/drivers/apdu.h"
#include "hal/drivers/card_reading.h"

namespace yz::hal {

/// By tag; at most one of each.
using CardRecords = std::map<std::uint8_t, CardBytes>;
/// Adds what stands in one record: tag, length, value, one or more of them, padded with 00 or FF. `corrupt`:
/// a length that goes past the end.
[[nodiscard]] Status add_records(std::span<const std::uint8_t> record, CardRecords& records);

/// Name and number from the holder's records. `corrupt`: missing, of a wrong length or of wrong characters.
[[nodiscard]] Result<SmartCard> holder_of(const CardRecords& records);

[[nodiscard]] CardLook read_social_card(const Transmit& transmit);

}  // namespace yz::hal
