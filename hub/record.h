// Writes one ticket event: fold, ticket row, event row and feed line, inside the caller's transaction. When
// that does not commit, the caller loads the books anew.
#pragma once

#include <string>

#include "domain/tickets/tickets.h"
#include "hub/new_event.h"

namespace yz::hub {

using NewEvent = NewEventOf<domain::TicketEvent>;

[[nodiscard]] domain::TicketId ticket_of(const domain::TicketEvent& event);
[[nodiscard]] std::string entity_of(const domain::TicketEvent& event);

/// Only `applied` writes more than the event's row; `ignored` writes nothing.
[[nodiscard]] Result<domain::Folded> record(Hub& hub, const NewEvent& event);

}  // namespace yz::hub
