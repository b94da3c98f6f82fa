#include "hub/record.h"

#include "domain/tickets/tickets_json.h"
#include "hub/feed_line.h"
#include "hub/store/feed.h"

namespace yz::hub {

domain::TicketId ticket_of(const domain::TicketEvent& event) {
  return std::visit([](const auto& e) { return e.ticket; }, event);
}

std::string entity_of(const domain::TicketEvent& event) {
  return "ticket:" + ticket_of(event).value;
}

Result<domain::Folded> record(Hub& hub, const NewEvent& event) {
  const auto book = hub.books().find(event.station);
  if (!book) return fail(book.error());
  const domain::TicketId id = ticket_of(event.event);
  if (auto fetched = hub.books().fetch(**book, event.station, id); !fetched) return fail(fetched.error());
  const domain::Folded folded = (*book)->fold(event.event);
  if (folded == domain::Folded::ignored) return folded;
  Database& database = hub.database();
  const domain::EventKind kind = domain::kind_of(event.event);
  const store::EventRow row{event.id, event.station, kind.type, entity_of(event.event), event.source};
  if (auto added = store::add_event(database, row, hub.clock().now()); !added) return fail(added.error());
  if (folded == domain::Folded::repeated) return folded;
  if (const domain::Ticket* ticket = (*book)->find(id); ticket != nullptr) {
    auto saved = store::save_ticket(database, {id.value, event.station, domain::to_text(ticket->day),
                                               ticket->label, domain::to_json(*ticket)});
    if (!saved) return fail(saved.error());
  }
  const std::string line = feed_line({.id = event.id,
                                      .kind = kind,
                                      .at = event.at,
                                      .who = event.who,
                                      .source = event.source,
                                      .body_json = domain::to_json(event.event)});
  if (auto told = store::add_feed(database, event.station, event.source, line); !told)
    return fail(told.error());
  hub.note_change(event.station);
  return folded;
}

}  // namespace yz::hub
