#include "hub/record.h"

#include "domain/tickets/tickets_json.h"

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
  const auto save = [&]() -> Status {
    const domain::Ticket* ticket = (*book)->find(id);
    if (ticket == nullptr) return {};
    return store::save_ticket(hub.database(), {id.value, event.station, domain::to_text(ticket->day),
                                               ticket->label, domain::to_json(*ticket)});
  };
  return record_in(hub, **book, event, entity_of(event.event), save,
                   [&] { return domain::to_json(event.event); });
}

}  // namespace yz::hub
