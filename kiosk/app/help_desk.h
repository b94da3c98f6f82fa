// Calling for help, for screens: passes on what is asked and shows what the station thread last said of this
// kiosk's calls. A call outlives the visit in which it was made. UI thread.
#pragma once

#include <map>
#include <optional>

#include "kiosk/app/ticket_desk.h"

namespace yz::kiosk {

/// The hub answers within this when it is there; after it the telephone numbers are shown.
inline constexpr Milliseconds reach_time{4'000};

/// A call, and since when (time since boot), so that no clock that is set moves its ring.
struct ShownHelp {
  HelpView view;
  Milliseconds since{};
};

class HelpDesk {
 public:
  HelpDesk(ToStation to_station, MakeOp make_id, const Clock& clock)
      : to_station_(std::move(to_station)), make_id_(std::move(make_id)), clock_(clock) {}

  AskId call(domain::HelpKind kind);
  AskId choose_kind(const domain::HelpId& help, domain::HelpKind kind);
  AskId call_again(const domain::HelpId& help);
  /// 按错了.
  AskId take_back(const domain::HelpId& help);
  /// nullptr while it is under way.
  [[nodiscard]] const HelpAnswer* answer(AskId ask) const;
  [[nodiscard]] const ShownHelp* find(const domain::HelpId& help) const;
  /// An open call from before the last start, once: whoever called may still lie there.
  [[nodiscard]] std::optional<domain::HelpId> take_resumed() { return std::exchange(resumed_, {}); }

  // ── the loop's part ──
  /// The resident has left: forgets answers and calls that are over.
  void wipe();
  void take(HelpAnswered message);
  void take(const HelpShown& message);

 private:
  AskId send(HelpAsk ask);
  void keep(const HelpView& view);
  ToStation to_station_;
  MakeOp make_id_;
  const Clock& clock_;
  std::map<AskId, HelpAnswer> answers_;
  std::map<domain::HelpId, ShownHelp> calls_;
  std::optional<domain::HelpId> resumed_;
  AskId last_ask_{};
  AskId forgotten_{};  // answers up to here are for nobody any more
};

}  // namespace yz::kiosk
