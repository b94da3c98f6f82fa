// station.json of a content pack (docs/formats/content-pack.md) to Station and back.
#pragma once

#include <string_view>

#include "base/result.h"
#include "domain/content/station.h"

namespace yz::domain {

/// Parses and validates; `invalid` says the JSON path, what is wrong and what is allowed there
/// ("/services/2/letter: \"AB\" — one letter A to Z"). Checks everything a kiosk relies on: unique ids and
/// letters, counters that exist, spans in order, quota 1…999, mean service time 10 s…4 h, texts that are not
/// empty and ≤ 500 characters.
[[nodiscard]] Result<Station> parse_station(std::string_view json);
[[nodiscard]] std::string to_json(const Station& station);

}  // namespace yz::domain
