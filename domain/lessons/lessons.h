// Classes 时代学堂 (docs/domain.md, "Lessons"): state, commands, events, decide and fold. Pure: no clock, no
// I/O, no randomness; the same code runs on the kiosk and on the hub. A phone number is in none of these
// values: it goes sealed, beside the event.
//
// Seats cannot be oversold: a kiosk gives a seat only out of a grant that the hub made to it, and the hub
// grants, confirms and moves up only out of what is neither held nor granted.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "domain/content/lesson_content.h"
#include "domain/event.h"

namespace yz::domain {

using SignUpId = Id<struct SignUpTag>;        // a ULID
using SeatGrantId = Id<struct SeatGrantTag>;  // likewise

enum class LessonContactKind { card, phone };  // how the person is known; a phone's number is sealed

/// asked: without a seat so far, the hub has the word 待确认. seated: out of a kiosk's grant, confirmed, or
/// moved up. waiting: on the waiting list 候补. attended: checked in. cancelled: over, whoever ended it.
enum class SignUpState { asked, seated, waiting, attended, cancelled };

/// Who or what ended a sign-up: the person, staff; the session was called off; the person had signed up twice
/// at kiosks that did not know of each other; the session began and no seat had become free.
enum class SignUpEnd { none, person, staff, session, twice, no_seat };

inline constexpr std::size_t lesson_note_chars_max = 200;
inline constexpr int born_year_min = 1800;
inline constexpr int born_year_max = 2200;
/// What is left of a grant after its end is given out again when the kiosk returned it, or so much later.
inline constexpr std::chrono::hours seat_grant_silence{24};
/// After the start: staff write down until then who was there.
inline constexpr std::chrono::days staff_check_in{7};

/// Something that the hub or a kiosk said of a sign-up. Of several of one kind the earliest holds, whatever
/// the order in which they arrive.
struct Placing {
  Instant at;
  int place{};          // on the waiting list, as it was then, from 1; 0 with a seat
  SeatGrantId grant{};  // out of which the seat was confirmed; empty: not out of one
  Instant turn{};       // by which the waiting list is ordered: the corrected time of the sign-up
  bool is_refused{};    // was told of free seats, which went to earlier sign-ups
  auto operator<=>(const Placing&) const = default;
};
struct SignUpEnding {
  Instant at;
  SignUpEnd by{SignUpEnd::none};
  auto operator<=>(const SignUpEnding&) const = default;
};

/// One person for one session. What became of it is read off what was said of it, in whatever order.
struct SignUp {
  SignUpId id;
  std::string secret;  // 12 characters of Crockford's base 32: who holds the slip knows it
  LessonSessionId session;
  StationId station;
  std::string device;  // the kiosk that took it; "hub" at a counter
  std::string person;  // pseudonym
  LessonContactKind contact{LessonContactKind::card};
  std::string masked;      // 王*明, 138****1234
  int born{};              // the year; 0: not known
  SeatGrantId grant;       // out of which the kiosk gave a seat; empty: it gave none
  bool was_shown_seats{};  // the screen said that there were free ones
  Instant starts;          // the session, as the kiosk's content said
  Instant at;
  std::optional<Placing> confirmed;
  std::optional<Placing> listed;  // on the waiting list
  std::optional<Placing> moved_up;
  std::optional<Instant> checked_in;
  std::optional<SignUpEnding> ended;
  bool operator==(const SignUp&) const = default;

