// Commands against the book: events, or the rule that says no.
#include <algorithm>
#include <array>
#include <cstdio>

#include "domain/tickets/tickets.h"

namespace yz::domain {

namespace {

using Decision = TicketDecision;

Day today(const TicketBook& book, Instant at) {
  return station_time(book.station(), at).day;
}

/// Whom the counter has: today's, else one that midnight overtook.
const Ticket* current_at(const TicketBook& book, const CounterId& counter, Instant at) {
  const Day day = today(book, at);
  if (const Ticket* ticket = book.at_counter(counter, day)) return ticket;
  return book.at_counter(counter, Day(std::chrono::sys_days(day) - std::chrono::days(1)));
}

/// A moment at which this did not happen to the ticket before: fold tells a repetition by kind, place and
/// time.
Instant fresh_time(const Ticket& ticket, std::string_view kind, const std::string& where, Instant at) {
  const auto taken = [&](const TicketStep& s) { return s.kind == kind && s.where == where && s.at == at; };
  while (std::any_of(ticket.steps.begin(), ticket.steps.end(), taken)) at += Milliseconds{1};
  return at;
}

TicketEvents called(const Ticket& ticket, const CounterId& counter, Instant at) {
  return {TicketCalled{
      .ticket = ticket.id, .counter = counter, .at = fresh_time(ticket, "called", counter.value, at)}};
}

bool knows(const TicketBook& book, const CounterId& counter) {
  return book.station().find_counter(counter) != nullptr;
}

Decision on(const TicketBook& book, const IssueTicket& ask) {
  if (book.find(ask.ticket) != nullptr) return TicketEvents{};
  const Service* service = book.station().find_service(ask.service);
  if (service == nullptr) return TicketRefusal::unknown_service;
  const StationTime now = station_time(book.station(), ask.at);
  if (!is_open(service->hours, now)) return TicketRefusal::closed_now;
  if (ask.priority != Priority::none && !service->has_priority) return TicketRefusal::priority_not_offered;
  if (book.issued_count(ask.service, now.day) >= service->quota_per_day) return TicketRefusal::quota_used_up;
  int number = book.next_number(ask.service, now.day);
  // New content may have given this service a letter that another one used earlier on the same day.
  while (number <= ticket_number_max &&
         book.find_by_label(now.day, make_label(service->letter, ask.kiosk_digit, number)) != nullptr) {
    ++number;
  }
  if (number > ticket_number_max) return TicketRefusal::numbers_used_up;
  return TicketEvents{TicketIssued{.ticket = ask.ticket,
                                   .service = ask.service,
                                   .day = now.day,
                                   .number = number,
                                   .label = make_label(service->letter, ask.kiosk_digit, number),
                                   .secret = ask.secret,
                                   .priority = ask.priority,
                                   .at = ask.at}};
}

Decision on(const TicketBook& book, const CallNext& ask) {
  if (!knows(book, ask.counter)) return TicketRefusal::unknown_counter;
  const Day day = today(book, ask.at);
  if (book.at_counter(ask.counter, day) != nullptr) return TicketRefusal::counter_busy;
  const auto line = book.waiting_for(ask.counter, day);
  if (line.empty()) return TicketRefusal::nobody_waiting;
  return called(*line.front(), ask.counter, ask.at);
}

Decision on(const TicketBook& book, const CallTicket& ask) {
  if (!knows(book, ask.counter)) return TicketRefusal::unknown_counter;
  const Ticket* ticket = book.find(ask.ticket);
  if (ticket == nullptr) return TicketRefusal::unknown_ticket;
  const Day day = today(book, ask.at);
  if (book.at_counter(ask.counter, day) != nullptr) return TicketRefusal::counter_busy;
  if (ticket->state != TicketState::waiting || ticket->day != day) return TicketRefusal::not_waiting;
  return called(*ticket, ask.counter, ask.at);
}

/// Recall, skip and start all act on a ticket that was called to this counter and is not being served yet.
template <class Event, class Ask>
Decision on_called(const TicketBook& book, const Ask& ask) {
  if (!knows(book, ask.counter)) return TicketRefusal::unknown_counter;
  const Ticket* ticket = current_at(book, ask.counter, ask.at);
  if (ticket == nullptr || ticket->state != TicketState::called) return TicketRefusal::counter_idle;
  return TicketEvents{Event{.ticket = ticket->id, .counter = ask.counter, .at = ask.at}};
}
Decision on(const TicketBook& book, const Recall& ask) {
  return on_called<TicketRecalled>(book, ask);
}
Decision on(const TicketBook& book, const StartServing& ask) {
  return on_called<ServingStarted>(book, ask);
}
Decision on(const TicketBook& book, const Skip& ask) {
  return on_called<TicketMissed>(book, ask);
}

Decision on(const TicketBook& book, const Finish& ask) {
  if (!knows(book, ask.counter)) return TicketRefusal::unknown_counter;
  const Ticket* ticket = current_at(book, ask.counter, ask.at);
  if (ticket == nullptr) return TicketRefusal::counter_idle;
  TicketEvents events;
  if (ticket->state == TicketState::called) {
    // Nobody pressed "start": the person came when called, so the time since then was spent on them.
    const Instant started = std::min(ticket->called_at, ask.at);
    events.emplace_back(ServingStarted{.ticket = ticket->id, .counter = ask.counter, .at = started});
  }
  events.emplace_back(TicketServed{.ticket = ticket->id, .counter = ask.counter, .at = ask.at});
  return events;
}

Decision on(const TicketBook& book, const Requeue& ask) {
  const Ticket* ticket = book.find(ask.ticket);
  if (ticket == nullptr) return TicketRefusal::unknown_ticket;
  if (ticket->state != TicketState::no_show || ticket->day != today(book, ask.at))
    return TicketRefusal::not_missed;
  if (ticket->was_requeued) return TicketRefusal::already_requeued;
  return TicketEvents{TicketRequeued{.ticket = ask.ticket, .at = ask.at}};
}

bool waits_or_is_called(const Ticket& ticket) {
  return ticket.state == TicketState::waiting || ticket.state == TicketState::called;
}

Decision on(const TicketBook& book, const Cancel& ask) {
  const Ticket* ticket = book.find(ask.ticket);
  if (ticket == nullptr) return TicketRefusal::unknown_ticket;
  if (!waits_or_is_called(*ticket)) return TicketRefusal::not_cancellable;
  return TicketEvents{TicketCancelled{.ticket = ask.ticket, .at = ask.at}};
}

Decision on(const TicketBook& book, const Transfer& ask) {
  const Ticket* ticket = book.find(ask.ticket);
  if (ticket == nullptr) return TicketRefusal::unknown_ticket;
  if (book.station().find_service(ask.to) == nullptr) return TicketRefusal::unknown_service;
  if (!waits_or_is_called(*ticket) || ticket->service == ask.to || ticket->day != today(book, ask.at)) {
    return TicketRefusal::not_transferable;
  }
  const Instant at = fresh_time(*ticket, "transferred", ask.to.value, ask.at);
  return TicketEvents{TicketTransferred{.ticket = ask.ticket, .to = ask.to, .at = at}};
}

Decision on(const TicketBook& book, const Rate& ask) {
  const Ticket* ticket = book.find(ask.ticket);
  if (ticket == nullptr) return TicketRefusal::unknown_ticket;
  if (ask.stars < 1 || ask.stars > ticket_stars_max) return TicketRefusal::stars_out_of_range;
  if (ticket->state != TicketState::served) return TicketRefusal::not_served_yet;
  if (ticket->stars != 0) return TicketRefusal::already_rated;
  return TicketEvents{TicketRated{.ticket = ask.ticket, .stars = ask.stars, .at = ask.at}};
}

}  // namespace

TicketDecision decide(const TicketBook& book, const TicketCommand& command) {
  return std::visit([&book](const auto& ask) { return on(book, ask); }, command);
}

std::string make_label(char letter, int kiosk_digit, int number) {
  std::array<char, 32> text{};
  const int length = kiosk_digit > 0
                         ? std::snprintf(text.data(), text.size(), "%c%d-%03d", letter, kiosk_digit, number)
                         : std::snprintf(text.data(), text.size(), "%c%03d", letter, number);
  return {text.data(), static_cast<std::size_t>(length)};
}

const char* to_string(TicketRefusal refusal) {
  switch (refusal) {
    case TicketRefusal::unknown_service:
      return "unknown_service";
    case TicketRefusal::unknown_counter:
      return "unknown_counter";
    case TicketRefusal::unknown_ticket:
      return "unknown_ticket";
    case TicketRefusal::closed_now:
      return "closed_now";
    case TicketRefusal::quota_used_up:
      return "quota_used_up";
    case TicketRefusal::numbers_used_up:
      return "numbers_used_up";
    case TicketRefusal::priority_not_offered:
      return "priority_not_offered";
    case TicketRefusal::counter_busy:
      return "counter_busy";
    case TicketRefusal::counter_idle:
      return "counter_idle";
    case TicketRefusal::nobody_waiting:
      return "nobody_waiting";
    case TicketRefusal::not_waiting:
      return "not_waiting";
    case TicketRefusal::not_missed:
      return "not_missed";
    case TicketRefusal::already_requeued:
      return "already_requeued";
    case TicketRefusal::not_cancellable:
      return "not_cancellable";
    case TicketRefusal::not_transferable:
      return "not_transferable";
    case TicketRefusal::not_served_yet:
      return "not_served_yet";
    case TicketRefusal::already_rated:
      return "already_rated";
    case TicketRefusal::stars_out_of_range:
      return "stars_out_of_range";
  }
  return "unknown";
}

}  // namespace yz::domain
