#include "domain/tickets/tickets_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

namespace yz::domain {

namespace {

using Json = nlohmann::ordered_json;  // fields stay in the order in which docs/formats/events.md lists them

constexpr std::size_t body_bytes_max = 65'536;
constexpr std::size_t text_bytes_max = 64;
constexpr std::int64_t at_max = 253'402'300'799'999;  // the end of the year 9999
constexpr int number_max = 999;
constexpr int stars_max = 5;

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

/// Reads fields of one object; remembers the first that is not as it should be.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  std::string text(const char* name, bool may_be_empty = false) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_string()) return wrong<std::string>(name, "a text");
    const auto& read = found->get_ref<const std::string&>();
    if (read.size() > text_bytes_max || (read.empty() && !may_be_empty)) {
      return wrong<std::string>(name, "1 to 64 bytes");
    }
    return read;
  }
  std::int64_t number(const char* name, std::int64_t min, std::int64_t max) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_number_integer())
      return wrong<std::int64_t>(name, "a whole number");
    const bool too_large =
        found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(max);
    if (too_large || found->get<std::int64_t>() < min || found->get<std::int64_t>() > max) {
      return wrong<std::int64_t>(name, "out of range");
    }
    return found->get<std::int64_t>();
  }
  bool flag(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_boolean()) return wrong<bool>(name, "true or false");
    return found->get<bool>();
  }
  Instant at(const char* name = "at") { return Instant(Milliseconds{number(name, 0, at_max)}); }
  Day day(const char* name) {
    Day read{};
    if (!parse_day(text(name), read)) return wrong<Day>(name, "a day, YYYY-MM-DD");
    return read;
  }
  template <class Enum, std::size_t size>
  Enum one_of(const char* name, const std::array<std::pair<Enum, const char*>, size>& names) {
    const std::string read = text(name);
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto& row) { return read == row.second; });
    return found == names.end() ? wrong<Enum>(name, "not one of its values") : found->first;
  }
  TicketId ticket() { return TicketId(text("ticket")); }
  CounterId counter() { return CounterId(text("counter")); }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  template <class T>
  T wrong(const char* name, const char* what) {
    if (!error_) error_ = Error{Code::invalid, std::string(name) + ": " + what};
    return T{};
  }

 private:
  const Json& object_;
  std::optional<Error> error_;
};

/// One kind of event: its name, and how its body is read.
struct Kind {
  const char* type;
  TicketEvent (*read)(Fields&);
};

template <class Event>
TicketEvent read_at_counter(Fields& in) {
  return Event{.ticket = in.ticket(), .counter = in.counter(), .at = in.at()};
}
template <class Event>
TicketEvent read_plain(Fields& in) {
  return Event{.ticket = in.ticket(), .at = in.at()};
}
TicketEvent read_issued(Fields& in) {
  return TicketIssued{.ticket = in.ticket(),
                      .service = ServiceId(in.text("service")),
                      .day = in.day("day"),
                      .number = static_cast<int>(in.number("number", 1, number_max)),
                      .label = in.text("label"),
                      .secret = in.text("secret"),
                      .priority = in.one_of("priority", priorities),
                      .at = in.at()};
}
TicketEvent read_transferred(Fields& in) {
  return TicketTransferred{.ticket = in.ticket(), .to = ServiceId(in.text("to")), .at = in.at()};
}
TicketEvent read_rated(Fields& in) {
  return TicketRated{
      .ticket = in.ticket(), .stars = static_cast<int>(in.number("stars", 1, stars_max)), .at = in.at()};
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

std::int64_t ms(Instant at) {
  return at.time_since_epoch().count();
}

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Broken texts, texts that are too long and everything else than an object are refused before a field is
/// looked at.
Result<Json> parse_object(std::string_view json) {
  if (json.size() > body_bytes_max) return fail(Code::invalid, "body: longer than 64 KiB");
  Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::invalid, "body: no JSON object");
  return parsed;
}

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
  const auto row =
      std::find_if(kinds.begin(), kinds.end(), [&kind](const Kind& k) { return kind.type == k.type; });
  if (row == kinds.end() || kind.version != 1) {
    return fail(Code::unsupported, kind.type + " version " + std::to_string(kind.version));
  }
  const auto body = parse_object(body_json);
  if (!body) return fail(body.error());
  Fields in(*body);
  TicketEvent event = row->read(in);
  if (in.error()) return fail(*in.error());
  return event;
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
  ticket.number = static_cast<int>(in.number("number", 1, number_max));
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
  ticket.stars = static_cast<int>(in.number("stars", 0, stars_max));
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
