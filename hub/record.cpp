#include "hub/record.h"

#include <nlohmann/json.hpp>

#include "domain/tickets/tickets_json.h"
#include "hub/store/feed.h"
#include "hub/store/times.h"

namespace yz::hub {

namespace {

/// A line of the feed as docs/formats/device-api.md has it, without its rev.
std::string feed_line(const NewEvent& event) {
  const domain::EventKind kind = domain::kind_of(event.event);
  // The body is the domain's own text; it is put in as it is.
  return R"("kind":"event","event":)" +
         nlohmann::json{{"id", event.id},
                        {"type", kind.type},
                        {"tv", kind.version},
                        {"at", store::to_ms(event.at)},
                        {"who", event.who},
                        {"src", event.source},
                        {"body", nlohmann::json::parse(domain::to_json(event.event), nullptr, false)}}
             .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

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
  const store::EventRow row{event.id, event.station, domain::kind_of(event.event).type,
                            entity_of(event.event), event.source};
  if (auto added = store::add_event(database, row, hub.clock().now()); !added) return fail(added.error());
  if (folded == domain::Folded::repeated) return folded;
  if (const domain::Ticket* ticket = (*book)->find(id); ticket != nullptr) {
    auto saved = store::save_ticket(database, {id.value, event.station, domain::to_text(ticket->day),
                                               ticket->label, domain::to_json(*ticket)});
    if (!saved) return fail(saved.error());
  }
  if (auto told = store::add_feed(database, event.station, event.source, feed_line(event)); !told) {
    return fail(told.error());
  }
  hub.note_change(event.station);
  return folded;
}

}  // namespace yz::hub
