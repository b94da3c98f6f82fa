// Tickets 取号排队 (docs/domain.md, "Tickets"): state, commands, events, decide and fold. Pure: no clock, no
// I/O, no randomness; the same code runs on the kiosk and on the hub, so that they cannot disagree.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "domain/content/station.h"
#include "domain/event.h"

namespace yz::domain {

using TicketId = Id<struct TicketTag>;  // a ULID; the label is only for people

/// Why a ticket is called before ordinary ones. `declared_*` is believed; `age` comes from an ID card.
enum class Priority { none, age, disabled, pregnant, veteran };

enum class TicketState { waiting, called, serving, served, no_show, cancelled };

/// What happened to a ticket after it was issued; one for each event that was applied.
struct TicketStep {
  std::string kind;   // the event's name without "ticket.": "called", "transferred" …
  std::string where;  // the counter; the new service of a transfer; the stars of a rating
  ServiceId service;  // where it waited at that time
  Instant at;
  std::int64_t order{};  // rises with every step this book applied: the true order, whatever the clocks said
  bool operator==(const TicketStep&) const = default;
};
inline constexpr int ticket_number_max = 999;
inline constexpr int ticket_stars_max = 5;
inline constexpr std::size_t ticket_steps_max = 64;  // beyond it the oldest announcement is forgotten

/// One place in the queue.
struct Ticket {
  TicketId id;
  ServiceId service;  // where it waits now
  Day day;
  int number{};
  std::string label;   // "A012", "A2-012" where the station has several kiosks; kept through a transfer
  std::string secret;  // 12 characters of Crockford's base 32: who holds the slip knows it
  Priority priority{Priority::none};
  TicketState state{TicketState::waiting};
  CounterId counter;  // where it was called to, empty while it waits
  Instant issued_at;
  Instant called_at;  // last call
  Instant serving_at;
  Instant ended_at;
  bool was_requeued{};   // a no-show comes back once only
  int stars{};           // 0: not rated
  ServiceId issued_for;  // the service whose quota and numbering it took
  std::vector<TicketStep> steps;
  bool operator==(const Ticket&) const = default;
};
/// Whose turn it would be without priority.
[[nodiscard]] inline bool by_issue_time(const Ticket* a, const Ticket* b) {
  return std::pair(a->issued_at, a->id.value) < std::pair(b->issued_at, b->id.value);
}

// ── events: a released one never changes its name or fields; a new shape is a new event
// ─────────────────────────────
struct TicketIssued {
  TicketId ticket;
  ServiceId service;
  Day day;
  int number{};
  std::string label;
  std::string secret;
  Priority priority{Priority::none};
  Instant at;
  bool operator==(const TicketIssued&) const = default;
};
struct TicketCalled {
  TicketId ticket;
  CounterId counter;
  Instant at;
  bool operator==(const TicketCalled&) const = default;
};
/// 再叫: the same ticket to the same counter once more; announced again, nothing else changes.
struct TicketRecalled {
  TicketId ticket;
  CounterId counter;
  Instant at;
  bool operator==(const TicketRecalled&) const = default;
};
struct ServingStarted {
  TicketId ticket;
  CounterId counter;
  Instant at;
  bool operator==(const ServingStarted&) const = default;
};
struct TicketServed {
  TicketId ticket;
  CounterId counter;
  Instant at;
  bool operator==(const TicketServed&) const = default;
};
/// 过号: called and nobody came.
struct TicketMissed {
  TicketId ticket;
  CounterId counter;
  Instant at;
  bool operator==(const TicketMissed&) const = default;
};
/// A no-show who turned up: waits again at the place of its issue time. Once.
struct TicketRequeued {
  TicketId ticket;
  Instant at;
  bool operator==(const TicketRequeued&) const = default;
};
struct TicketCancelled {
  TicketId ticket;
  Instant at;
  bool operator==(const TicketCancelled&) const = default;
};
struct TicketTransferred {
  TicketId ticket;
  ServiceId to;
  Instant at;
  bool operator==(const TicketTransferred&) const = default;
};
struct TicketRated {
  TicketId ticket;
  int stars{};  // 1…5
  Instant at;
  bool operator==(const TicketRated&) const = default;
};
using TicketEvent =
    std::variant<TicketIssued, TicketCalled, TicketRecalled, ServingStarted, TicketServed, TicketMissed,
                 TicketRequeued, TicketCancelled, TicketTransferred, TicketRated>;

// ── commands
// ────────────────────────────────────────────────────────────────────────────────────────────────────────
/// A ticket id that is in the book already gives no events: that touch was answered before.
struct IssueTicket {
  TicketId ticket;     // fresh, made by the caller
  std::string secret;  // fresh random, made by the caller
  ServiceId service;
  Priority priority{Priority::none};
  int kiosk_digit{};  // 1…9 where the station has several kiosks, 0 where it has one
  Instant at;
};
/// Calls whoever is next for this counter, over all services it serves. If the counter still has a ticket
/// called or serving, that one is ended first: called → missed is *not* assumed; the refusal is counter_busy.
struct CallNext {
  CounterId counter;
  Instant at;
};
/// Calls one ticket out of turn (a waiting one, or a no-show after Requeue).
struct CallTicket {
  TicketId ticket;
  CounterId counter;
  Instant at;
};
struct Recall {
  CounterId counter;
  Instant at;
};
struct StartServing {
  CounterId counter;
  Instant at;
};
struct Skip {
  CounterId counter;
  Instant at;
};
/// Ends what the counter serves; a ticket still `called` is started and ended in one go (two events).
struct Finish {
  CounterId counter;
  Instant at;
};
struct Requeue {
  TicketId ticket;
  Instant at;
};
struct Cancel {
  TicketId ticket;
  Instant at;
};
struct Transfer {
  TicketId ticket;
  ServiceId to;
  Instant at;
};
struct Rate {
  TicketId ticket;
  int stars{};
  Instant at;
};
using TicketCommand = std::variant<IssueTicket, CallNext, CallTicket, Recall, StartServing, Skip, Finish,
                                   Requeue, Cancel, Transfer, Rate>;

/// A rule says no. The words are under `refusal.<name>`.
enum class TicketRefusal {
  unknown_service,
  unknown_counter,
  unknown_ticket,
  closed_now,
  quota_used_up,
  numbers_used_up,  // 999 labels a day, service and kiosk
  priority_not_offered,
  counter_busy,  // it still has someone called or serving
  counter_idle,  // it has nobody to recall, skip, start or finish
  nobody_waiting,
  not_waiting,
  not_missed,
  already_requeued,
  not_cancellable,
  not_transferable,  // not waiting or called, or already in that service
  not_served_yet,
  already_rated,
  stars_out_of_range,
};
[[nodiscard]] const char* to_string(TicketRefusal refusal);

using TicketEvents = std::vector<TicketEvent>;
using TicketDecision = std::variant<TicketEvents, TicketRefusal>;

/// Minutes to wait, as people are told: "约 10–15 分钟". Multiples of five, `from` < `to`.
struct WaitEstimate {
  int people_ahead{};
  Minutes from{};
  Minutes to{};
  bool operator==(const WaitEstimate&) const = default;
};

/// All tickets a station still cares about, and its numbering. One owner, one thread.
class TicketBook {
 public:
  explicit TicketBook(Station station) : station_(std::move(station)) {}

