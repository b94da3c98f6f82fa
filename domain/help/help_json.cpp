#include "domain/help/help_json.h"

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

constexpr std::array help_kinds{HelpKind::illness, HelpKind::danger, HelpKind::damage, HelpKind::other,
                                HelpKind::guidance};
constexpr std::array help_states{HelpState::called, HelpState::accepted, HelpState::cancelled,
                                 HelpState::ended};

/// Reads fields of one object; remembers the first that is not as it should be.
class HelpFields {
 public:
  explicit HelpFields(const Json& object) : object_(object) {}

  std::string text(const char* name, std::size_t least = 1) {
    const auto found = object_.find(name);
    const auto* read = found == object_.end() ? nullptr : found->get_ptr<const std::string*>();
    if (read != nullptr && read->size() >= least && read->size() <= text_bytes_max) return *read;
    wrong(name, "a text of at most 64 bytes");
    return {};
  }
  std::int64_t number(const char* name, std::int64_t min, std::int64_t max) {
    const auto found = object_.find(name);
    const bool is_whole = found != object_.end() && found->is_number_integer();
    const bool is_huge = is_whole && found->is_number_unsigned() &&
                         found->get<std::uint64_t>() > static_cast<std::uint64_t>(max);
    if (is_whole && !is_huge) {
      const auto value = found->get<std::int64_t>();
      if (value >= min && value <= max) return value;
    }
    wrong(name, "a whole number within its range");
    return min;
  }
  Instant at(const char* name = "at") { return Instant{Milliseconds{number(name, 0, at_max)}}; }
  template <class Enum, std::size_t size>
  Enum one_of(const char* name, const std::array<Enum, size>& all) {
    const std::string read = text(name);
    const auto found = std::find_if(all.begin(), all.end(), [&](Enum one) { return read == to_string(one); });
    if (found != all.end()) return *found;
    wrong(name, "not one of its values");
    return all.front();
  }
  HelpId help(const char* name = "help") { return HelpId(text(name)); }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void wrong(const char* name, const char* what) {
    if (!error_) error_ = Error{Code::invalid, std::string(name) + ": " + what};
  }
  const Json& object_;
  std::optional<Error> error_;
};

HelpEvent read_called(HelpFields& in) {
  return HelpCalled{.help = in.help(),
                    .kind = in.one_of("kind", help_kinds),
                    .station = StationId(in.text("station")),
                    .place = in.text("place", 0),
                    .at = in.at()};
}
HelpEvent read_kind(HelpFields& in) {
  return HelpKindChosen{.help = in.help(), .kind = in.one_of("kind", help_kinds), .at = in.at()};
}
HelpEvent read_accepted(HelpFields& in) {
  return HelpAccepted{.help = in.help(), .by = in.text("by"), .role = in.text("role"), .at = in.at()};
}
template <class Event>
HelpEvent read_plain(HelpFields& in) {
  return Event{.help = in.help(), .at = in.at()};
}

struct Kind {
  const char* type;
  HelpEvent (*read)(HelpFields&);
};
/// In the order of HelpEvent's alternatives.
constexpr std::array<Kind, std::variant_size_v<HelpEvent>> kinds{
    {{"help.called", read_called},
     {"help.kind_chosen", read_kind},
     {"help.cancelled", read_plain<HelpCancelled>},
     {"help.called_again", read_plain<HelpCalledAgain>},
     {"help.accepted", read_accepted},
     {"help.ended", read_plain<HelpEnded>}}};

std::int64_t ms(Instant at) {
  return at.time_since_epoch().count();
}

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Json> parse_object(std::string_view json) {
  if (json.size() > body_bytes_max) return fail(Code::invalid, "body: longer than 64 KiB");
  Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::invalid, "body: no JSON object");
  return parsed;
}

template <class Event>
Json body_of(const Event& event) {
  Json body{{"help", event.help.value}};
  if constexpr (requires { event.kind; }) body["kind"] = to_string(event.kind);
  if constexpr (requires { event.station; }) body["station"] = event.station.value;
  if constexpr (requires { event.place; }) body["place"] = event.place;
  if constexpr (requires { event.by; }) body["by"] = event.by;
  if constexpr (requires { event.role; }) body["role"] = event.role;
  body["at"] = ms(event.at);
  return body;
}

}  // namespace

EventKind kind_of(const HelpEvent& event) {
  return {.type = kinds.at(event.index()).type, .version = 1};
}

std::string to_json(const HelpEvent& event) {
  return std::visit([](const auto& one) { return one_line(body_of(one)); }, event);
}

Result<HelpEvent> parse_help_event(const EventKind& kind, std::string_view body_json) {
  const auto row =
      std::find_if(kinds.begin(), kinds.end(), [&kind](const Kind& k) { return kind.type == k.type; });
  if (row == kinds.end() || kind.version != 1)
    return fail(Code::unsupported, kind.type + " version " + std::to_string(kind.version));
  const auto body = parse_object(body_json);
  if (!body) return fail(body.error());
  HelpFields in(*body);
  HelpEvent event = row->read(in);
  if (in.error()) return fail(*in.error());
  return event;
}

std::string to_json(const HelpCall& call) {
  return one_line({{"id", call.id.value},
                   {"kind", to_string(call.kind)},
                   {"station", call.station.value},
                   {"place", call.place},
                   {"state", to_string(call.state)},
                   {"times", call.times},
                   {"called_at", ms(call.called_at)},
                   {"again_at", ms(call.again_at)},
                   {"accepted_by", call.accepted_by},
                   {"role", call.role},
                   {"accepted_at", ms(call.accepted_at)},
                   {"ended_at", ms(call.ended_at)}});
}

Result<HelpCall> parse_help_call(std::string_view json) {
  const auto object = parse_object(json);
  if (!object) return fail(object.error());
  HelpFields in(*object);
  HelpCall call;
  call.id = in.help("id");
  call.kind = in.one_of("kind", help_kinds);
  call.station = StationId(in.text("station"));
  call.place = in.text("place", 0);
  call.state = in.one_of("state", help_states);
  call.times = static_cast<int>(in.number("times", 1, times_max));
  call.called_at = in.at("called_at");
  call.again_at = in.at("again_at");
  call.accepted_by = in.text("accepted_by", 0);
  call.role = in.text("role", 0);
  call.accepted_at = in.at("accepted_at");
  call.ended_at = in.at("ended_at");
  if (in.error()) return fail(*in.error());
  return call;
}

}  // namespace yz::domain
