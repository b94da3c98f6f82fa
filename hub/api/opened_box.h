// What staff may read of what a kiosk sealed: opened for one wish or one sign-up at a time.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "hub/api/exchange.h"
#include "hub/event_line.h"
#include "hub/hub.h"

namespace yz::hub {

struct OpenedBox {
  EventLine line;
  nlohmann::json fields;  // those asked for that are texts
};
/// Of a stored line with a box. `names`: the fields that may be seen (docs/formats/events.md, "Sealed").
[[nodiscard]] Result<OpenedBox> open_box(Hub& hub, const std::string& line,
                                         std::span<const char* const> names);

/// 429: more than an account opens in an hour, of wishes and sign-ups together.
[[nodiscard]] Reply too_many_opened();

}  // namespace yz::hub
