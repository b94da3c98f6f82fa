// Pseudonyms: under which a person's events are found together without saying who it is
// (docs/formats/events.md, "Pseudonyms"). The same person has the same one at every kiosk of a station, and
// another at another station.
#pragma once

#include <string>

#include "base/result.h"
#include "base/sensitive.h"
#include "offline-cache/hub_keys.h"

namespace yz::cache {

/// What a person is known by; the kinds never give the same pseudonym.
enum class Known : std::uint8_t { id_number, card, phone };

/// 32 hex digits. `value` as the domain writes it: X in upper case, no blanks, so that one person has one
/// pseudonym. Blocks for a tenth of a second and takes 64 MiB on purpose, never call it on the UI thread:
/// whoever has the secret still has to spend as much on each number he tries. `invalid` for an empty value,
/// `unavailable` when the memory is not to be had.
[[nodiscard]] Result<std::string> pseudonym(const Sensitive<KeyBytes>& station_secret, Known by,
                                            const Sensitive<std::string>& value);

}  // namespace yz::cache
