#include "kiosk/app/queue_views.h"

#include <algorithm>

namespace yz::kiosk {
namespace {

ServiceView service_view(const domain::TicketBook& book, const domain::Service& service,
                         const domain::StationTime& now) {
  ServiceView view{.id = service.id,
                   .letter = service.letter,
                   .name = service.name,
                   .description = service.description,
                   .bring = service.bring,
                   .has_priority = service.has_priority,
                   .is_open = domain::is_open(service.hours, now),
                   .has_numbers_left = book.issued_count(service.id, now.day) < service.quota_per_day,
                   .estimate = book.estimate(service.id, now.day, {}, domain::Priority::none),
                   .opening = {},
                   .counters = service.counters};
  if (view.is_open && view.has_numbers_left) return view;
  domain::StationTime after = now;
  // Full today: the next chance is another day's opening.
  if (view.is_open) after = {std::chrono::sys_days{now.day} + std::chrono::days{1}, domain::Minutes{0}};
  if (domain::StationTime opening; domain::next_opening(service.hours, after, opening))
    view.opening = opening;
  return view;
}

CounterView counter_view(const domain::TicketBook& book, const domain::Counter& counter, domain::Day day) {
  CounterView view{
      .id = counter.id, .name = counter.name, .now = {}, .now_state = {}, .next = {}, .waiting = 0};
  if (const domain::Ticket* ticket = book.at_counter(counter.id, day)) {
    view.now = ticket->label;
    view.now_state = ticket->state;
  }
  const auto waiting = book.waiting_for(counter.id, day);
  if (!waiting.empty()) view.next = waiting.front()->label;
  view.waiting = static_cast<int>(waiting.size());
  return view;
}

}  // namespace

QueueShown queue_view(const domain::TicketBook& book, const domain::StationTime& now) {
  QueueShown shown{.now = now, .services = {}, .counters = {}, .calls = {}};
  for (const auto& service : book.station().services)
    shown.services.push_back(service_view(book, service, now));
  for (const auto& counter : book.station().counters)
    shown.counters.push_back(counter_view(book, counter, now.day));
  for (const auto* ticket : book.recent_calls(now.day, board_calls_max)) {
    shown.calls.push_back({ticket->label, ticket->counter, ticket->called_at});
  }
  return shown;
}

TicketView ticket_view(const domain::TicketBook& book, const domain::Ticket& ticket,
                       const std::string& ticket_url, PrintState print) {
  TicketView view{.id = ticket.id,
                  .service = ticket.service,
                  .service_name = {},
                  .day = ticket.day,
                  .label = ticket.label,
                  .qr = ticket_url + domain::make_ticket_code(ticket),
                  .state = ticket.state,
                  .priority = ticket.priority,
                  .place = 0,
                  .estimate = {},
                  .counter = ticket.counter,
                  .counters = {},
                  .was_requeued = ticket.was_requeued,
                  .stars = ticket.stars,
                  .print = print};
  if (const domain::Service* service = book.station().find_service(ticket.service)) {
    view.service_name = service->name;
    view.counters = service->counters;
  }
  if (ticket.state == domain::TicketState::waiting) {
    const auto waiting = book.waiting(ticket.service, ticket.day);
    const auto at = std::ranges::find(waiting, ticket.id, [](const domain::Ticket* one) { return one->id; });
    if (at != waiting.end()) view.place = static_cast<int>(at - waiting.begin()) + 1;
    view.estimate = book.estimate(ticket.service, ticket.day, ticket.id, ticket.priority);
  }
  return view;
}

}  // namespace yz::kiosk
