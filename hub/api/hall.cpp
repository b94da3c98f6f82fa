// For everyone in the hall: the display, and the status page behind a slip's QR code.
#include "domain/tickets/tickets_json.h"
#include "hub/api/dispatch.h"
#include "hub/api/queue_view.h"
#include "hub/store/feed.h"
#include "hub/store/stations.h"

namespace yz::hub {

Outcome get_hall(Hub& hub, const Session&, const Request& request);
Outcome get_hall_stream(Hub& hub, const Session&, const Request& request);
Outcome get_ticket_status(Hub& hub, const Session&, const Request& request);

namespace {

/// The stored ticket whose slip carries this code; nothing if the secret is another's.
Result<std::optional<store::TicketRow>> find_by_code(Hub& hub, const domain::TicketCode& code) {
  const auto rows = store::tickets_by_label(hub.database(), domain::to_text(code.day), code.label);
  if (!rows) return fail(rows.error());
  for (const store::TicketRow& row : *rows) {
    const auto ticket = domain::parse_ticket(row.content);
    if (ticket && sha256(ticket->secret) == sha256(code.secret)) return row;
  }
  return std::nullopt;
}

/// A hub of one station needs no name in the display's address.
std::string station_of(Hub& hub, const Request& request) {
  std::string named = request.query_value("station");
  if (!named.empty()) return named;
  const auto all = store::stations(hub.database());
  return all && all->size() == 1 ? all->front().id : std::string();
}

}  // namespace

Outcome get_hall(Hub& hub, const Session&, const Request& request) {
  const auto view = hall_view(hub, station_of(hub, request));
  if (!view) return error_reply(404, "not_found");
  return json_reply(*view);
}

Outcome get_hall_stream(Hub& hub, const Session&, const Request& request) {
  const std::string station = station_of(hub, request);
  if (!hub.books().find(station)) return error_reply(404, "not_found");
  return Listen{station, [station](Hub& later) { return hall_view(later, station); }};
}

Outcome get_ticket_status(Hub& hub, const Session&, const Request& request) {
  const auto code = domain::parse_ticket_code(request.parameter("code"));
  if (!code) return error_reply(404, "no_code");
  if (!hub.ticket_lookups.take(request.address, hub.clock().mono()))
    return error_reply(429, "too many tries");
  const auto row = find_by_code(hub, *code);
  if (!row) return failed_reply(row.error());
  if (!*row) return error_reply(404, "no_ticket");
  hub.ticket_lookups.forget(request.address);  // who has a slip may look as often as they like
  const auto ticket = domain::parse_ticket((*row)->content);
  const auto book = hub.books().find((*row)->station);
  if (!ticket || !book) return error_reply(404, "no_ticket");
  const domain::Station& station = (*book)->station();
  const domain::Service* service = station.find_service(ticket->service);
  const bool is_waiting = ticket->state == domain::TicketState::waiting;
  const auto estimate = is_waiting
                            ? (*book)->estimate(ticket->service, ticket->day, ticket->id, ticket->priority)
                            : domain::WaitEstimate{};
  return json_reply(
      {{"label", ticket->label},
       {"station", both(station.name)},
       {"service", service == nullptr ? nlohmann::json{{"zh", ""}, {"en", ""}} : both(service->name)},
       {"bring", service == nullptr ? nlohmann::json{{"zh", ""}, {"en", ""}} : both(service->bring)},
       {"day", domain::to_text(ticket->day)},
       {"is_today", ticket->day == domain::station_time(station, hub.clock().now()).day},
       {"state", domain::to_string(ticket->state)},
       {"counter", ticket->counter.value},
       {"people_ahead", estimate.people_ahead},
       {"wait_minutes", {estimate.from.count(), estimate.to.count()}}});
}

}  // namespace yz::hub
