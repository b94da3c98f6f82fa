// What pages show of a station's queue, as JSON. Nothing personal is in it: a ticket is a label.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"
#include "hub/hub.h"

namespace yz::hub {

/// One counter's desk: who is there, who waits for it, who did not come. `not_found` for a counter that is
/// not.
[[nodiscard]] Result<nlohmann::json> counter_view(Hub& hub, const std::string& station,
                                                  const std::string& counter);
/// The hall's display: last calls and what each counter is doing.
[[nodiscard]] Result<nlohmann::json> hall_view(Hub& hub, const std::string& station);
[[nodiscard]] nlohmann::json both(const domain::LocalText& text);

}  // namespace yz::hub
