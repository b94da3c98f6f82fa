// The book itself: finding, numbering and folding. Who is next and how long it takes is queue.cpp.
#include <algorithm>

#include "domain/tickets/tickets.h"

namespace yz::domain {

/// One event against one book. Applies what fits the ticket's state, and knows what was applied before by its
/// step.
class TicketFolder {
 public:
  explicit TicketFolder(TicketBook& book) : book_(book) {}

  Folded fold(const TicketIssued& event);
  Folded fold(const TicketCalled& event) {
    return step(event.ticket, "called", event.counter.value, event.at, {TicketState::waiting},
                [&](Ticket& t) {
                  t.state = TicketState::called;
                  t.counter = event.counter;
                  t.called_at = event.at;
                });
  }
  Folded fold(const TicketRecalled& event) {
    const Ticket* ticket = book_.find(event.ticket);
    if (ticket != nullptr && ticket->counter != event.counter &&
        !has_step(*ticket, "recalled", event.counter.value, event.at)) {
      return Folded::ignored;
    }
    return step(event.ticket, "recalled", event.counter.value, event.at, {TicketState::called},
                [](Ticket&) {});
  }
  Folded fold(const ServingStarted& event) {
    return step(event.ticket, "serving", event.counter.value, event.at, {TicketState::called},
                [&](Ticket& t) {
                  t.state = TicketState::serving;
                  t.counter = event.counter;
                  t.serving_at = event.at;
                });
  }
  Folded fold(const TicketServed& event) {
    return step(event.ticket, "served", event.counter.value, event.at, {TicketState::serving},
                [&](Ticket& t) {
                  t.state = TicketState::served;
                  t.counter = event.counter;
                  t.ended_at = event.at;
                });
  }
  Folded fold(const TicketMissed& event) {
    return step(event.ticket, "missed", event.counter.value, event.at, {TicketState::called}, [&](Ticket& t) {
      t.state = TicketState::no_show;
      t.ended_at = event.at;
    });
  }
  Folded fold(const TicketRequeued& event) {
    const Ticket* ticket = book_.find(event.ticket);
    if (ticket != nullptr && ticket->was_requeued && !has_step(*ticket, "requeued", "", event.at)) {
      return Folded::ignored;
    }
    return step(event.ticket, "requeued", "", event.at, {TicketState::no_show}, [](Ticket& t) {
      t.was_requeued = true;
      back_in_line(t);
    });
  }
  Folded fold(const TicketCancelled& event) {
    return step(event.ticket, "cancelled", "", event.at, {TicketState::waiting, TicketState::called},
                [&](Ticket& t) {
                  t.state = TicketState::cancelled;
                  t.counter = {};
                  t.ended_at = event.at;
                });
  }
  Folded fold(const TicketTransferred& event) {
    return step(event.ticket, "transferred", event.to.value, event.at,
                {TicketState::waiting, TicketState::called}, [&](Ticket& t) {
                  t.service = event.to;
                  back_in_line(t);
                });
  }
  Folded fold(const TicketRated& event) {
    if (event.stars < 1 || event.stars > 5) return Folded::ignored;
    const Ticket* ticket = book_.find(event.ticket);
    const std::string stars = std::to_string(event.stars);
    if (ticket != nullptr && ticket->stars != 0 && !has_step(*ticket, "rated", stars, event.at))
      return Folded::ignored;
    return step(event.ticket, "rated", stars, event.at, {TicketState::served},
                [&](Ticket& t) { t.stars = event.stars; });
  }

 private:
  static void back_in_line(Ticket& ticket) {
    ticket.state = TicketState::waiting;
    ticket.counter = {};
    ticket.ended_at = {};
  }
  static bool has_step(const Ticket& ticket, std::string_view kind, std::string_view where, Instant at) {
    return std::any_of(ticket.steps.begin(), ticket.steps.end(), [&](const TicketStep& step) {
      return step.kind == kind && step.where == where && step.at == at;
    });
  }

  template <class Change>
  Folded step(const TicketId& id, const char* kind, const std::string& where, Instant at,
              std::initializer_list<TicketState> from, Change change) {
    auto* ticket = const_cast<Ticket*>(book_.find(id));
    if (ticket == nullptr) return Folded::ignored;
    if (has_step(*ticket, kind, where, at)) return Folded::repeated;
    if (std::find(from.begin(), from.end(), ticket->state) == from.end()) return Folded::ignored;
    if (ticket->steps.size() >= ticket_steps_max) {
      const auto announcement = std::find_if(ticket->steps.begin(), ticket->steps.end(),
                                             [](const TicketStep& s) { return s.kind == "recalled"; });
      ticket->steps.erase(announcement != ticket->steps.end() ? announcement : ticket->steps.begin());
    }
    ticket->steps.push_back(
        {.kind = kind, .where = where, .service = ticket->service, .at = at, .order = ++book_.last_order_});
    change(*ticket);
    return Folded::applied;
  }

