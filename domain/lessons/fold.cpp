// One event against one book. Each kind of thing that is said of a sign-up or a grant has its own place, in
// which the earliest stays, so that the order in which events arrive does not matter.
#include "domain/lessons/lessons.h"

namespace yz::domain {

namespace {

/// The earliest of what was said.
template <class Said>
Folded keep(std::optional<Said>& known, Said said) {
  if (known && *known <= said) return Folded::repeated;
  known = std::move(said);
  return Folded::applied;
}

}  // namespace

class LessonFolder {
 public:
  explicit LessonFolder(LessonBook& book) : book_(book) {}

  Folded fold(const LessonSignedUp& event);
  Folded fold(const LessonConfirmed& event) {
    SignUp* sign_up = find(event.sign_up);
    if (sign_up == nullptr) return Folded::ignored;
    return keep(sign_up->confirmed, Placing{.at = event.at, .grant = event.grant});
  }
  Folded fold(const LessonWaiting& event) { return list(event, /*is_refused=*/false); }
  Folded fold(const LessonRefused& event) { return list(event, /*is_refused=*/true); }
  Folded fold(const LessonMovedUp& event) {
    SignUp* sign_up = find(event.sign_up);
    if (sign_up == nullptr) return Folded::ignored;
    return keep(sign_up->moved_up, Placing{.at = event.at});
  }
  Folded fold(const LessonCancelled& event) {
    SignUp* sign_up = find(event.sign_up);
    if (sign_up == nullptr || event.by == SignUpEnd::none) return Folded::ignored;
    return keep(sign_up->ended, SignUpEnding{.at = event.at, .by = event.by});
  }
  Folded fold(const LessonCheckedIn& event) {
    SignUp* sign_up = find(event.sign_up);
    return sign_up == nullptr ? Folded::ignored : keep(sign_up->checked_in, event.at);
  }
  Folded fold(const LessonSessionCancelled& event);
  Folded fold(const LessonSeatsGranted& event);
  Folded fold(const LessonSeatsRecalled& event) {
    SeatGrant* grant = find(event.grant);
    return grant == nullptr ? Folded::ignored : keep(grant->recalled, event.at);
  }
  Folded fold(const LessonSeatsReturned& event) {
    SeatGrant* grant = find(event.grant);
    return grant == nullptr ? Folded::ignored : keep(grant->returned, event.at);
  }

 private:
  SignUp* find(const SignUpId& id) { return const_cast<SignUp*>(book_.find(id)); }
  SeatGrant* find(const SeatGrantId& id) { return const_cast<SeatGrant*>(book_.find(id)); }

  template <class Event>
  Folded list(const Event& event, bool is_refused) {
    SignUp* sign_up = find(event.sign_up);
    if (sign_up == nullptr) return Folded::ignored;
    return keep(
        sign_up->listed,
        Placing{
            .at = event.at, .place = event.place, .grant = {}, .turn = event.turn, .is_refused = is_refused});
  }

  LessonBook& book_;
};

Folded LessonFolder::fold(const LessonSignedUp& event) {
  if (event.sign_up.empty() || event.session.empty()) return Folded::ignored;
  SignUp sign_up;
  sign_up.id = event.sign_up;
  sign_up.secret = event.secret;
  sign_up.session = event.session;
  sign_up.station = event.station;
  sign_up.device = event.device;
  sign_up.person = event.person;
  sign_up.contact = event.contact;
  sign_up.masked = event.masked;
  sign_up.born = event.born;
  sign_up.grant = event.grant;
  sign_up.was_shown_seats = event.was_shown_seats;
  sign_up.starts = event.starts;
  sign_up.at = event.at;
  if (const SignUp* known = book_.find(event.sign_up)) {
    SignUp as_told = *known;
    as_told.confirmed = as_told.listed = as_told.moved_up = std::nullopt;
    as_told.checked_in = std::nullopt;
    as_told.ended = std::nullopt;
    return as_told == sign_up ? Folded::repeated : Folded::ignored;
  }
  book_.restore(std::move(sign_up));
  return Folded::applied;
}

Folded LessonFolder::fold(const LessonSessionCancelled& event) {
  if (event.session.empty()) return Folded::ignored;
  const CalledOffSession* known = book_.called_off(event.session);
  const bool is_earlier =
      known == nullptr || std::tie(event.at, event.note) < std::tie(known->at, known->note);
  if (!is_earlier) return Folded::repeated;
  book_.restore(CalledOffSession{.session = event.session, .note = event.note, .at = event.at});
  return Folded::applied;
}

Folded LessonFolder::fold(const LessonSeatsGranted& event) {
  if (event.grant.empty() || event.session.empty() || event.seats < 1) return Folded::ignored;
  SeatGrant grant{.id = event.grant,
                  .session = event.session,
                  .device = event.device,
                  .seats = event.seats,
                  .until = event.until,
                  .at = event.at,
                  .recalled = std::nullopt,
                  .returned = std::nullopt};
  if (const SeatGrant* known = book_.find(event.grant)) {
    SeatGrant as_told = *known;
    as_told.recalled = as_told.returned = std::nullopt;
    return as_told == grant ? Folded::repeated : Folded::ignored;
  }
  book_.restore(std::move(grant));
  return Folded::applied;
}

Folded LessonBook::fold(const LessonEvent& event) {
  LessonFolder folder(*this);
  return std::visit([&folder](const auto& e) { return folder.fold(e); }, event);
}

std::string entity_of(const LessonEvent& event) {
  return std::visit(
      [](const auto& e) -> std::string {
        if constexpr (requires { e.sign_up; }) {
          return "signup:" + e.sign_up.value;
        } else if constexpr (
            requires { e.seats; } || !requires { e.session; }) {
          return "seats:" + e.grant.value;
        } else {
          return "session:" + e.session.value;
        }
      },
      event);
}

}  // namespace yz::domain
