// One-key help 一键求助 (docs/domain.md, "Help"): calls for help, who takes them, and what may be done with
// them. Pure: no clock, no I/O, no randomness; the same code runs on the kiosk and on the hub.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "domain/content/station.h"
#include "domain/tickets/tickets.h"

namespace yz::domain {

using HelpId = Id<struct HelpTag>;  // a ULID

/// What it is about. `guidance` is no emergency: somebody does not know how to go on at the kiosk.
enum class HelpKind { illness, danger, damage, other, guidance };
[[nodiscard]] const char* to_string(HelpKind kind);
[[nodiscard]] constexpr bool is_emergency(HelpKind kind) {
  return kind != HelpKind::guidance;
}

enum class HelpState { called, accepted, cancelled, ended };
[[nodiscard]] const char* to_string(HelpState state);

/// One call for help: place and kind, and never who called.
struct HelpCall {
  HelpId id;
  HelpKind kind{HelpKind::other};
  StationId station;
  std::string place;  // the kiosk's digit; empty where the station has one kiosk
  HelpState state{HelpState::called};
  int times{1};  // how often it was called: 1, and one more for each "again"
  Instant called_at;
  Instant again_at;         // of the last call
  std::string accepted_by;  // masked name, empty before
  std::string role;         // of whoever accepted: "counter", "admin"
  Instant accepted_at;
  Instant ended_at;  // also of a call that was taken back
  bool operator==(const HelpCall&) const = default;

  [[nodiscard]] bool is_open() const { return state == HelpState::called || state == HelpState::accepted; }
  /// Nobody is on the way, or they were called once more since: the hub's alarm.
  [[nodiscard]] bool is_unanswered() const {
    return state == HelpState::called || (state == HelpState::accepted && again_at > accepted_at);
  }
};

/// When help has to be there: the clock that both sides show.
inline constexpr Milliseconds help_time{15 * 60'000};
/// A mistake can be taken back for so long (the screen offers it for 10 s, in slow mode for all of it).
inline constexpr Milliseconds take_back_time_max{20'000};
inline constexpr Milliseconds again_after{10'000};
inline constexpr int times_max = 100;

// ── events: a released one never changes its name or fields; a new shape is a new event
struct HelpCalled {
  HelpId help;
  HelpKind kind{HelpKind::other};
  StationId station;
  std::string place;
  Instant at;
  bool operator==(const HelpCalled&) const = default;
};
/// Said after the call, which had gone out without waiting for it.
struct HelpKindChosen {
  HelpId help;
  HelpKind kind{HelpKind::other};
  Instant at;
  bool operator==(const HelpKindChosen&) const = default;
};
/// 按错了: taken back at the kiosk. Nobody asks why.
struct HelpCancelled {
  HelpId help;
  Instant at;
  bool operator==(const HelpCancelled&) const = default;
};
struct HelpCalledAgain {
  HelpId help;
  Instant at;
  bool operator==(const HelpCalledAgain&) const = default;
};
struct HelpAccepted {
  HelpId help;
  std::string by;  // masked name
  std::string role;
  Instant at;
  bool operator==(const HelpAccepted&) const = default;
};
struct HelpEnded {
  HelpId help;
  Instant at;
  bool operator==(const HelpEnded&) const = default;
};
using HelpEvent =
    std::variant<HelpCalled, HelpKindChosen, HelpCancelled, HelpCalledAgain, HelpAccepted, HelpEnded>;
using HelpEvents = std::vector<HelpEvent>;
[[nodiscard]] const HelpId& help_of(const HelpEvent& event);

// ── commands
/// An id that is in the book already gives no events. Where the same kind was called from the same place and
/// nobody is on the way yet, that call is repeated instead of a second one made.
struct CallHelp {
  HelpId help;  // fresh, made by the caller
  HelpKind kind{HelpKind::other};
  StationId station;
  std::string place;
  Instant at;
};
struct ChooseHelpKind {
  HelpId help;
  HelpKind kind{HelpKind::other};
  Instant at;
};
struct TakeBackHelp {
  HelpId help;
  Instant at;
};
struct CallHelpAgain {
  HelpId help;
  Instant at;
};
struct AcceptHelp {
  HelpId help;
  std::string by;  // masked name
  std::string role;
  Instant at;
};
struct EndHelp {
  HelpId help;
  Instant at;
};
using HelpCommand = std::variant<CallHelp, ChooseHelpKind, TakeBackHelp, CallHelpAgain, AcceptHelp, EndHelp>;

/// A rule says no. The words are under `refusal.<name>`.
enum class HelpRefusal {
  unknown_help,
  help_over,    // taken back or ended already
  too_late,     // to take it back
  just_called,  // again within again_after
  called_too_often,
  kind_is_fixed,  // guidance does not become an emergency, nor the other way round: another call does
  already_accepted,
  not_accepted,  // nobody may end what nobody took
};
[[nodiscard]] const char* to_string(HelpRefusal refusal);
using HelpDecision = std::variant<HelpEvents, HelpRefusal>;

/// The calls somebody still cares about. One owner, one thread.
class HelpBook {
 public:
  /// As of tickets: never fails, any order, the same event twice is `repeated`.
  Folded fold(const HelpEvent& event);
  /// Read back from a read model; replaces one with the same id.
  void restore(HelpCall call);
  void forget_before(Instant time);

  [[nodiscard]] const HelpCall* find(const HelpId& id) const;
  /// The last emergency from that place that is still open, nullptr if there is none.
  [[nodiscard]] const HelpCall* open_emergency_at(const std::string& place) const;
  /// Those that are open, the first call first.
  [[nodiscard]] std::vector<const HelpCall*> open() const;

 private:
  friend class HelpFolder;
  std::map<HelpId, HelpCall> calls_;
};

/// Applies the rules; never changes the book.
[[nodiscard]] HelpDecision decide(const HelpBook& book, const HelpCommand& command);

}  // namespace yz::domain
