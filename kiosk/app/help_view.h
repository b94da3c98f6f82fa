// A call for help, between the UI thread and the station thread. Values only.
#pragma once

#include <string>
#include <variant>

#include "base/result.h"
#include "domain/help/help.h"
#include "kiosk/app/views.h"

namespace yz::kiosk {

/// A call from this kiosk as its screen shows it.
struct HelpView {
  domain::HelpId id;
  domain::HelpKind kind{domain::HelpKind::other};
  domain::HelpState state{domain::HelpState::called};
  bool is_unanswered{true};  // nobody is on the way
  bool is_at_hub{};          // the hub has it; before, nobody may know of it
  std::string accepted_by;   // masked
  std::string role;
  Milliseconds age{};  // since it was called, at the time of telling
  bool operator==(const HelpView&) const = default;

  [[nodiscard]] bool is_open() const {
    return state == domain::HelpState::called || state == domain::HelpState::accepted;
  }
};
using HelpAnswer = std::variant<HelpView, domain::HelpRefusal, Error>;

// ── to the station thread ──
enum class HelpAct { call, choose_kind, call_again, take_back };
struct HelpAsk {
  AskId ask{};
  HelpAct act{};
  domain::HelpId help;  // of a call: made when the finger went up
  domain::HelpKind kind{domain::HelpKind::other};
};

// ── to the UI thread ──
struct HelpAnswered {
  AskId ask{};
  HelpAnswer answer;
};
/// A call from this kiosk stands otherwise than was told last.
struct HelpShown {
  HelpView call;
};

}  // namespace yz::kiosk
