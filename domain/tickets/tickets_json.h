// Ticket events as bodies of event lines (docs/formats/events.md) and tickets as read-model rows.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/tickets/tickets.h"

namespace yz::domain {

/// "ticket.issued", "ticket.called" … and the version of its body.
[[nodiscard]] EventKind kind_of(const TicketEvent& event);
/// One JSON object on one line.
[[nodiscard]] std::string to_json(const TicketEvent& event);
/// `unsupported` for a type or version that this program does not know, `invalid` (with the field) for a body
/// that is not as it should be: missing, of the wrong type, out of range. Never throws.
[[nodiscard]] Result<TicketEvent> parse_ticket_event(const EventKind& kind, std::string_view body_json);

[[nodiscard]] std::string to_json(const Ticket& ticket);
[[nodiscard]] Result<Ticket> parse_ticket(std::string_view json);

/// Names as they stand in JSON and in ids of words: "none", "age", "disabled" …; "waiting", "called" …
[[nodiscard]] const char* to_string(Priority priority);
[[nodiscard]] const char* to_string(TicketState state);

}  // namespace yz::domain
