#include "hub/api/queue_view.h"

#include <algorithm>

#include "domain/tickets/tickets_json.h"
#include "hub/store/times.h"

namespace yz::hub {

namespace {

using nlohmann::json;

constexpr std::size_t hall_calls_max = 8;
constexpr std::size_t waiting_shown_max = 100;
constexpr std::size_t missed_shown_max = 30;

domain::Day today(Hub& hub, const domain::TicketBook& book) {
  return domain::station_time(book.station(), hub.clock().now()).day;
}

json ticket_json(const domain::Station& station, const domain::Ticket& ticket) {
  const domain::Service* service = station.find_service(ticket.service);
  return {{"id", ticket.id.value},
          {"label", ticket.label},
          {"service", ticket.service.value},
          {"service_name",
           service == nullptr ? json{{"zh", ticket.service.value}, {"en", ""}} : both(service->name)},
          {"priority", domain::to_string(ticket.priority)},
          {"state", domain::to_string(ticket.state)},
          {"counter", ticket.counter.value},
          {"issued_at", store::to_ms(ticket.issued_at)},
          {"called_at", store::to_ms(ticket.called_at)},
          {"was_requeued", ticket.was_requeued}};
}

json services_json(const domain::Station& station) {
  json all = json::array();
  for (const domain::Service& service : station.services) {
    all.push_back(
        {{"id", service.id.value}, {"name", both(service.name)}, {"letter", std::string(1, service.letter)}});
  }
  return all;
}

bool serves(const domain::Station& station, const domain::CounterId& counter, const domain::ServiceId& id) {
  const domain::Service* service = station.find_service(id);
  if (service == nullptr) return true;  // of a service that content no longer has: any counter may help
  return std::find(service->counters.begin(), service->counters.end(), counter) != service->counters.end();
}

/// Who did not come today, the last one first.
json missed_json(const domain::TicketBook& book, const domain::CounterId& counter, domain::Day day) {
  std::vector<const domain::Ticket*> missed;
  for (const domain::Ticket* ticket : book.all()) {
    if (ticket->day == day && ticket->state == domain::TicketState::no_show &&
        serves(book.station(), counter, ticket->service)) {
      missed.push_back(ticket);
    }
  }
  std::sort(missed.begin(), missed.end(),
            [](const auto* a, const auto* b) { return a->ended_at > b->ended_at; });
  missed.resize(std::min(missed.size(), missed_shown_max));
  json all = json::array();
  for (const domain::Ticket* ticket : missed) all.push_back(ticket_json(book.station(), *ticket));
  return all;
}

}  // namespace

json both(const domain::LocalText& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

Result<json> counter_view(Hub& hub, const std::string& station, const std::string& counter) {
  const auto found = hub.books().find(station);
  if (!found) return fail(found.error());
  const domain::TicketBook& book = **found;
  const domain::CounterId id(counter);
  const domain::Counter* desk = book.station().find_counter(id);
  if (desk == nullptr) return fail(Code::not_found, "no counter " + counter);
  const domain::Day day = today(hub, book);
  const domain::Ticket* now = book.at_counter(id, day);
  const auto queue = book.waiting_for(id, day);
  json waiting = json::array();
  for (const domain::Ticket* ticket : queue) {
    if (waiting.size() == waiting_shown_max) break;
    waiting.push_back(ticket_json(book.station(), *ticket));
  }
  return json{{"station", station},
              {"station_name", both(book.station().name)},
              {"counter", {{"id", counter}, {"name", both(desk->name)}}},
              {"day", domain::to_text(day)},
              {"time", store::to_ms(hub.clock().now())},
              {"now", now == nullptr ? json(nullptr) : ticket_json(book.station(), *now)},
              {"waiting_count", queue.size()},
              {"waiting", std::move(waiting)},
              {"missed", missed_json(book, id, day)},
              {"services", services_json(book.station())}};
}

Result<json> hall_view(Hub& hub, const std::string& station) {
  const auto found = hub.books().find(station);
  if (!found) return fail(found.error());
  const domain::TicketBook& book = **found;
  const domain::Day day = today(hub, book);
  json calls = json::array();
  for (const domain::Ticket* ticket : book.recent_calls(day, hall_calls_max)) {
    calls.push_back({{"label", ticket->label},
                     {"counter", ticket->counter.value},
                     {"state", domain::to_string(ticket->state)},
                     {"called_at", store::to_ms(ticket->called_at)}});
  }
  json counters = json::array();
  for (const domain::Counter& counter : book.station().counters) {
    const domain::Ticket* ticket = book.at_counter(counter.id, day);
    counters.push_back({{"id", counter.id.value},
                        {"name", both(counter.name)},
                        {"label", ticket == nullptr ? std::string() : ticket->label},
                        {"state", ticket == nullptr ? "idle" : domain::to_string(ticket->state)}});
  }
  json waiting = json::array();
  for (const domain::Service& service : book.station().services) {
    waiting.push_back({{"name", both(service.name)}, {"count", book.waiting(service.id, day).size()}});
  }
  return json{{"station", station},
              {"name", both(book.station().name)},
              {"time", store::to_ms(hub.clock().now())},
              {"utc_offset_minutes", book.station().utc_offset.count()},
              {"calls", std::move(calls)},
              {"counters", std::move(counters)},
              {"waiting", std::move(waiting)}};
}

}  // namespace yz::hub
