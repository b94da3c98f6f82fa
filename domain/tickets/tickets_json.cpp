#include "domain/tickets/tickets_json.h"

#include <algorithm>
#include <array>

#include "domain/json/events.h"

namespace yz::domain {

namespace {

constexpr std::array<std::pair<Priority, const char*>, 5> priorities{{{Priority::none, "none"},
                                                                      {Priority::age, "age"},
                                                                      {Priority::disabled, "disabled"},
                                                                      {Priority::pregnant, "pregnant"},
                                                                      {Priority::veteran, "veteran"}}};
constexpr std::array<std::pair<TicketState, const char*>, 6> states{{{TicketState::waiting, "waiting"},
                                                                     {TicketState::called, "called"},
                                                                     {TicketState::serving, "serving"},
                                                                     {TicketState::served, "served"},
                                                                     {TicketState::no_show, "no_show"},
                                                                     {TicketState::cancelled, "cancelled"}}};

/// One kind of event: its name, and how its body is read.
struct Kind {
  const char* type;
  TicketEvent (*read)(Fields&);
};

template <class Event>
TicketEvent read_at_counter(Fields& in) {
  return Event{
      .ticket = TicketId(in.text("ticket")), .counter = CounterId(in.text("counter")), .at = in.at()};
}
template <class Event>
TicketEvent read_plain(Fields& in) {
  return Event{.ticket = TicketId(in.text("ticket")), .at = in.at()};
}
TicketEvent read_issued(Fields& in) {
  return TicketIssued{.ticket = TicketId(in.text("ticket")),
                      .service = ServiceId(in.text("service")),
                      .day = in.day("day"),
                      .number = static_cast<int>(in.number("number", 1, ticket_number_max)),
                      .label = in.text("label"),
                      .secret = in.text("secret"),
                      .priority = in.one_of("priority", priorities),
                      .at = in.at()};
}
TicketEvent read_transferred(Fields& in) {
  return TicketTransferred{
      .ticket = TicketId(in.text("ticket")), .to = ServiceId(in.text("to")), .at = in.at()};
}
TicketEvent read_rated(Fields& in) {
  return TicketRated{.ticket = TicketId(in.text("ticket")),
                     .stars = static_cast<int>(in.number("stars", 1, ticket_stars_max)),
                     .at = in.at()};
}

/// In the order of TicketEvent's alternatives.
constexpr std::array<Kind, std::variant_size_v<TicketEvent>> kinds{
    {{"ticket.issued", read_issued},
     {"ticket.called", read_at_counter<TicketCalled>},
     {"ticket.recalled", read_at_counter<TicketRecalled>},
     {"ticket.serving", read_at_counter<ServingStarted>},
     {"ticket.served", read_at_counter<TicketServed>},
     {"ticket.missed", read_at_counter<TicketMissed>},
     {"ticket.requeued", read_plain<TicketRequeued>},
     {"ticket.cancelled", read_plain<TicketCancelled>},
     {"ticket.transferred", read_transferred},
     {"ticket.rated", read_rated}}};

Json body_of(const TicketIssued& e) {
  return {{"ticket", e.ticket.value},
          {"service", e.service.value},
          {"day", to_text(e.day)},
          {"number", e.number},
          {"label", e.label},
          {"secret", e.secret},
          {"priority", to_string(e.priority)},
          {"at", ms(e.at)}};
}
Json body_of(const TicketTransferred& e) {
  return {{"ticket", e.ticket.value}, {"to", e.to.value}, {"at", ms(e.at)}};
}
Json body_of(const TicketRated& e) {
  return {{"ticket", e.ticket.value}, {"stars", e.stars}, {"at", ms(e.at)}};
}
template <class Event>
Json body_of(const Event& e) {
  if constexpr (requires { e.counter; }) {
    return {{"ticket", e.ticket.value}, {"counter", e.counter.value}, {"at", ms(e.at)}};
  } else {
    return {{"ticket", e.ticket.value}, {"at", ms(e.at)}};
  }
}

std::vector<TicketStep> read_steps(Fields& in, const Json& object) {
  const auto found = object.find("steps");
  if (found == object.end() || !found->is_array() || found->size() > ticket_steps_max) {
    return in.wrong<std::vector<TicketStep>>("steps", "a list of at most 64");
  }
  std::vector<TicketStep> steps;
  for (const Json& row : *found) {
    Fields step(row);
    steps.push_back({.kind = step.text("kind"),
                     .where = step.text("where", true),
                     .service = ServiceId(step.text("service", true)),
                     .at = step.at(),
                     .order = step.number("order", 0, at_max)});
    if (step.error()) return in.wrong<std::vector<TicketStep>>("steps", step.error()->what.c_str());
  }
  return steps;
}

}  // namespace

EventKind kind_of(const TicketEvent& event) {
  return {.type = kinds[event.index()].type, .version = 1};
}

std::string to_json(const TicketEvent& event) {
  return std::visit([](const auto& e) { return one_line(body_of(e)); }, event);
}

Result<TicketEvent> parse_ticket_event(const EventKind& kind, std::string_view body_json) {
  return parse_event<TicketEvent, Fields>(kinds, kind, body_json);
}

std::string to_json(const Ticket& t) {
  Json steps = Json::array();
  for (const TicketStep& s : t.steps) {
    steps.push_back({{"kind", s.kind},
                     {"where", s.where},
                     {"service", s.service.value},
                     {"at", ms(s.at)},
                     {"order", s.order}});
  }
  return one_line({{"id", t.id.value},
                   {"service", t.service.value},
                   {"day", to_text(t.day)},
                   {"number", t.number},
                   {"label", t.label},
                   {"secret", t.secret},
                   {"priority", to_string(t.priority)},
                   {"state", to_string(t.state)},
                   {"counter", t.counter.value},
                   {"issued_at", ms(t.issued_at)},
                   {"called_at", ms(t.called_at)},
                   {"serving_at", ms(t.serving_at)},
                   {"ended_at", ms(t.ended_at)},
                   {"was_requeued", t.was_requeued},
                   {"stars", t.stars},
                   {"issued_for", t.issued_for.value},
                   {"steps", std::move(steps)}});
}

Result<Ticket> parse_ticket(std::string_view json) {
  const auto object = parse_object(json);
  if (!object) return fail(object.error());
  Fields in(*object);
  Ticket ticket;
  ticket.id = TicketId(in.text("id"));
  ticket.service = ServiceId(in.text("service"));
  ticket.day = in.day("day");
  ticket.number = static_cast<int>(in.number("number", 1, ticket_number_max));
  ticket.label = in.text("label");
  ticket.secret = in.text("secret");
  ticket.priority = in.one_of("priority", priorities);
  ticket.state = in.one_of("state", states);
  ticket.counter = CounterId(in.text("counter", /*may_be_empty=*/true));
  ticket.issued_at = in.at("issued_at");
  ticket.called_at = in.at("called_at");
  ticket.serving_at = in.at("serving_at");
  ticket.ended_at = in.at("ended_at");
  ticket.was_requeued = in.flag("was_requeued");
  ticket.stars = static_cast<int>(in.number("stars", 0, ticket_stars_max));
  ticket.issued_for = ServiceId(in.text("issued_for"));
  ticket.steps = read_steps(in, *object);
  if (in.error()) return fail(*in.error());
  return ticket;
}

const char* to_string(Priority priority) {
  return priorities[static_cast<std::size_t>(priority)].second;
}
const char* to_string(TicketState state) {
  return states[static_cast<std::size_t>(state)].second;
}

}  // namespace yz::domain
