#include "domain/lessons/lessons_json.h"

#include <array>

#include "domain/json/events.h"
#include "domain/scanned_code.h"
#include "domain/wishes/wishes.h"

namespace yz::domain {

namespace {

constexpr std::size_t note_bytes_max = 4 * lesson_note_chars_max;
constexpr int place_max = 1'000;
constexpr int granted_max = 200;

constexpr std::array<std::pair<LessonContactKind, const char*>, 2> contacts{
    {{LessonContactKind::card, "card"}, {LessonContactKind::phone, "phone"}}};
constexpr std::array<std::pair<SignUpState, const char*>, 5> states{{{SignUpState::asked, "asked"},
                                                                     {SignUpState::seated, "seated"},
                                                                     {SignUpState::waiting, "waiting"},
                                                                     {SignUpState::attended, "attended"},
                                                                     {SignUpState::cancelled, "cancelled"}}};
constexpr std::array<std::pair<SignUpEnd, const char*>, 6> ends{{{SignUpEnd::none, "none"},
                                                                 {SignUpEnd::person, "person"},
                                                                 {SignUpEnd::staff, "staff"},
                                                                 {SignUpEnd::session, "session"},
                                                                 {SignUpEnd::twice, "twice"},
                                                                 {SignUpEnd::no_seat, "no_seat"}}};

/// What the fields of lessons have beyond plain texts and numbers.
class LessonFields : public Fields {
 public:
  using Fields::Fields;

