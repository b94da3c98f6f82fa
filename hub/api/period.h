// The days from ?from= to ?to= that figures are asked of, at the station.
#pragma once

#include <optional>

#include "base/clock.h"
#include "domain/content/station.h"
#include "hub/api/exchange.h"

namespace yz::hub {

struct Period {
  domain::Day first;
  domain::Day last;
  Instant from;   // of the first day's beginning
  Instant until;  // of the last day's end, not included
};
/// Nothing where a day is missing, is none, or the last comes before the first or ten years after it.
[[nodiscard]] std::optional<Period> period_of(const domain::Station& station, const Request& request);

}  // namespace yz::hub
