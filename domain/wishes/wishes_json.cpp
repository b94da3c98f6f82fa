#include "domain/wishes/wishes_json.h"

#include <algorithm>
#include <array>

#include "domain/content/wish_content_json.h"
#include "domain/json/events.h"

namespace yz::domain {

namespace {

constexpr std::size_t row_bytes_max = 262'144;  // a thousand supporters and 64 steps with their notes
constexpr std::size_t staff_text_bytes_max = 4 * staff_text_chars_max;
constexpr std::size_t secret_chars = 12;

constexpr std::array<std::pair<WishKind, const char*>, 3> wish_kinds{
    {{WishKind::wish, "wish"}, {WishKind::appeal, "appeal"}, {WishKind::proposal, "proposal"}}};
constexpr std::array<std::pair<WishTold, const char*>, 4> ways_told{{{WishTold::hand, "hand"},
                                                                     {WishTold::pinyin, "pinyin"},
                                                                     {WishTold::voice, "voice"},
                                                                     {WishTold::photo, "photo"}}};
constexpr std::array<std::pair<WishContactKind, const char*>, 3> contacts{
    {{WishContactKind::card, "card"}, {WishContactKind::phone, "phone"}, {WishContactKind::none, "none"}}};
constexpr std::array<std::pair<WishState, const char*>, 8> states{{{WishState::submitted, "submitted"},
                                                                   {WishState::triaged, "triaged"},
                                                                   {WishState::dispatched, "dispatched"},
                                                                   {WishState::accepted, "accepted"},
                                                                   {WishState::in_progress, "in_progress"},
                                                                   {WishState::resolved, "resolved"},
                                                                   {WishState::rated, "rated"},
                                                                   {WishState::closed, "closed"}}};
constexpr std::array<std::pair<WishClosing, const char*>, 3> closings{
    {{WishClosing::none, "none"}, {WishClosing::rating, "rating"}, {WishClosing::silence, "silence"}}};
constexpr std::array<std::pair<ClaimState, const char*>, 4> claim_states{
    {{ClaimState::standing, "standing"},
     {ClaimState::late, "late"},
     {ClaimState::lost, "lost"},
     {ClaimState::released, "released"}}};

/// What the fields of wishes have beyond plain texts and numbers.
class WishFields : public Fields {
 public:
  using Fields::Fields;

