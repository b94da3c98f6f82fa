// The line as people see it: who is next, who is at a counter, how long it will take.
#include <algorithm>
#include <set>

#include "domain/tickets/tickets.h"

namespace yz::domain {

namespace {

using Tickets = std::map<TicketId, Ticket>;
using Line = std::vector<const Ticket*>;

constexpr double newest_weight = 0.2;  // of the latest service time in the day's mean
constexpr Milliseconds service_time_max = std::chrono::hours(4);
constexpr Minutes estimate_step{5};

const Tickets& tickets_of(const std::map<Day, Tickets>& days, Day day) {
  static const Tickets none;
  const auto found = days.find(day);
  return found == days.end() ? none : found->second;
}

bool contains(const std::vector<ServiceId>& services, const ServiceId& service) {
  return std::find(services.begin(), services.end(), service) != services.end();
}

bool is_priority(const Ticket& ticket) {
  return ticket.priority != Priority::none;
}

struct Call {
  std::int64_t order;
  const Ticket* ticket;
};

/// Calls for these services, latest first. A ticket called twice stands there twice.
std::vector<Call> calls_of(const Tickets& tickets, const std::vector<ServiceId>& services) {
  std::vector<Call> calls;
  for (const auto& [id, ticket] : tickets) {
    for (const TicketStep& step : ticket.steps) {
      if (step.kind == "called" && contains(services, step.service)) calls.push_back({step.order, &ticket});
    }
  }
  std::ranges::sort(calls, [](const Call& a, const Call& b) { return a.order > b.order; });
  return calls;
}

/// How many priority tickets were called one after the other, up to the latest call.
int priority_run(const std::vector<Call>& calls) {
  const auto ordinary =
      std::find_if(calls.begin(), calls.end(), [](const Call& c) { return !is_priority(*c.ticket); });
  return static_cast<int>(ordinary - calls.begin());
}

/// Two lines into one: priority first, but never more than `in_a_row_max` of them while an ordinary one
/// waits.
Line interleave(const Line& by_time, int run, int in_a_row_max) {
  Line priority;
  Line ordinary;
  for (const Ticket* ticket : by_time) (is_priority(*ticket) ? priority : ordinary).push_back(ticket);
  Line line;
  auto p = priority.begin();
  auto o = ordinary.begin();
  while (p != priority.end() || o != ordinary.end()) {
    const bool ordinary_next = p == priority.end() || (o != ordinary.end() && run >= in_a_row_max);
    line.push_back(ordinary_next ? *o++ : *p++);
    run = ordinary_next ? 0 : run + 1;
  }
  return line;
}

Line waiting_by_time(const Tickets& tickets, const std::vector<ServiceId>& services) {
  Line line;
  for (const auto& [id, ticket] : tickets) {
    if (ticket.state == TicketState::waiting && contains(services, ticket.service)) line.push_back(&ticket);
  }
  std::ranges::sort(line, by_issue_time);
  return line;
}

}  // namespace

std::vector<const Ticket*> TicketBook::waiting_in(const std::vector<ServiceId>& services, Day day) const {
  const Tickets& tickets = tickets_of(days_, day);
  return interleave(waiting_by_time(tickets, services), priority_run(calls_of(tickets, services)),
                    station_.ticket_rules.priority_in_a_row_max);
}

std::vector<const Ticket*> TicketBook::waiting(const ServiceId& service, Day day) const {
  return waiting_in({service}, day);
}

std::vector<const Ticket*> TicketBook::waiting_for(const CounterId& counter, Day day) const {
  std::vector<ServiceId> services;
  for (const Service& service : station_.services) {
    if (std::find(service.counters.begin(), service.counters.end(), counter) != service.counters.end()) {
      services.push_back(service.id);
    }
  }
  return waiting_in(services, day);
}

const Ticket* TicketBook::at_counter(const CounterId& counter, Day day) const {
  const Ticket* latest = nullptr;
  for (const auto& [id, ticket] : tickets_of(days_, day)) {
    const bool is_there = ticket.state == TicketState::called || ticket.state == TicketState::serving;
    if (!is_there || ticket.counter != counter || counter.empty()) continue;
    const auto order = [](const Ticket& t) { return t.steps.empty() ? 0 : t.steps.back().order; };
    if (latest == nullptr || order(ticket) > order(*latest)) latest = &ticket;
  }
  return latest;
}

std::vector<const Ticket*> TicketBook::recent_calls(Day day, std::size_t most) const {
  std::vector<Call> latest;  // of each ticket
  for (const auto& [id, ticket] : tickets_of(days_, day)) {
    const auto call = std::find_if(ticket.steps.rbegin(), ticket.steps.rend(),
                                   [](const TicketStep& step) { return step.kind == "called"; });
    if (call != ticket.steps.rend()) latest.push_back({call->order, &ticket});
  }
  std::ranges::sort(latest, [](const Call& a, const Call& b) { return a.order > b.order; });
  Line calls;
  for (const Call& call : latest) {
    if (calls.size() >= most) break;
    calls.push_back(call.ticket);
  }
  return calls;
}

Milliseconds TicketBook::mean_service(const Service& service, Day day) const {
  Line served;
  for (const auto& [id, ticket] : tickets_of(days_, day)) {
    const bool counts =
        ticket.state == TicketState::served && ticket.service == service.id &&
        ticket.ended_at >= ticket.serving_at &&  // a clock set back in between measures nothing
        ticket.ended_at - ticket.serving_at <= service_time_max;
    if (counts) served.push_back(&ticket);
  }
  std::ranges::sort(served, [](const Ticket* a, const Ticket* b) {
    return std::pair(a->ended_at, a->id.value) < std::pair(b->ended_at, b->id.value);
  });
  auto mean = static_cast<double>(service.mean_service.count());
  for (const Ticket* ticket : served) {
    mean += newest_weight * (static_cast<double>((ticket->ended_at - ticket->serving_at).count()) - mean);
  }
  return Milliseconds{static_cast<std::int64_t>(mean)};
}

int TicketBook::open_counters(const Service& service, Day day) const {
  std::set<std::string> open;
  for (const auto& [id, ticket] : tickets_of(days_, day)) {
    for (const TicketStep& step : ticket.steps) {
      if (step.kind != "called") continue;
      const auto& own = service.counters;
      if (std::find(own.begin(), own.end(), CounterId(step.where)) != own.end()) open.insert(step.where);
    }
  }
  return std::max(1, static_cast<int>(open.size()));
}

WaitEstimate TicketBook::estimate(const ServiceId& service, Day day, const TicketId& id,
                                  Priority priority) const {
  const Tickets& tickets = tickets_of(days_, day);
  Line by_time = waiting_by_time(tickets, {service});
  Ticket newcomer;
  newcomer.priority = priority;
  const auto known = tickets.find(id);
  const Ticket* who = known == tickets.end() ? &newcomer : &known->second;
  if (who == &newcomer) by_time.push_back(who);
  const Line line = interleave(by_time, priority_run(calls_of(tickets, {service})),
                               station_.ticket_rules.priority_in_a_row_max);
  const auto place = std::find(line.begin(), line.end(), who);
  WaitEstimate estimate;
  // Who is called or done already waits behind nobody.
  if (place != line.end()) estimate.people_ahead = static_cast<int>(place - line.begin());
  const Service* content = station_.find_service(service);
  const Milliseconds wait =
      content == nullptr ? Milliseconds{0}
                         : estimate.people_ahead * mean_service(*content, day) / open_counters(*content, day);
  const auto steps = wait / Milliseconds(estimate_step);
  estimate.from = Minutes{steps * estimate_step.count()};
  estimate.to = estimate.from + estimate_step;
  return estimate;
}

}  // namespace yz::domain