  [[nodiscard]] SignUpState state() const;
  /// The hub said yes, no or wait, or it is over.
  [[nodiscard]] bool is_decided() const { return confirmed || listed || moved_up || ended; }
  /// The hub gave it a seat, which it still has.
  [[nodiscard]] bool holds_seat() const { return (confirmed || moved_up) && !ended; }
  /// Its place in the waiting list.
  [[nodiscard]] Instant turn() const { return listed ? listed->turn : at; }
};

/// Seats that one kiosk may give while it has no line.
struct SeatGrant {
  SeatGrantId id;
  LessonSessionId session;
  std::string device;
  int seats{};
  Instant until;  // given before this moment only
  Instant at;
  std::optional<Instant> recalled;  // the hub asked for what is left
  std::optional<Instant> returned;  // over: nothing more is given out of it
  bool operator==(const SeatGrant&) const = default;
};

struct CalledOffSession {
  LessonSessionId session;
  std::string note;  // staff's words to those who signed up
  Instant at;
  bool operator==(const CalledOffSession&) const = default;
};

// ── events: a released one never changes its name or fields; a new shape is a new event
// ─────────────────────────────
struct LessonSignedUp {
  SignUpId sign_up;
  std::string secret;
  LessonSessionId session;
  StationId station;
  std::string device;
  std::string person;
  LessonContactKind contact{LessonContactKind::card};
  std::string masked;
  int born{};
  SeatGrantId grant;
  bool was_shown_seats{};
  Instant starts;
  Instant at;
  bool operator==(const LessonSignedUp&) const = default;
};
/// The seat is theirs. Also said of one that a kiosk gave out of its grant.
struct LessonConfirmed {
  SignUpId sign_up;
  SeatGrantId grant;  // out of which; empty: of those that nobody holds
  Instant at;
  bool operator==(const LessonConfirmed&) const = default;
};
/// Full, as the screen had said: onto the waiting list.
struct LessonWaiting {
  SignUpId sign_up;
  int place{};
  Instant turn;
  Instant at;
  bool operator==(const LessonWaiting&) const = default;
};
/// The screen had said that there were seats, or a kiosk had given one that it did not have: they went to
/// earlier sign-ups. Onto the waiting list, with an apology.
struct LessonRefused {
  SignUpId sign_up;
  int place{};
  Instant turn;
  Instant at;
  bool operator==(const LessonRefused&) const = default;
};
struct LessonMovedUp {
  SignUpId sign_up;
  Instant at;
  bool operator==(const LessonMovedUp&) const = default;
};
struct LessonCancelled {
  SignUpId sign_up;
  SignUpEnd by{SignUpEnd::none};  // never none
  Instant at;
  bool operator==(const LessonCancelled&) const = default;
};
struct LessonCheckedIn {
  SignUpId sign_up;
  Instant at;
  bool operator==(const LessonCheckedIn&) const = default;
};
/// 停课. Everybody's own cancellation follows from it.
struct LessonSessionCancelled {
  LessonSessionId session;
  std::string note;
  Instant at;
  bool operator==(const LessonSessionCancelled&) const = default;
};
struct LessonSeatsGranted {
  SeatGrantId grant;
  LessonSessionId session;
  std::string device;
  int seats{};
  Instant until;
  Instant at;
  bool operator==(const LessonSeatsGranted&) const = default;
};
/// The hub wants back what is left: others wait.
struct LessonSeatsRecalled {
  SeatGrantId grant;
  Instant at;
  bool operator==(const LessonSeatsRecalled&) const = default;
};
/// By the kiosk: it gives nothing more out of it. By the hub: its time and a day's silence are over.
struct LessonSeatsReturned {
  SeatGrantId grant;
  Instant at;
  bool operator==(const LessonSeatsReturned&) const = default;
};
using LessonEvent = std::variant<LessonSignedUp, LessonConfirmed, LessonWaiting, LessonRefused, LessonMovedUp,
                                 LessonCancelled, LessonCheckedIn, LessonSessionCancelled, LessonSeatsGranted,
                                 LessonSeatsRecalled, LessonSeatsReturned>;

/// What it is about, as an entity's name: "signup:01J…", "session:basics-mon.20261123", "seats:01J…".
[[nodiscard]] std::string entity_of(const LessonEvent& event);

// ── commands
// ────────────────────────────────────────────────────────────────────────────────────────────────────────
/// An id that is in the book already gives no events: that touch was answered before.
struct SignUpForLesson {
  SignUpId sign_up;    // fresh, made by the caller
  std::string secret;  // fresh random, made by the caller
  LessonSessionId session;
  StationId station;
  std::string device;
  std::string person;
  LessonContactKind contact{LessonContactKind::card};
  std::string masked;
  int born{};
  Instant at;
};
/// `by`: the person or staff.
struct CancelSignUp {
  SignUpId sign_up;
  SignUpEnd by{SignUpEnd::person};
  Instant at;
};
/// A second time gives no events. Staff can also do it later, from the teacher's list.
struct CheckIn {
  SignUpId sign_up;
  bool is_by_staff{};
  Instant at;
};
struct CallOffSession {
  LessonSessionId session;
  std::string note;
  Instant at;
};
/// The hub decides whatever is undecided of a session: seats out of grants, seats that are free in the order
/// of sign-up, waiting list, recall of granted seats while somebody waits; after its start, the end of
/// waiting. Nothing to decide gives no events. `turns`: the corrected times of sign-ups; who is not in it
/// signed up when their kiosk said.
struct SettleSession {
  LessonSessionId session;
  std::map<SignUpId, Instant> turns;
  Instant at;
};
struct GrantSeats {
  SeatGrantId grant;  // fresh, made by the caller
  LessonSessionId session;
  std::string device;
  int seats{};
  Instant until;
  Instant at;
};
/// The kiosk gives back what it may no longer give: at the grant's end, recalled, or the session called off.
struct ReturnSeats {
  std::string device;
  Instant at;
};
/// Over the whole book, by the hub: grants whose kiosk was silent for a day after their end.
struct EndSilentGrants {
  Instant at;
};
using LessonCommand = std::variant<SignUpForLesson, CancelSignUp, CheckIn, CallOffSession, SettleSession,
                                   GrantSeats, ReturnSeats, EndSilentGrants>;

/// A rule says no. The words are under `refusal.lesson.<name>`.
enum class LessonRefusal {
  unknown_session,
  unknown_sign_up,
  called_off,      // the session was
  too_soon,        // signing up more days ahead than the rules say
  already_begun,   // the session: nobody signs up or off any more
  already_over,    // the session: nothing to call off
  unknown_person,  // no pseudonym, or no year in which anybody was born
  contact_not_masked,
  already_signed_up,
  waiting_list_full,
  no_ender,  // only the person and staff cancel by command
  already_cancelled,
  already_checked_in,
  no_seat,            // waits, or waits to hear
  check_in_too_soon,  // LessonRules::check_in_before
  check_in_too_late,  // LessonRules::check_in_after
  text_not_allowed,   // empty, longer than 200 characters, or with control characters
  grant_not_allowed,  // no seats, or an end before it begins or after the session does
  somebody_waits,     // seats go to them, not to a kiosk
  no_seats_left,
};
[[nodiscard]] const char* to_string(LessonRefusal refusal);

using LessonEvents = std::vector<LessonEvent>;
using LessonDecision = std::variant<LessonEvents, LessonRefusal>;

/// How many of what a session has, as far as the book knows.
struct SeatCount {
  int seats{};     // of the content
  int held{};      // by people: confirmed or moved up
  int granted{};   // left in the grants of all kiosks
  int waiting{};   // on the list
  int asked{};     // not decided yet, and no seat out of a grant
  int attended{};  // checked in
  bool operator==(const SeatCount&) const = default;

