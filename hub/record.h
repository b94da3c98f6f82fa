// Writes one ticket event: fold, ticket row, event row and feed line, inside the caller's transaction. When
// that does not commit, the caller loads the books anew.
#pragma once

#include <string>

#include "domain/tickets/tickets.h"
#include "hub/hub.h"

namespace yz::hub {

struct NewEvent {
  std::string id;  // ULID
  std::string station;
  std::string source;  // the device, or "hub"
  std::string who;     // resident, staff, counter …
  Instant at;
  domain::TicketEvent event;
};

[[nodiscard]] domain::TicketId ticket_of(const domain::TicketEvent& event);
[[nodiscard]] std::string entity_of(const domain::TicketEvent& event);

/// Only `applied` writes more than the event's row; `ignored` writes nothing.
[[nodiscard]] Result<domain::Folded> record(Hub& hub, const NewEvent& event);

}  // namespace yz::hub