  [[nodiscard]] const Station& station() const { return station_; }
  /// New content. Tickets of a service that is gone can still be called one by one, transferred and
  /// cancelled.
  void set_station(Station station) { station_ = std::move(station); }

  /// Numbers of that day and service up to and including `number` are taken: the journal's counters and,
  /// after a lost journal, the floor file's ceilings (docs/formats/journal.md).
  void raise_floor(const ServiceId& service, Day day, int number);
  /// The number the next ticket gets; above all that were ever used, kept per (service, day).
  [[nodiscard]] int next_number(const ServiceId& service, Day day) const;

  Folded fold(const TicketEvent& event);
  /// A ticket read back from a read model; replaces one with the same id.
  void restore(Ticket ticket);
  /// A small book of only these tickets, those that it has: an event about them folds there to the very
  /// tickets that it would here.
  [[nodiscard]] TicketBook excerpt(const std::set<TicketId>& tickets) const;
  /// Forgets tickets (not numbers) of days before `day`.
  void forget_before(Day day);

  [[nodiscard]] const Ticket* find(const TicketId& id) const;
  [[nodiscard]] const Ticket* find_by_label(Day day, std::string_view label) const;
  /// In the order in which they will be called (priority and its bound considered), for one service or a
  /// counter.
  [[nodiscard]] std::vector<const Ticket*> waiting(const ServiceId& service, Day day) const;
  [[nodiscard]] std::vector<const Ticket*> waiting_for(const CounterId& counter, Day day) const;
  /// The same over any set of services; the first one is who is called next.
  [[nodiscard]] std::vector<const Ticket*> waiting_in(const std::vector<ServiceId>& services, Day day) const;
  /// Called or being served at that counter, or nullptr.
  [[nodiscard]] const Ticket* at_counter(const CounterId& counter, Day day) const;
  /// Last calls of the day, newest first.
  [[nodiscard]] std::vector<const Ticket*> recent_calls(Day day, std::size_t most) const;
  [[nodiscard]] int issued_count(const ServiceId& service, Day day) const;
  /// For a ticket to be taken now (id empty), or for one that waits.
  [[nodiscard]] WaitEstimate estimate(const ServiceId& service, Day day, const TicketId& id,
                                      Priority priority) const;
  /// Mean service time of the day so far, weighted towards the latest; the service's starting value before
  /// the first.
  [[nodiscard]] Milliseconds mean_service(const Service& service, Day day) const;
  /// Counters of the service that have called somebody on that day; at least 1.
  [[nodiscard]] int open_counters(const Service& service, Day day) const;
  /// Every ticket it holds, by issue time.
  [[nodiscard]] std::vector<const Ticket*> all() const;

 private:
  friend class TicketFolder;
  Station station_;
  std::map<Day, std::map<TicketId, Ticket>> days_;
  std::map<std::pair<Day, ServiceId>, int> last_number_;
  std::int64_t last_order_{};
};

/// Applies the rules of docs/domain.md; never changes the book.
[[nodiscard]] TicketDecision decide(const TicketBook& book, const TicketCommand& command);

/// "A012"; "A2-012" with a kiosk digit.
[[nodiscard]] std::string make_label(char letter, int kiosk_digit, int number);

// ── the slip's code
// ─────────────────────────────────────────────────────────────────────────────────────────────────
/// What a slip's QR code says: `YZ1T.20261123.A012.7K3M9PQ2XW4T`, alone or at the end of a URL `…/q/<code>`.
struct TicketCode {
  Day day;
  std::string label;
  std::string secret;
  bool operator==(const TicketCode&) const = default;
};
[[nodiscard]] std::string make_ticket_code(const Ticket& ticket);
/// Strict: ≤ 200 bytes, ASCII, the grammar above and nothing around it. Nothing for any other text.
[[nodiscard]] std::optional<TicketCode> parse_ticket_code(std::string_view scanned);

}  // namespace yz::domain
