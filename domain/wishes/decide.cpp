// Commands against the book: events, or the rule that says no.
#include <algorithm>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes.h"
#include "domain/wishes/wishes_json.h"

namespace yz::domain {

namespace {

using Decision = WishDecision;

constexpr std::chrono::hours earliest_zone{14};  // how far ahead of UTC a station's day can be

/// A moment at which this did not happen to the wish before: fold tells a repetition by kind, place and time.
Instant fresh_time(const Wish& wish, std::string_view kind, std::string_view where, Instant at) {
  const auto taken = [&](const WishStep& s) { return s.kind == kind && s.where == where && s.at == at; };
  while (std::any_of(wish.steps.begin(), wish.steps.end(), taken)) at += Milliseconds{1};
  return at;
}

std::optional<WishRefusal> wrong_telling(const SubmitWish& ask) {
  if (ask.words <= 0 && ask.photos <= 0 && ask.voice_s <= 0) return WishRefusal::nothing_told;
  const bool fits = ask.words >= 0 && ask.words <= wish_words_chars_max && ask.photos >= 0 &&
                    ask.photos <= wish_photos_count_max && ask.voice_s >= 0 &&
                    ask.voice_s <= wish_voice_s_max;
  if (!fits) return WishRefusal::told_too_much;
  if (!is_masked_contact(ask.contact, ask.masked_contact)) return WishRefusal::contact_not_masked;
  if (!ask.subject.empty() && !is_pseudonym(ask.subject)) return WishRefusal::unknown_person;
  return std::nullopt;
}

Decision on(const WishBook& book, const SubmitWish& ask) {
  if (book.find(ask.wish) != nullptr) return WishEvents{};
  const WishContent& content = book.content();
  if (content.find_category(ask.category) == nullptr) return WishRefusal::unknown_category;
  if (!ask.place.empty() && content.place_name(ask.place) == nullptr) return WishRefusal::unknown_place;
  if (const auto wrong = wrong_telling(ask)) return *wrong;
  const auto number = wish_number_of(ask.year, ask.blocks, book.next_index(ask.year, ask.blocks));
  if (!number) return WishRefusal::numbers_used_up;
  return WishEvents{WishSubmitted{.wish = ask.wish,
                                  .number = *number,
                                  .secret = ask.secret,
                                  .station = ask.station,
                                  .kind = ask.kind,
                                  .told = ask.told,
                                  .category = ask.category,
                                  .place = ask.place,
                                  .words = ask.words,
                                  .photos = ask.photos,
                                  .voice_s = ask.voice_s,
                                  .contact = ask.contact,
                                  .masked_contact = ask.masked_contact,
                                  .subject = ask.subject,
                                  .is_urgent = ask.is_urgent,
                                  .level = content.rules.first_level,
                                  .at = ask.at}};
}

Decision on(const WishBook& book, const TriageWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  const bool is_untriaged_work = wish->is_in_work() && wish->matter == Matter::none;
  if (!wish->is_waiting() && !is_untriaged_work) return WishRefusal::not_to_triage;
  if (ask.matter == Matter::none) return WishRefusal::no_matter;
  const Instant at = fresh_time(*wish, "triaged", to_string(ask.matter), ask.at);
  return WishEvents{WishTriaged{.wish = ask.wish, .matter = ask.matter, .at = at}};
}

Decision on(const WishBook& book, const DispatchWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  const WishUnit* unit = book.content().find_unit(ask.unit);
  if (unit == nullptr) return WishRefusal::unknown_unit;
  if (wish->state != WishState::triaged && !wish->is_with_unit()) return WishRefusal::not_to_dispatch;
  if (wish->matter == Matter::none) return WishRefusal::not_triaged_yet;
  if (wish->unit == ask.unit) return WishRefusal::already_there;
  if (!takes(*unit, wish->matter)) return WishRefusal::wrong_matter;
  const Instant at = fresh_time(*wish, "dispatched", ask.unit.value, ask.at);
  return WishEvents{WishDispatched{.wish = ask.wish, .unit = ask.unit, .at = at}};
}

Decision on(const WishBook& book, const AcceptWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (book.content().find_unit(ask.unit) == nullptr) return WishRefusal::unknown_unit;
  if (!wish->is_anybodys() && wish->state != WishState::dispatched) return WishRefusal::not_to_accept;
  if (!wish->is_anybodys() && wish->unit != ask.unit) return WishRefusal::not_your_wish;
  const Instant at = fresh_time(*wish, "accepted", ask.unit.value, ask.at);
  return WishEvents{WishAccepted{.wish = ask.wish, .unit = ask.unit, .at = at}};
}

Decision on(const WishBook& book, const DeclineWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (wish->state != WishState::dispatched) return WishRefusal::not_to_decline;
  if (wish->unit != ask.unit) return WishRefusal::not_your_wish;
  if (!is_staff_text(ask.note)) return WishRefusal::text_not_allowed;
  const Instant at = fresh_time(*wish, "declined", ask.unit.value, ask.at);
  return WishEvents{WishDeclined{.wish = ask.wish, .unit = ask.unit, .note = ask.note, .at = at}};
}

/// Why this unit cannot report on that wish.
std::optional<WishRefusal> wrong_report(const Wish* wish, const UnitId& unit, std::string_view note) {
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (!wish->is_in_work()) return WishRefusal::not_in_work;
  if (wish->unit != unit) return WishRefusal::not_your_wish;
  if (!is_staff_text(note)) return WishRefusal::text_not_allowed;
  return std::nullopt;
}

Decision on(const WishBook& book, const ProgressWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (const auto wrong = wrong_report(wish, ask.unit, ask.note)) return *wrong;
  const Instant at = fresh_time(*wish, "progressed", ask.unit.value, ask.at);
  return WishEvents{WishProgressed{.wish = ask.wish, .unit = ask.unit, .note = ask.note, .at = at}};
}

Decision on(const WishBook& book, const ResolveWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (const auto wrong = wrong_report(wish, ask.unit, ask.note)) return *wrong;
  if (wish->matter == Matter::none) return WishRefusal::not_triaged_yet;
  if (wish->matter == Matter::big) {
    const bool has_met =
        ask.minute && ask.minute->ok() && std::chrono::sys_days(*ask.minute) <= ask.at + earliest_zone;
    if (!has_met) return WishRefusal::minute_missing;
  }
  const Instant at = fresh_time(*wish, "resolved", ask.unit.value, ask.at);
  return WishEvents{
      WishResolved{.wish = ask.wish, .unit = ask.unit, .note = ask.note, .minute = ask.minute, .at = at}};
}

/// What a rating leads to.
WishEvent after_rating(const Wish& wish, int stars, Instant at) {
  if (stars >= wish_satisfied_stars_min) {
    return WishClosed{.wish = wish.id,
                      .by = WishClosing::rating,
                      .at = fresh_time(wish, "closed", to_string(WishClosing::rating), at)};
  }
  const Level to = next_level(wish.level);
  return WishReopened{.wish = wish.id, .to = to, .at = fresh_time(wish, "reopened", to_string(to), at)};
}

Decision on(const WishBook& book, const RateWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (ask.stars < 1 || ask.stars > wish_stars_max) return WishRefusal::stars_out_of_range;
  if (wish->state == WishState::closed) return WishRefusal::already_closed;
  if (wish->state != WishState::resolved) return WishRefusal::not_resolved_yet;
  const bool is_satisfied = ask.stars >= wish_satisfied_stars_min;
  if (!is_satisfied && !ask.reason.empty() && book.content().find_reason(ask.reason) == nullptr) {
    return WishRefusal::unknown_reason;
  }
  const Instant at = fresh_time(*wish, "rated", std::to_string(ask.stars), ask.at);
  return WishEvents{WishRated{.wish = ask.wish,
                              .stars = ask.stars,
                              .reason = is_satisfied ? WishReasonId{} : ask.reason,
                              .at = at},
                    after_rating(*wish, ask.stars, at)};
}

Decision on(const WishBook& book, const EscalateOverdue& ask) {
  WishEvents events;
  for (const Wish* wish : book.open()) {
    const auto duty = owner_and_deadline(*wish, book.content().rules);
    if (!duty || ask.at <= duty->due || wish->is_settled() || next_level(wish->level) == wish->level)
      continue;
    const Level to = next_level(wish->level);
    events.emplace_back(WishEscalated{.wish = wish->id,
                                      .from = wish->level,
                                      .to = to,
                                      .due = duty->due,
                                      .at = fresh_time(*wish, "escalated", to_string(to), ask.at)});
  }
  return events;
}

Decision on(const WishBook& book, const CloseSilent& ask) {
  WishEvents events;
  for (const Wish* wish : book.open()) {
    // Begun when it was rated: a term that runs from there is not the longer for a hub that was down.
    if (wish->state == WishState::rated) events.push_back(after_rating(*wish, wish->stars, wish->since));
    if (wish->state != WishState::resolved || ask.at < wish->resolved_at + book.content().rules.silence)
      continue;
    const Instant at = fresh_time(*wish, "closed", to_string(WishClosing::silence), ask.at);
    events.emplace_back(WishClosed{.wish = wish->id, .by = WishClosing::silence, .at = at});
  }
  return events;
}

Decision on(const WishBook& book, const PublishWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (!wish->is_open()) return WishRefusal::already_closed;
  if (!is_staff_text(ask.text)) return WishRefusal::text_not_allowed;
  return WishEvents{
      WishPublished{.wish = ask.wish, .text = ask.text, .at = fresh_time(*wish, "published", "", ask.at)}};
}

Decision on(const WishBook& book, const UnpublishWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (wish->wall_text.empty()) return WishRefusal::not_on_the_wall;
  return WishEvents{WishUnpublished{.wish = ask.wish, .at = fresh_time(*wish, "unpublished", "", ask.at)}};
}

Decision on(const WishBook& book, const SupportWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (wish->wall_text.empty()) return WishRefusal::not_on_the_wall;
  if (!wish->is_open()) return WishRefusal::already_closed;
  if (!is_pseudonym(ask.by)) return WishRefusal::unknown_person;
  if (wish->subject == ask.by) return WishRefusal::own_wish;
  if (wish->supporters.contains(ask.by)) return WishEvents{};
  if (wish->supporters.size() >= wish_supporters_max) return WishRefusal::supporters_full;
  return WishEvents{WishSupported{.wish = ask.wish, .by = ask.by, .at = ask.at}};
}

Decision on(const WishBook& book, const ClaimWish& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  if (wish->wall_text.empty()) return WishRefusal::not_on_the_wall;
  if (wish->kind != WishKind::wish || wish->is_settled()) return WishRefusal::not_claimable;
  if (!is_pseudonym(ask.by)) return WishRefusal::unknown_person;
  if (!is_masked_contact(WishContactKind::card, ask.name)) return WishRefusal::contact_not_masked;
  if (wish->subject == ask.by) return WishRefusal::own_wish;
  if (const WishClaim* holder = wish->holder()) {
    return holder->by == ask.by ? Decision(WishEvents{}) : Decision(WishRefusal::already_claimed);
  }
  if (wish->claims.size() >= wish_claims_max) return WishRefusal::claims_full;
  Instant at = ask.at;
  const auto taken = [&](const WishClaim& c) { return c.by == ask.by && c.at == at; };
  while (std::any_of(wish->claims.begin(), wish->claims.end(), taken)) at += Milliseconds{1};
  return WishEvents{WishClaimed{.wish = ask.wish, .by = ask.by, .name = ask.name, .at = at}};
}

Decision on(const WishBook& book, const ReleaseClaim& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  WishEvents events;
  for (const WishClaim& claim : wish->claims) {
    if (claim.by != ask.by || claim.state != ClaimState::standing) continue;
    events.emplace_back(
        ClaimReleased{.wish = ask.wish, .by = claim.by, .claimed_at = claim.at, .at = ask.at});
  }
  if (events.empty()) return WishRefusal::no_claim;
  return events;
}

Decision on(const WishBook& book, const SettleClaims& ask) {
  const Wish* wish = book.find(ask.wish);
  if (wish == nullptr) return WishRefusal::unknown_wish;
  const WishClaim* holder = wish->holder();
  std::string holds = ask.in_favour_of;
  if (holds.empty() && holder != nullptr) holds = holder->by;
  const bool stands = std::any_of(wish->claims.begin(), wish->claims.end(), [&](const WishClaim& c) {
    return c.by == holds && c.state == ClaimState::standing;
  });
  if (!ask.in_favour_of.empty() && !stands) return WishRefusal::no_claim;
  WishEvents events;
  for (const WishClaim& claim : wish->claims) {
    const bool is_lost =
        claim.state == ClaimState::late || (claim.state == ClaimState::standing && claim.by != holds);
    if (!is_lost) continue;
    events.emplace_back(ClaimLost{.wish = ask.wish, .by = claim.by, .claimed_at = claim.at, .at = ask.at});
  }
  return events;
}

}  // namespace

WishDecision decide(const WishBook& book, const WishCommand& command) {
  return std::visit([&book](const auto& ask) { return on(book, ask); }, command);
}

const WishId& wish_of(const WishEvent& event) {
  return std::visit([](const auto& e) -> const WishId& { return e.wish; }, event);
}

WishEvent without_notes(WishEvent event) {
  std::visit(
      [](auto& e) {
        if constexpr (requires { e.note; }) e.note.clear();
      },
      event);
  return event;
}

}  // namespace yz::domain