  SignUpId sign_up() { return SignUpId(text("sign_up")); }
  LessonSessionId session() { return LessonSessionId(text("session")); }
  SeatGrantId grant(bool may_be_empty = false) { return SeatGrantId(text("grant", may_be_empty)); }
  int count(const char* name, int min, int max) { return static_cast<int>(number(name, min, max)); }
  std::string secret() {
    std::string read = text("secret");
    return is_code_secret(read) ? read : wrong<std::string>("secret", "12 characters of base 32");
  }
  std::string person() {
    std::string read = text("person");
    return is_pseudonym(read) ? read : wrong<std::string>("person", "printable ASCII");
  }
  std::string masked(LessonContactKind contact) {
    std::string read = text("masked", /*may_be_empty=*/true);
    const auto kind = contact == LessonContactKind::card ? WishContactKind::card : WishContactKind::phone;
    return is_masked_contact(kind, read) ? read : wrong<std::string>("masked", "not masked");
  }
  int born() {
    const int year = count("born", 0, born_year_max);
    return year == 0 || year >= born_year_min ? year : wrong<int>("born", "a year, or 0");
  }
  SignUpEnd ender() {
    const SignUpEnd by = one_of("by", ends);
    return by == SignUpEnd::none ? wrong<SignUpEnd>("by", "who ended it") : by;
  }
  std::string note() {
    std::string read = text("note", /*may_be_empty=*/false, note_bytes_max);
    return is_staff_text(read) ? read
                               : wrong<std::string>("note", "1 to 200 characters, no control characters");
  }
};

/// One kind of event: its name, and how its body is read.
struct Kind {
  const char* type;
  LessonEvent (*read)(LessonFields&);
};

LessonEvent read_signed_up(LessonFields& in) {
  LessonSignedUp e;
  e.sign_up = in.sign_up();
  e.secret = in.secret();
  e.session = in.session();
  e.station = StationId(in.text("station"));
  e.device = in.text("device");
  e.person = in.person();
  e.contact = in.one_of("contact", contacts);
  e.masked = in.masked(e.contact);
  e.born = in.born();
  e.grant = in.grant(/*may_be_empty=*/true);
  e.was_shown_seats = in.flag("shown");
  e.starts = in.at("starts");
  e.at = in.at();
  return e;
}
LessonEvent read_confirmed(LessonFields& in) {
  return LessonConfirmed{.sign_up = in.sign_up(), .grant = in.grant(/*may_be_empty=*/true), .at = in.at()};
}
template <class Event>
LessonEvent read_listed(LessonFields& in) {
  return Event{.sign_up = in.sign_up(),
               .place = in.count("place", 1, place_max),
               .turn = in.at("turn"),
               .at = in.at()};
}
template <class Event>
LessonEvent read_plain(LessonFields& in) {
  return Event{.sign_up = in.sign_up(), .at = in.at()};
}
LessonEvent read_cancelled(LessonFields& in) {
  return LessonCancelled{.sign_up = in.sign_up(), .by = in.ender(), .at = in.at()};
}
LessonEvent read_session_cancelled(LessonFields& in) {
  return LessonSessionCancelled{.session = in.session(), .note = in.note(), .at = in.at()};
}
LessonEvent read_granted(LessonFields& in) {
  return LessonSeatsGranted{.grant = in.grant(),
                            .session = in.session(),
                            .device = in.text("device"),
                            .seats = in.count("seats", 1, granted_max),
                            .until = in.at("until"),
                            .at = in.at()};
}
template <class Event>
LessonEvent read_of_grant(LessonFields& in) {
  return Event{.grant = in.grant(), .at = in.at()};
}

/// In the order of LessonEvent's alternatives.
constexpr std::array<Kind, std::variant_size_v<LessonEvent>> kinds{
    {{"lesson.signed_up", read_signed_up},
     {"lesson.confirmed", read_confirmed},
     {"lesson.waiting", read_listed<LessonWaiting>},
     {"lesson.refused", read_listed<LessonRefused>},
     {"lesson.moved_up", read_plain<LessonMovedUp>},
     {"lesson.cancelled", read_cancelled},
     {"lesson.checked_in", read_plain<LessonCheckedIn>},
     {"lesson.session_cancelled", read_session_cancelled},
     {"lesson.seats_granted", read_granted},
     {"lesson.seats_recalled", read_of_grant<LessonSeatsRecalled>},
     {"lesson.seats_returned", read_of_grant<LessonSeatsReturned>}}};

/// The fields that a sign-up's first event and its row have in common.
template <class SignedUp>
void write_sign_up(Json& json, const SignedUp& e) {
  json["secret"] = e.secret;
  json["session"] = e.session.value;
  json["station"] = e.station.value;
  json["device"] = e.device;
  json["person"] = e.person;
  json["contact"] = to_string(e.contact);
  json["masked"] = e.masked;
  json["born"] = e.born;
  json["grant"] = e.grant.value;
  json["shown"] = e.was_shown_seats;
  json["starts"] = ms(e.starts);
  json["at"] = ms(e.at);
}

Json body_of(const LessonSignedUp& e) {
  Json json{{"sign_up", e.sign_up.value}};
  write_sign_up(json, e);
  return json;
}
Json body_of(const LessonConfirmed& e) {
  return {{"sign_up", e.sign_up.value}, {"grant", e.grant.value}, {"at", ms(e.at)}};
}
Json body_of(const LessonCancelled& e) {
  return {{"sign_up", e.sign_up.value}, {"by", to_string(e.by)}, {"at", ms(e.at)}};
}
Json body_of(const LessonSessionCancelled& e) {
  return {{"session", e.session.value}, {"note", e.note}, {"at", ms(e.at)}};
}
Json body_of(const LessonSeatsGranted& e) {
  return {{"grant", e.grant.value}, {"session", e.session.value}, {"device", e.device},
          {"seats", e.seats},       {"until", ms(e.until)},       {"at", ms(e.at)}};
}
/// Places on the list, and what has nothing but its time.
template <class Event>
Json body_of(const Event& e) {
  if constexpr (requires { e.turn; }) {
    return {{"sign_up", e.sign_up.value}, {"place", e.place}, {"turn", ms(e.turn)}, {"at", ms(e.at)}};
  } else if constexpr (requires { e.sign_up; }) {
    return {{"sign_up", e.sign_up.value}, {"at", ms(e.at)}};
  } else {
    return {{"grant", e.grant.value}, {"at", ms(e.at)}};
  }
}

/// What was said of a sign-up, each null before.
Json json_of(const std::optional<Placing>& placing) {
  if (!placing) return nullptr;
  return {{"at", ms(placing->at)},
          {"place", placing->place},
          {"grant", placing->grant.value},
          {"turn", ms(placing->turn)},
          {"refused", placing->is_refused}};
}
Json json_of(const std::optional<Instant>& at) {
  return at ? Json(ms(*at)) : Json(nullptr);
}
Json json_of(const std::optional<SignUpEnding>& ended) {
  if (!ended) return nullptr;
  return {{"at", ms(ended->at)}, {"by", to_string(ended->by)}};
}

/// Nothing, with the fault noted, if the member is neither null nor an object.
const Json* object_in(LessonFields& in, const Json& row, const char* name) {
  const auto found = row.find(name);
  if (found != row.end() && found->is_null()) return nullptr;
  if (found != row.end() && found->is_object()) return &*found;
  in.wrong<int>(name, "null or an object");
  return nullptr;
}

std::optional<Placing> read_placing(LessonFields& in, const Json& row, const char* name) {
  const Json* object = object_in(in, row, name);
  if (object == nullptr) return std::nullopt;
  LessonFields fields(*object);
  Placing placing;
  placing.at = fields.at();
  placing.place = fields.count("place", 0, place_max);
  placing.grant = fields.grant(/*may_be_empty=*/true);
  placing.turn = fields.at("turn");
  placing.is_refused = fields.flag("refused");
  if (fields.error()) in.wrong<int>(name, fields.error()->what.c_str());
  return placing;
}

std::optional<SignUpEnding> read_ending(LessonFields& in, const Json& row) {
  const Json* object = object_in(in, row, "ended");
  if (object == nullptr) return std::nullopt;
  LessonFields fields(*object);
  SignUpEnding ended;
  ended.at = fields.at();
  ended.by = fields.ender();
  if (fields.error()) in.wrong<int>("ended", fields.error()->what.c_str());
  return ended;
}

std::optional<Instant> read_moment(LessonFields& in, const Json& row, const char* name) {
  const auto found = row.find(name);
  if (found != row.end() && found->is_null()) return std::nullopt;
  return in.at(name);
}

}  // namespace

EventKind kind_of(const LessonEvent& event) {
  return {.type = kinds[event.index()].type, .version = 1};
}

std::string to_json(const LessonEvent& event) {
  return std::visit([](const auto& e) { return one_line(body_of(e)); }, event);
}

Result<LessonEvent> parse_lesson_event(const EventKind& kind, std::string_view body_json) {
  return parse_event<LessonEvent, LessonFields>(kinds, kind, body_json);
}

std::string to_json(const SignUp& sign_up) {
  Json json{{"id", sign_up.id.value}};
  write_sign_up(json, sign_up);
  json["confirmed"] = json_of(sign_up.confirmed);
  json["listed"] = json_of(sign_up.listed);
  json["moved_up"] = json_of(sign_up.moved_up);
  json["checked_in"] = json_of(sign_up.checked_in);
  json["ended"] = json_of(sign_up.ended);
  return one_line(json);
}

Result<SignUp> parse_sign_up(std::string_view json) {
  const auto object = parse_object(json);
  if (!object) return fail(object.error());
  LessonFields in(*object);
  SignUp sign_up;
  sign_up.id = SignUpId(in.text("id"));
  sign_up.secret = in.secret();
  sign_up.session = in.session();
  sign_up.station = StationId(in.text("station"));
  sign_up.device = in.text("device");
  sign_up.person = in.person();
  sign_up.contact = in.one_of("contact", contacts);
  sign_up.masked = in.masked(sign_up.contact);
  sign_up.born = in.born();
  sign_up.grant = in.grant(/*may_be_empty=*/true);
  sign_up.was_shown_seats = in.flag("shown");
  sign_up.starts = in.at("starts");
  sign_up.at = in.at();
  sign_up.confirmed = read_placing(in, *object, "confirmed");
  sign_up.listed = read_placing(in, *object, "listed");
  sign_up.moved_up = read_placing(in, *object, "moved_up");
  sign_up.checked_in = read_moment(in, *object, "checked_in");
  sign_up.ended = read_ending(in, *object);
  if (in.error()) return fail(*in.error());
  return sign_up;
}

std::string to_json(const SeatGrant& grant) {
  return one_line({{"id", grant.id.value},
                   {"session", grant.session.value},
                   {"device", grant.device},
                   {"seats", grant.seats},
                   {"until", ms(grant.until)},
                   {"at", ms(grant.at)},
                   {"recalled", json_of(grant.recalled)},
                   {"returned", json_of(grant.returned)}});
}

Result<SeatGrant> parse_seat_grant(std::string_view json) {
  const auto object = parse_object(json);
  if (!object) return fail(object.error());
  LessonFields in(*object);
  SeatGrant grant;
  grant.id = SeatGrantId(in.text("id"));
  grant.session = in.session();
  grant.device = in.text("device");
  grant.seats = in.count("seats", 1, granted_max);
  grant.until = in.at("until");
  grant.at = in.at();
  grant.recalled = read_moment(in, *object, "recalled");
  grant.returned = read_moment(in, *object, "returned");
  if (in.error()) return fail(*in.error());
  return grant;
}

std::string to_json(const CalledOffSession& session) {
  return one_line({{"session", session.session.value}, {"note", session.note}, {"at", ms(session.at)}});
}

Result<CalledOffSession> parse_called_off_session(std::string_view json) {
  const auto object = parse_object(json);
  if (!object) return fail(object.error());
  LessonFields in(*object);
  CalledOffSession session{.session = in.session(), .note = in.note(), .at = in.at()};
  if (in.error()) return fail(*in.error());
  return session;
}

const char* to_string(LessonContactKind contact) {
  return contacts[static_cast<std::size_t>(contact)].second;
}
const char* to_string(SignUpState state) {
  return states[static_cast<std::size_t>(state)].second;
}
const char* to_string(SignUpEnd end) {
  return ends[static_cast<std::size_t>(end)].second;
}

}  // namespace yz::domain