  /// Neither held nor granted. Negative where the content took seats away.
  [[nodiscard]] int free() const { return seats - held - granted; }
};

/// What the hub should grant now.
struct WantedGrant {
  LessonSessionId session;
  std::string device;
  int seats{};
  Instant until;
  bool operator==(const WantedGrant&) const = default;
};

/// All sign-ups and grants a station still cares about. One owner, one thread.
class LessonBook {
 public:
  /// `utc_offset`: the station's.
  LessonBook(LessonContent content, Minutes utc_offset)
      : content_(std::move(content)), utc_offset_(utc_offset) {}

  [[nodiscard]] const LessonContent& content() const { return content_; }
  void set_content(LessonContent content, Minutes utc_offset);

  Folded fold(const LessonEvent& event);
  /// Read back from a read model; replaces one with the same id.
  void restore(SignUp sign_up);
  void restore(SeatGrant grant);
  void restore(CalledOffSession session);
  /// Forgets sessions that started before `time`, with all that belongs to them, but for grants that are not
  /// returned: until then their seats are not the hub's.
  void forget_before(Instant time);

  [[nodiscard]] const SignUp* find(const SignUpId& id) const;
  [[nodiscard]] const SeatGrant* find(const SeatGrantId& id) const;
  /// Called off, or nullptr.
  [[nodiscard]] const CalledOffSession* called_off(const LessonSessionId& id) const;
  /// Of the content; where that has no such session (any more), as the first sign-up knew its start, with no
  /// seats.
  [[nodiscard]] std::optional<LessonSession> session(const LessonSessionId& id) const;
  [[nodiscard]] std::vector<LessonSession> sessions_between(Instant from, Instant until) const;
  /// By the order of the waiting list: turn, then id.
  [[nodiscard]] std::vector<const SignUp*> of_session(const LessonSessionId& id) const;
  /// By start of their sessions. An empty pseudonym has none.
  [[nodiscard]] std::vector<const SignUp*> of_person(std::string_view person) const;
  [[nodiscard]] std::vector<const SeatGrant*> grants_of(const LessonSessionId& id) const;
  [[nodiscard]] SeatCount count(const LessonSessionId& id) const;
  /// What this kiosk says is free: its own granted seats, and those that are nobody's and that nobody asked
  /// for earlier. 0 while somebody waits.
  [[nodiscard]] int seats_to_show(const LessonSessionId& id, std::string_view device, Instant now) const;
  /// Place on the waiting list from 1; 0 for who is not on it.
  [[nodiscard]] int place_of(const SignUp& sign_up) const;
  /// What its kiosk may still give out of it: every sign-up that names it counts, cancelled ones too. 0 after
  /// its end, its recall or its return.
  [[nodiscard]] int left_to_give(const SeatGrant& grant, Instant now) const;
  /// What the hub must keep for it: what it has not heard of is still the kiosk's. 0 after its return.
  [[nodiscard]] int left_to_keep(const SeatGrant& grant) const;
  /// Sessions with sign-ups or grants, by id: what a hub settles and ends.
  [[nodiscard]] std::set<LessonSessionId> busy_sessions() const;
  /// For kiosks that hold fewer seats than the rules let them, of sessions that one can sign up for: no more
  /// than half of what is free, so that what is left is for everybody. Nothing where somebody waits.
  [[nodiscard]] std::vector<WantedGrant> wanted_grants(const std::vector<std::string>& devices,
                                                       Instant now) const;

