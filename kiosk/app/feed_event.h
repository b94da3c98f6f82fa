// The ticket event inside a feed line (docs/formats/device-api.md). Bytes from outside: bounded and checked.
#pragma once

#include <optional>

#include "domain/tickets/tickets.h"
#include "offline-cache/journal.h"

namespace yz::kiosk {

/// Nothing for a line that is about something else; an error for a ticket event that is not as it should be.
[[nodiscard]] Result<std::optional<domain::TicketEvent>> parse_feed_event(const cache::FeedLine& line);

}  // namespace yz::kiosk
