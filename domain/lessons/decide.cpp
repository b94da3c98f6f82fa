// Commands against the book: events, or the rule that says no. How seats are given out is settle.cpp.
#include <algorithm>

#include "domain/lessons/settle.h"
#include "domain/wishes/wishes.h"

namespace yz::domain {

namespace {

using Decision = LessonDecision;

WishContactKind contact_of(LessonContactKind kind) {
  return kind == LessonContactKind::card ? WishContactKind::card : WishContactKind::phone;
}

std::optional<LessonRefusal> wrong_person(const SignUpForLesson& ask) {
  const bool is_year = ask.born == 0 || (ask.born >= born_year_min && ask.born <= born_year_max);
  if (!is_pseudonym(ask.person) || !is_year) return LessonRefusal::unknown_person;
  if (!is_masked_contact(contact_of(ask.contact), ask.masked)) return LessonRefusal::contact_not_masked;
  return std::nullopt;
}

/// Out of which this kiosk gives a seat now; empty: it has none to give. While it knows of somebody who asks
/// or waits for one, it gives none: they were there first.
SeatGrantId grant_to_give(const LessonBook& book, const SignUpForLesson& ask) {
  const SeatCount count = book.count(ask.session);
  if (count.asked > 0 || count.waiting > 0) return {};
  for (const SeatGrant* grant : book.grants_of(ask.session)) {
    if (grant->device == ask.device && book.left_to_give(*grant, ask.at) > 0) return grant->id;
  }
  return {};
}

Decision on(const LessonBook& book, const SignUpForLesson& ask) {
  if (book.find(ask.sign_up) != nullptr) return LessonEvents{};
  const auto session = book.session(ask.session);
  if (!session || session->seats == 0) return LessonRefusal::unknown_session;
  if (book.called_off(ask.session) != nullptr) return LessonRefusal::called_off;
  if (ask.at >= session->starts) return LessonRefusal::already_begun;
  if (ask.at + book.content().rules.sign_up < session->starts) return LessonRefusal::too_soon;
  if (const auto wrong = wrong_person(ask)) return *wrong;
  const auto others = book.of_session(ask.session);
  const bool is_known = std::ranges::any_of(
      others, [&](const SignUp* other) { return other->person == ask.person && !other->ended; });
  if (is_known) return LessonRefusal::already_signed_up;
  const bool was_shown_seats = book.seats_to_show(ask.session, ask.device, ask.at) > 0;
  const SeatCount count = book.count(ask.session);
  const int in_line = count.waiting + std::max(0, count.asked - std::max(0, count.free()));
  if (!was_shown_seats && in_line >= book.content().rules.waiting_max)
    return LessonRefusal::waiting_list_full;
  return LessonEvents{LessonSignedUp{.sign_up = ask.sign_up,
                                     .secret = ask.secret,
                                     .session = ask.session,
                                     .station = ask.station,
                                     .device = ask.device,
                                     .person = ask.person,
                                     .contact = ask.contact,
                                     .masked = ask.masked,
                                     .born = ask.born,
                                     .grant = grant_to_give(book, ask),
                                     .was_shown_seats = was_shown_seats,
                                     .starts = session->starts,
                                     .at = ask.at}};
}

Instant start_of(const LessonBook& book, const SignUp& sign_up) {
  const auto session = book.session(sign_up.session);
  return session ? session->starts : sign_up.starts;
}

Decision on(const LessonBook& book, const CancelSignUp& ask) {
  const SignUp* sign_up = book.find(ask.sign_up);
  if (sign_up == nullptr) return LessonRefusal::unknown_sign_up;
  if (ask.by != SignUpEnd::person && ask.by != SignUpEnd::staff) return LessonRefusal::no_ender;
  if (sign_up->ended) return LessonRefusal::already_cancelled;
  if (sign_up->checked_in) return LessonRefusal::already_checked_in;
  if (ask.at >= start_of(book, *sign_up)) return LessonRefusal::already_begun;
  return LessonEvents{LessonCancelled{.sign_up = ask.sign_up, .by = ask.by, .at = ask.at}};
}

Decision on(const LessonBook& book, const CheckIn& ask) {
  const SignUp* sign_up = book.find(ask.sign_up);
  if (sign_up == nullptr) return LessonRefusal::unknown_sign_up;
  if (book.called_off(sign_up->session) != nullptr) return LessonRefusal::called_off;
  if (sign_up->ended) return LessonRefusal::already_cancelled;
  if (sign_up->checked_in) return LessonEvents{};
  if (sign_up->state() != SignUpState::seated) return LessonRefusal::no_seat;
  const Instant starts = start_of(book, *sign_up);
  const LessonRules& rules = book.content().rules;
  if (ask.at < starts - rules.check_in_before) return LessonRefusal::check_in_too_soon;
  const Instant last = ask.is_by_staff ? starts + staff_check_in : starts + rules.check_in_after;
  if (ask.at > last) return LessonRefusal::check_in_too_late;
  return LessonEvents{LessonCheckedIn{.sign_up = ask.sign_up, .at = ask.at}};
}

Decision on(const LessonBook& book, const CallOffSession& ask) {
  const auto session = book.session(ask.session);
  if (!session) return LessonRefusal::unknown_session;
  if (book.called_off(ask.session) != nullptr) return LessonRefusal::called_off;
  if (ask.at >= session->ends) return LessonRefusal::already_over;
  if (!is_staff_text(ask.note)) return LessonRefusal::text_not_allowed;
  LessonEvents events{LessonSessionCancelled{.session = ask.session, .note = ask.note, .at = ask.at}};
  for (LessonEvent& event : send_everybody_home(book, ask.session, ask.at)) {
    events.push_back(std::move(event));
  }
  return events;
}

Decision on(const LessonBook& book, const SettleSession& ask) {
  if (!book.session(ask.session)) return LessonRefusal::unknown_session;
  return settle(book, ask);
}

Decision on(const LessonBook& book, const GrantSeats& ask) {
  if (book.find(ask.grant) != nullptr) return LessonEvents{};
  const auto session = book.session(ask.session);
  if (!session || session->seats == 0) return LessonRefusal::unknown_session;
  if (book.called_off(ask.session) != nullptr) return LessonRefusal::called_off;
  const bool is_grant =
      ask.seats > 0 && !ask.device.empty() && ask.at < ask.until && ask.until <= session->starts;
  if (!is_grant) return LessonRefusal::grant_not_allowed;
  const auto sign_ups = book.of_session(ask.session);
  const bool is_in_peace = std::ranges::all_of(
      sign_ups, [](const SignUp* one) { return one->is_decided() && one->state() != SignUpState::waiting; });
  if (!is_in_peace) return LessonRefusal::somebody_waits;
  if (book.count(ask.session).free() < ask.seats) return LessonRefusal::no_seats_left;
  return LessonEvents{LessonSeatsGranted{.grant = ask.grant,
                                         .session = ask.session,
                                         .device = ask.device,
                                         .seats = ask.seats,
                                         .until = ask.until,
                                         .at = ask.at}};
}

Decision on(const LessonBook& book, const ReturnSeats& ask) {
  LessonEvents events;
  for (const LessonSessionId& id : book.busy_sessions()) {
    for (const SeatGrant* grant : book.grants_of(id)) {
      if (grant->device != ask.device || grant->returned) continue;
      const bool is_over = grant->recalled || ask.at >= grant->until || book.called_off(id) != nullptr;
      if (is_over) events.emplace_back(LessonSeatsReturned{.grant = grant->id, .at = ask.at});
    }
  }
  return events;
}

Decision on(const LessonBook& book, const EndSilentGrants& ask) {
  LessonEvents events;
  for (const LessonSessionId& id : book.busy_sessions()) {
    for (const SeatGrant* grant : book.grants_of(id)) {
      if (grant->returned || ask.at < grant->until + seat_grant_silence) continue;
      events.emplace_back(LessonSeatsReturned{.grant = grant->id, .at = ask.at});
    }
  }
  return events;
}

}  // namespace

LessonDecision decide(const LessonBook& book, const LessonCommand& command) {
  return std::visit([&book](const auto& ask) { return on(book, ask); }, command);
}

}  // namespace yz::domain
