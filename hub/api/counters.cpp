// POST …/counters/{counter}/… and …/tickets/{ticket}/…: what staff do with the queue. The rules are the
// domain's: they are asked, what they decide is stored durably, and only then anyone sees it.
#include "domain/tickets/tickets_json.h"
#include "hub/api/dispatch.h"
#include "hub/api/station_scope.h"
#include "hub/record.h"

namespace yz::hub {

Outcome post_call_next(Hub& hub, const Session& session, const Request& request);
Outcome post_call(Hub& hub, const Session& session, const Request& request);
Outcome post_recall(Hub& hub, const Session& session, const Request& request);
Outcome post_start(Hub& hub, const Session& session, const Request& request);
Outcome post_skip(Hub& hub, const Session& session, const Request& request);
Outcome post_finish(Hub& hub, const Session& session, const Request& request);
Outcome post_requeue(Hub& hub, const Session& session, const Request& request);
Outcome post_transfer(Hub& hub, const Session& session, const Request& request);
Outcome post_cancel(Hub& hub, const Session& session, const Request& request);

namespace {

Status store_all(Hub& hub, const std::string& station, const domain::TicketEvents& events) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  for (const domain::TicketEvent& event : events) {
    const auto folded = record(hub, {.id = new_ulid(hub.clock()),
                                     .station = station,
                                     .source = "hub",
                                     .who = "counter",
                                     .at = hub.clock().now(),
                                     .event = event});
    if (!folded) return fail(folded.error());
  }
  return transaction->commit();
}

nlohmann::json tickets_after(const domain::TicketBook& book, const domain::TicketEvents& events) {
  nlohmann::json names = nlohmann::json::array();
  for (const domain::TicketEvent& event : events) names.push_back(domain::kind_of(event).type);
  const domain::Ticket* ticket = events.empty() ? nullptr : book.find(ticket_of(events.back()));
  nlohmann::json now = nullptr;
  if (ticket != nullptr) {
    now = {{"id", ticket->id.value},
           {"label", ticket->label},
           {"counter", ticket->counter.value},
           {"state", domain::to_string(ticket->state)}};
  }
  return {{"ticket", now}, {"events", names}};
}

Reply carry_out(Hub& hub, const Session& session, const Request& request,
                const domain::TicketCommand& command) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto book = hub.books().find(*station);
  if (!book) return scope_reply(book.error());
  const domain::TicketDecision decision = domain::decide(**book, command);
  if (const auto* refusal = std::get_if<domain::TicketRefusal>(&decision)) {
    return json_reply({{"refusal", domain::to_string(*refusal)}}, 409);
  }
  const auto& events = std::get<domain::TicketEvents>(decision);
  if (auto stored = store_all(hub, *station, events); !stored) {
    // What was folded is not on disk: begin again from what is.
    if (auto loaded = hub.books().load(hub.clock().now()); !loaded) return failed_reply(loaded.error());
    return failed_reply(stored.error());
  }
  const auto after = hub.books().find(*station);
  if (!after) return failed_reply(after.error());
  return json_reply(tickets_after(**after, events));
}

domain::CounterId counter_of(const Request& request) {
  return domain::CounterId(request.parameter("counter"));
}
domain::TicketId ticket_in(const Request& request) {
  return domain::TicketId(request.parameter("ticket"));
}

}  // namespace

Outcome post_call_next(Hub& hub, const Session& session, const Request& request) {
  return carry_out(hub, session, request, domain::CallNext{counter_of(request), hub.clock().now()});
}

Outcome post_call(Hub& hub, const Session& session, const Request& request) {
  const auto body = read_json(request.body);
  if (!body) return error_reply(400, "body");
  const domain::TicketId ticket(text_of(*body, "ticket"));
  return carry_out(hub, session, request, domain::CallTicket{ticket, counter_of(request), hub.clock().now()});
}

Outcome post_recall(Hub& hub, const Session& session, const Request& request) {
  return carry_out(hub, session, request, domain::Recall{counter_of(request), hub.clock().now()});
}

Outcome post_start(Hub& hub, const Session& session, const Request& request) {
  return carry_out(hub, session, request, domain::StartServing{counter_of(request), hub.clock().now()});
}

Outcome post_skip(Hub& hub, const Session& session, const Request& request) {
  return carry_out(hub, session, request, domain::Skip{counter_of(request), hub.clock().now()});
}

Outcome post_finish(Hub& hub, const Session& session, const Request& request) {
  return carry_out(hub, session, request, domain::Finish{counter_of(request), hub.clock().now()});
}

Outcome post_requeue(Hub& hub, const Session& session, const Request& request) {
  return carry_out(hub, session, request, domain::Requeue{ticket_in(request), hub.clock().now()});
}

Outcome post_transfer(Hub& hub, const Session& session, const Request& request) {
  const auto body = read_json(request.body);
  if (!body) return error_reply(400, "body");
  const domain::ServiceId to(text_of(*body, "to"));
  return carry_out(hub, session, request, domain::Transfer{ticket_in(request), to, hub.clock().now()});
}

Outcome post_cancel(Hub& hub, const Session& session, const Request& request) {
  return carry_out(hub, session, request, domain::Cancel{ticket_in(request), hub.clock().now()});
}

}  // namespace yz::hub