  TicketBook& book_;
};

Folded TicketFolder::fold(const TicketIssued& event) {
  if (event.ticket.empty() || !event.day.ok() || event.number < 1 || event.number > ticket_number_max)
    return Folded::ignored;
  book_.raise_floor(event.service, event.day, event.number);
  if (const Ticket* known = book_.find(event.ticket)) {
    const bool is_same = known->day == event.day && known->label == event.label &&
                         known->issued_for == event.service && known->secret == event.secret;
    return is_same ? Folded::repeated : Folded::ignored;
  }
  // Two tickets under one label could not be told apart when it is called out.
  if (book_.find_by_label(event.day, event.label) != nullptr) return Folded::ignored;
  Ticket ticket;
  ticket.id = event.ticket;
  ticket.service = event.service;
  ticket.issued_for = event.service;
  ticket.day = event.day;
  ticket.number = event.number;
  ticket.label = event.label;
  ticket.secret = event.secret;
  ticket.priority = event.priority;
  ticket.issued_at = event.at;
  book_.days_[event.day].emplace(event.ticket, std::move(ticket));
  return Folded::applied;
}

void TicketBook::raise_floor(const ServiceId& service, Day day, int number) {
  int& last = last_number_[{day, service}];
  last = std::max(last, number);
}

int TicketBook::next_number(const ServiceId& service, Day day) const {
  const auto last = last_number_.find({day, service});
  return last == last_number_.end() ? 1 : std::max(0, last->second) + 1;
}

Folded TicketBook::fold(const TicketEvent& event) {
  TicketFolder folder(*this);
  return std::visit([&folder](const auto& e) { return folder.fold(e); }, event);
}

void TicketBook::restore(Ticket ticket) {
  if (ticket.id.empty()) return;
  if (ticket.issued_for.empty()) ticket.issued_for = ticket.service;
  for (auto& [day, tickets] : days_) tickets.erase(ticket.id);
  if (ticket.number >= 1 && ticket.number <= ticket_number_max)
    raise_floor(ticket.issued_for, ticket.day, ticket.number);
  for (const TicketStep& step : ticket.steps) last_order_ = std::max(last_order_, step.order);
  auto& tickets = days_[ticket.day];
  const TicketId id = ticket.id;
  tickets.insert_or_assign(id, std::move(ticket));
}

TicketBook TicketBook::excerpt(const std::set<TicketId>& tickets) const {
  TicketBook small(station_);
  for (const TicketId& id : tickets) {
    if (const Ticket* ticket = find(id)) small.restore(*ticket);
  }
  small.last_order_ = last_order_;
  return small;
}

void TicketBook::forget_before(Day day) {
  days_.erase(days_.begin(), days_.lower_bound(day));
}

const Ticket* TicketBook::find(const TicketId& id) const {
  // Newest day first: that is whom people ask about.
  for (auto day = days_.rbegin(); day != days_.rend(); ++day) {
    const auto found = day->second.find(id);
    if (found != day->second.end()) return &found->second;
  }
  return nullptr;
}

const Ticket* TicketBook::find_by_label(Day day, std::string_view label) const {
  const auto tickets = days_.find(day);
  if (tickets == days_.end()) return nullptr;
  const auto found = std::find_if(tickets->second.begin(), tickets->second.end(),
                                  [label](const auto& row) { return row.second.label == label; });
  return found == tickets->second.end() ? nullptr : &found->second;
}

int TicketBook::issued_count(const ServiceId& service, Day day) const {
  const auto tickets = days_.find(day);
  if (tickets == days_.end()) return 0;
  return static_cast<int>(
      std::count_if(tickets->second.begin(), tickets->second.end(),
                    [&service](const auto& row) { return row.second.issued_for == service; }));
}

std::vector<const Ticket*> TicketBook::all() const {
  std::vector<const Ticket*> tickets;
  for (const auto& [day, rows] : days_) {
    for (const auto& [id, ticket] : rows) tickets.push_back(&ticket);
  }
  std::ranges::sort(tickets, by_issue_time);
  return tickets;
}

}  // namespace yz::domain