 private:
  friend class LessonFolder;
  template <class Counts>
  [[nodiscard]] int count_if(const LessonSessionId& id, Counts counts) const;

  LessonContent content_;
  Minutes utc_offset_{};
  std::map<LessonSessionId, std::map<SignUpId, SignUp>> sign_ups_;
  std::map<SignUpId, LessonSessionId> session_of_;
  std::map<SeatGrantId, SeatGrant> grants_;
  std::map<LessonSessionId, CalledOffSession> called_off_;
};

/// Applies the rules of docs/domain.md; never changes the book.
[[nodiscard]] LessonDecision decide(const LessonBook& book, const LessonCommand& command);

// ── the slip's code
// ─────────────────────────────────────────────────────────────────────────────────────────────────
/// What a slip's QR code says: `YZ1L.01KAQZ5V00000000000000000W.7K3M9PQ2XW4T`, alone or at the end of a URL
/// `…/l/<code>`.
struct LessonCode {
  SignUpId sign_up;
  std::string secret;
  bool operator==(const LessonCode&) const = default;
};
[[nodiscard]] std::string make_lesson_code(const LessonCode& code);
/// Strict: ≤ 200 bytes, ASCII, the grammar above and nothing around it. Nothing for any other text.
[[nodiscard]] std::optional<LessonCode> parse_lesson_code(std::string_view scanned);

}  // namespace yz::domain