  WishId wish() { return WishId(text("wish")); }
  UnitId unit() { return UnitId(text("unit")); }
  int count(const char* name, int max) { return static_cast<int>(number(name, 0, max)); }
  Level level(const char* name) {
    Level read{};
    return parse_level(text(name), read) ? read : wrong<Level>(name, "not one of its values");
  }
  Matter matter(bool may_be_none) {
    const std::string name = text("matter");
    Matter read{};
    if (may_be_none && name == to_string(Matter::none)) return read;
    return parse_matter(name, read) ? read : wrong<Matter>("matter", "not one of its values");
  }
  /// The feed leaves notes out, so that an empty one is let through where `may_be_empty`.
  std::string staff_text(const char* name, bool may_be_empty) {
    std::string read = text(name, may_be_empty, staff_text_bytes_max);
    if (read.empty() || is_staff_text(read)) return read;
    return wrong<std::string>(name, "1 to 200 characters, no control characters");
  }
  std::string pseudonym(const char* name, bool may_be_empty = false) {
    std::string read = text(name, may_be_empty);
    if (read.empty() || is_pseudonym(read)) return read;
    return wrong<std::string>(name, "printable ASCII");
  }
  std::string wish_number() {
    std::string read = text("number");
    return is_wish_number(read) ? read : wrong<std::string>("number", "no wish number");
  }
  std::string secret() {
    std::string read = text("secret");
    const bool fits = read.size() == secret_chars && std::all_of(read.begin(), read.end(), [](char c) {
                        return crockford.find(c) != std::string_view::npos;
                      });
    return fits ? read : wrong<std::string>("secret", "12 characters of base 32");
  }
  std::string masked(const char* name, WishContactKind contact) {
    std::string read = text(name, /*may_be_empty=*/true);
    return is_masked_contact(contact, read) ? read : wrong<std::string>(name, "not masked");
  }
};

/// One kind of event: its name, and how its body is read.
struct Kind {
  const char* type;
  WishEvent (*read)(WishFields&);
};

WishEvent read_submitted(WishFields& in) {
  WishSubmitted e;
  e.wish = in.wish();
  e.number = in.wish_number();
  e.secret = in.secret();
  e.station = StationId(in.text("station"));
  e.kind = in.one_of("kind", wish_kinds);
  e.told = in.one_of("told", ways_told);
  e.category = WishCategoryId(in.text("category"));
  e.place = PlaceId(in.text("place", /*may_be_empty=*/true));
  e.words = in.count("words", wish_words_chars_max);
  e.photos = in.count("photos", wish_photos_count_max);
  e.voice_s = in.count("voice_s", wish_voice_s_max);
  e.contact = in.one_of("contact", contacts);
  e.masked_contact = in.masked("masked", e.contact);
  e.subject = in.pseudonym("subject", /*may_be_empty=*/true);
  e.is_urgent = in.flag("urgent");
  e.level = in.level("level");
  e.at = in.at();
  return e;
}
WishEvent read_triaged(WishFields& in) {
  return WishTriaged{.wish = in.wish(), .matter = in.matter(/*may_be_none=*/false), .at = in.at()};
}
template <class Event>
WishEvent read_of_unit(WishFields& in) {
  return Event{.wish = in.wish(), .unit = in.unit(), .at = in.at()};
}
template <class Event>
WishEvent read_with_note(WishFields& in) {
  return Event{.wish = in.wish(),
               .unit = in.unit(),
               .note = in.staff_text("note", /*may_be_empty=*/true),
               .at = in.at()};
}
WishEvent read_resolved(WishFields& in) {
  WishResolved e{.wish = in.wish(),
                 .unit = in.unit(),
                 .note = in.staff_text("note", /*may_be_empty=*/true),
                 .minute = {},
                 .at = in.at()};
  if (!in.text("minute", /*may_be_empty=*/true).empty()) e.minute = in.day("minute");
  return e;
}
WishEvent read_rated(WishFields& in) {
  return WishRated{.wish = in.wish(),
                   .stars = static_cast<int>(in.number("stars", 1, wish_stars_max)),
                   .reason = WishReasonId(in.text("reason", /*may_be_empty=*/true)),
                   .at = in.at()};
}
WishEvent read_reopened(WishFields& in) {
  return WishReopened{.wish = in.wish(), .to = in.level("to"), .at = in.at()};
}
WishEvent read_escalated(WishFields& in) {
  return WishEscalated{
      .wish = in.wish(), .from = in.level("from"), .to = in.level("to"), .due = in.at("due"), .at = in.at()};
}
WishEvent read_closed(WishFields& in) {
  WishClosed e{.wish = in.wish(), .by = in.one_of("by", closings), .at = in.at()};
  if (e.by == WishClosing::none) in.wrong<int>("by", "rating or silence");
  return e;
}
WishEvent read_published(WishFields& in) {
  return WishPublished{
      .wish = in.wish(), .text = in.staff_text("text", /*may_be_empty=*/false), .at = in.at()};
}
WishEvent read_unpublished(WishFields& in) {
  return WishUnpublished{.wish = in.wish(), .at = in.at()};
}
WishEvent read_supported(WishFields& in) {
  return WishSupported{.wish = in.wish(), .by = in.pseudonym("by"), .at = in.at()};
}
WishEvent read_claimed(WishFields& in) {
  return WishClaimed{.wish = in.wish(),
                     .by = in.pseudonym("by"),
                     .name = in.masked("name", WishContactKind::card),
                     .at = in.at()};
}
template <class Event>
WishEvent read_of_claim(WishFields& in) {
  return Event{.wish = in.wish(), .by = in.pseudonym("by"), .claimed_at = in.at("claimed_at"), .at = in.at()};
}

/// In the order of WishEvent's alternatives.
constexpr std::array<Kind, std::variant_size_v<WishEvent>> kinds{
    {{"wish.submitted", read_submitted},
     {"wish.triaged", read_triaged},
     {"wish.dispatched", read_of_unit<WishDispatched>},
     {"wish.accepted", read_of_unit<WishAccepted>},
     {"wish.declined", read_with_note<WishDeclined>},
     {"wish.progressed", read_with_note<WishProgressed>},
     {"wish.resolved", read_resolved},
     {"wish.rated", read_rated},
     {"wish.reopened", read_reopened},
     {"wish.escalated", read_escalated},
     {"wish.closed", read_closed},
     {"wish.published", read_published},
     {"wish.unpublished", read_unpublished},
     {"wish.supported", read_supported},
     {"wish.claimed", read_claimed},
     {"wish.claim_lost", read_of_claim<ClaimLost>},
     {"wish.claim_released", read_of_claim<ClaimReleased>}}};

Json body_of(const WishSubmitted& e) {
  return {{"wish", e.wish.value},
          {"number", e.number},
          {"secret", e.secret},
          {"station", e.station.value},
          {"kind", to_string(e.kind)},
          {"told", to_string(e.told)},
          {"category", e.category.value},
          {"place", e.place.value},
          {"words", e.words},
          {"photos", e.photos},
          {"voice_s", e.voice_s},
          {"contact", to_string(e.contact)},
          {"masked", e.masked_contact},
          {"subject", e.subject},
          {"urgent", e.is_urgent},
          {"level", to_string(e.level)},
          {"at", ms(e.at)}};
}
Json body_of(const WishTriaged& e) {
  return {{"wish", e.wish.value}, {"matter", to_string(e.matter)}, {"at", ms(e.at)}};
}
Json body_of(const WishResolved& e) {
  return {{"wish", e.wish.value},
          {"unit", e.unit.value},
          {"note", e.note},
          {"minute", e.minute ? to_text(*e.minute) : std::string()},
          {"at", ms(e.at)}};
}
Json body_of(const WishRated& e) {
  return {{"wish", e.wish.value}, {"stars", e.stars}, {"reason", e.reason.value}, {"at", ms(e.at)}};
}
Json body_of(const WishReopened& e) {
  return {{"wish", e.wish.value}, {"to", to_string(e.to)}, {"at", ms(e.at)}};
}
Json body_of(const WishEscalated& e) {
  return {{"wish", e.wish.value},
          {"from", to_string(e.from)},
          {"to", to_string(e.to)},
          {"due", ms(e.due)},
          {"at", ms(e.at)}};
}
Json body_of(const WishClosed& e) {
  return {{"wish", e.wish.value}, {"by", to_string(e.by)}, {"at", ms(e.at)}};
}
Json body_of(const WishPublished& e) {
  return {{"wish", e.wish.value}, {"text", e.text}, {"at", ms(e.at)}};
}
Json body_of(const WishUnpublished& e) {
  return {{"wish", e.wish.value}, {"at", ms(e.at)}};
}
Json body_of(const WishClaimed& e) {
  return {{"wish", e.wish.value}, {"by", e.by}, {"name", e.name}, {"at", ms(e.at)}};
}
/// What a unit did, what happened to a claim, and a support.
template <class Event>
Json body_of(const Event& e) {
  if constexpr (requires { e.note; }) {
    return {{"wish", e.wish.value}, {"unit", e.unit.value}, {"note", e.note}, {"at", ms(e.at)}};
  } else if constexpr (requires { e.unit; }) {
    return {{"wish", e.wish.value}, {"unit", e.unit.value}, {"at", ms(e.at)}};
  } else if constexpr (requires { e.claimed_at; }) {
    return {{"wish", e.wish.value}, {"by", e.by}, {"claimed_at", ms(e.claimed_at)}, {"at", ms(e.at)}};
  } else {
    return {{"wish", e.wish.value}, {"by", e.by}, {"at", ms(e.at)}};
  }
}

Json json_of(const std::vector<WishStep>& steps) {
  Json list = Json::array();
  for (const WishStep& s : steps) {
    list.push_back(
        {{"kind", s.kind}, {"where", s.where}, {"note", s.note}, {"at", ms(s.at)}, {"order", s.order}});
  }
  return list;
}
Json json_of(const std::vector<WishClaim>& claims) {
  Json list = Json::array();
  for (const WishClaim& c : claims) {
    list.push_back({{"by", c.by}, {"name", c.name}, {"at", ms(c.at)}, {"state", to_string(c.state)}});
  }
  return list;
}

/// Nothing, with the fault noted, if the member is no list or too long a one.
const Json& list_in(WishFields& in, const Json& object, const char* name, std::size_t max) {
  static const Json empty = Json::array();
  const auto found = object.find(name);
  if (found != object.end() && found->is_array() && found->size() <= max) return *found;
  in.wrong<int>(name, "no list, or too long a one");
  return empty;
}

void read_lists(WishFields& in, const Json& object, Wish& wish) {
  for (const Json& row : list_in(in, object, "supporters", wish_supporters_max)) {
    const bool fits = row.is_string() && is_pseudonym(row.get_ref<const std::string&>());
    if (!fits) return (void)in.wrong<int>("supporters", "pseudonyms");
    wish.supporters.insert(row.get<std::string>());
  }
  for (const Json& row : list_in(in, object, "claims", wish_claims_max)) {
    WishFields claim(row);
    wish.claims.push_back({.by = claim.pseudonym("by"),
                           .name = claim.masked("name", WishContactKind::card),
                           .at = claim.at(),
                           .state = claim.one_of("state", claim_states)});
    if (claim.error()) return (void)in.wrong<int>("claims", claim.error()->what.c_str());
  }
  for (const Json& row : list_in(in, object, "steps", wish_steps_max)) {
    WishFields step(row);
    wish.steps.push_back({.kind = step.text("kind"),
                          .where = step.text("where", /*may_be_empty=*/true),
                          .note = step.staff_text("note", /*may_be_empty=*/true),
                          .at = step.at(),
                          .order = step.number("order", 0, at_max)});
    if (step.error()) return (void)in.wrong<int>("steps", step.error()->what.c_str());
  }
}

void read_progress(WishFields& in, Wish& wish) {
  wish.state = in.one_of("state", states);
  wish.level = in.level("level");
  wish.matter = in.matter(/*may_be_none=*/true);
  wish.unit = UnitId(in.text("unit", /*may_be_empty=*/true));
  wish.submitted_at = in.at("submitted_at");
  wish.since = in.at("since");
  wish.urgent_from = in.at("urgent_from");
  wish.matter_from = in.at("matter_from");
  wish.answered_at = in.at("answered_at");
  wish.resolved_at = in.at("resolved_at");
  wish.closed_at = in.at("closed_at");
  wish.closed_by = in.one_of("closed_by", closings);
  wish.was_passed_up = in.flag("was_passed_up");
  wish.stars = in.count("stars", wish_stars_max);
  wish.reason = WishReasonId(in.text("reason", /*may_be_empty=*/true));
  wish.wall_text = in.staff_text("wall_text", /*may_be_empty=*/true);
  wish.published_at = in.at("published_at");
}

}  // namespace

EventKind kind_of(const WishEvent& event) {
  return {.type = kinds[event.index()].type, .version = 1};
}

std::string to_json(const WishEvent& event) {
  return std::visit([](const auto& e) { return one_line(body_of(e)); }, event);
}

Result<WishEvent> parse_wish_event(const EventKind& kind, std::string_view body_json) {
  return parse_event<WishEvent, WishFields>(kinds, kind, body_json);
}

std::string to_json(const Wish& w) {
  return one_line({{"id", w.id.value},
                   {"number", w.number},
                   {"secret", w.secret},
                   {"station", w.station.value},
                   {"kind", to_string(w.kind)},
                   {"told", to_string(w.told)},
                   {"category", w.category.value},
                   {"place", w.place.value},
                   {"words", w.words},
                   {"photos", w.photos},
                   {"voice_s", w.voice_s},
                   {"contact", to_string(w.contact)},
                   {"masked", w.masked_contact},
                   {"subject", w.subject},
                   {"urgent", w.is_urgent},
                   {"state", to_string(w.state)},
                   {"level", to_string(w.level)},
                   {"matter", to_string(w.matter)},
                   {"unit", w.unit.value},
                   {"submitted_at", ms(w.submitted_at)},
                   {"since", ms(w.since)},
                   {"urgent_from", ms(w.urgent_from)},
                   {"matter_from", ms(w.matter_from)},
                   {"answered_at", ms(w.answered_at)},
                   {"resolved_at", ms(w.resolved_at)},
                   {"closed_at", ms(w.closed_at)},
                   {"closed_by", to_string(w.closed_by)},
                   {"was_passed_up", w.was_passed_up},
                   {"stars", w.stars},
                   {"reason", w.reason.value},
                   {"wall_text", w.wall_text},
                   {"published_at", ms(w.published_at)},
                   {"supporters", w.supporters},
                   {"claims", json_of(w.claims)},
                   {"steps", json_of(w.steps)}});
}

Result<Wish> parse_wish(std::string_view json) {
  const auto object = parse_object(json, row_bytes_max);
  if (!object) return fail(object.error());
  WishFields in(*object);
  Wish wish;
  wish.id = WishId(in.text("id"));
  wish.number = in.wish_number();
  wish.secret = in.secret();
  wish.station = StationId(in.text("station"));
  wish.kind = in.one_of("kind", wish_kinds);
  wish.told = in.one_of("told", ways_told);
  wish.category = WishCategoryId(in.text("category"));
  wish.place = PlaceId(in.text("place", /*may_be_empty=*/true));
  wish.words = in.count("words", wish_words_chars_max);
  wish.photos = in.count("photos", wish_photos_count_max);
  wish.voice_s = in.count("voice_s", wish_voice_s_max);
  wish.contact = in.one_of("contact", contacts);
  wish.masked_contact = in.masked("masked", wish.contact);
  wish.subject = in.pseudonym("subject", /*may_be_empty=*/true);
  wish.is_urgent = in.flag("urgent");
  read_progress(in, wish);
  read_lists(in, *object, wish);
  if (in.error()) return fail(*in.error());
  return wish;
}

const char* to_string(WishKind kind) {
  return wish_kinds[static_cast<std::size_t>(kind)].second;
}
const char* to_string(WishTold told) {
  return ways_told[static_cast<std::size_t>(told)].second;
}
const char* to_string(WishContactKind contact) {
  return contacts[static_cast<std::size_t>(contact)].second;
}
const char* to_string(WishState state) {
  return states[static_cast<std::size_t>(state)].second;
}
const char* to_string(WishClosing closing) {
  return closings[static_cast<std::size_t>(closing)].second;
}
const char* to_string(ClaimState state) {
  return claim_states[static_cast<std::size_t>(state)].second;
}

}  // namespace yz::domain
