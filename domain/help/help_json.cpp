#include "domain/help/help_json.h"

#include <array>

#include "domain/json/events.h"

namespace yz::domain {

namespace {

constexpr std::array help_kinds{HelpKind::illness, HelpKind::danger, HelpKind::damage, HelpKind::other,
                                HelpKind::guidance};
constexpr std::array help_states{HelpState::called, HelpState::accepted, HelpState::cancelled,
                                 HelpState::ended};

HelpId help_in(Fields& in) {
  return HelpId(in.text("help"));
}

HelpEvent read_called(Fields& in) {
  return HelpCalled{.help = help_in(in),
                    .kind = in.one_of("kind", help_kinds),
                    .station = StationId(in.text("station")),
                    .place = in.text("place", /*may_be_empty=*/true),
                    .at = in.at()};
}
HelpEvent read_kind(Fields& in) {
  return HelpKindChosen{.help = help_in(in), .kind = in.one_of("kind", help_kinds), .at = in.at()};
}
HelpEvent read_accepted(Fields& in) {
  return HelpAccepted{.help = help_in(in), .by = in.text("by"), .role = in.text("role"), .at = in.at()};
}
template <class Event>
HelpEvent read_plain(Fields& in) {
  return Event{.help = help_in(in), .at = in.at()};
}

struct Kind {
  const char* type;
  HelpEvent (*read)(Fields&);
};
/// In the order of HelpEvent's alternatives.
constexpr std::array<Kind, std::variant_size_v<HelpEvent>> kinds{
    {{"help.called", read_called},
     {"help.kind_chosen", read_kind},
     {"help.cancelled", read_plain<HelpCancelled>},
     {"help.called_again", read_plain<HelpCalledAgain>},
     {"help.accepted", read_accepted},
     {"help.ended", read_plain<HelpEnded>}}};

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
  return parse_event<HelpEvent, Fields>(kinds, kind, body_json);
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
  Fields in(*object);
  HelpCall call;
  call.id = HelpId(in.text("id"));
  call.kind = in.one_of("kind", help_kinds);
  call.station = StationId(in.text("station"));
  call.place = in.text("place", /*may_be_empty=*/true);
  call.state = in.one_of("state", help_states);
  call.times = static_cast<int>(in.number("times", 1, times_max));
  call.called_at = in.at("called_at");
  call.again_at = in.at("again_at");
  call.accepted_by = in.text("accepted_by", /*may_be_empty=*/true);
  call.role = in.text("role", /*may_be_empty=*/true);
  call.accepted_at = in.at("accepted_at");
  call.ended_at = in.at("ended_at");
  if (in.error()) return fail(*in.error());
  return call;
}

}  // namespace yz::domain
