#include "domain/help/help.h"

#include <algorithm>
#include <array>

namespace yz::domain {

namespace {

constexpr std::array kind_names{"illness", "danger", "damage", "other", "guidance"};
constexpr std::array state_names{"called", "accepted", "cancelled", "ended"};
constexpr std::array refusal_names{"unknown_help",     "help_over",     "too_late",         "just_called",
                                   "called_too_often", "kind_is_fixed", "already_accepted", "not_accepted"};

HelpDecision on(const HelpBook& book, const CallHelp& ask) {
  if (book.find(ask.help) != nullptr) return HelpEvents{};
  for (const HelpCall* call : book.open()) {
    if (call->state != HelpState::called || call->kind != ask.kind || call->place != ask.place) continue;
    if (call->station != ask.station || call->times >= times_max) continue;
    return HelpEvents{HelpCalledAgain{.help = call->id, .at = ask.at}};
  }
  return HelpEvents{HelpCalled{
      .help = ask.help, .kind = ask.kind, .station = ask.station, .place = ask.place, .at = ask.at}};
}

HelpDecision on(const HelpCall& call, const ChooseHelpKind& ask) {
  if (is_emergency(call.kind) != is_emergency(ask.kind)) return HelpRefusal::kind_is_fixed;
  if (call.kind == ask.kind) return HelpEvents{};
  return HelpEvents{HelpKindChosen{.help = call.id, .kind = ask.kind, .at = ask.at}};
}

HelpDecision on(const HelpCall& call, const TakeBackHelp& ask) {
  // A clock that was set back in between must not keep a mistake from being taken back.
  if (ask.at - call.called_at > take_back_time_max) return HelpRefusal::too_late;
  return HelpEvents{HelpCancelled{.help = call.id, .at = ask.at}};
}

HelpDecision on(const HelpCall& call, const CallHelpAgain& ask) {
  if (call.times >= times_max) return HelpRefusal::called_too_often;
  if (ask.at >= call.again_at && ask.at - call.again_at < again_after) return HelpRefusal::just_called;
  return HelpEvents{HelpCalledAgain{.help = call.id, .at = ask.at}};
}

HelpDecision on(const HelpCall& call, const AcceptHelp& ask) {
  if (!call.is_unanswered()) return HelpRefusal::already_accepted;
  // Never before the call it answers, or a kiosk whose clock runs ahead would ring on.
  const Instant at = std::max(ask.at, call.again_at);
  return HelpEvents{HelpAccepted{.help = call.id, .by = ask.by, .role = ask.role, .at = at}};
}

HelpDecision on(const HelpCall& call, const EndHelp& ask) {
  if (call.state != HelpState::accepted) return HelpRefusal::not_accepted;
  return HelpEvents{HelpEnded{.help = call.id, .at = std::max(ask.at, call.again_at)}};
}

/// All others are about a call that must be there and open.
template <class Ask>
HelpDecision on(const HelpBook& book, const Ask& ask) {
  const HelpCall* call = book.find(ask.help);
  if (call == nullptr) return HelpRefusal::unknown_help;
  if (!call->is_open()) return HelpRefusal::help_over;
  return on(*call, ask);
}

}  // namespace

/// What each event does to the call it is about.
class HelpFolder {
 public:
  explicit HelpFolder(HelpBook& book) : calls_(book.calls_) {}

  Folded operator()(const HelpCalled& event) {
    const HelpCall fresh{.id = event.help,
                         .kind = event.kind,
                         .station = event.station,
                         .place = event.place,
                         .called_at = event.at,
                         .again_at = event.at,
                         .accepted_by = {},
                         .role = {},
                         .accepted_at = {},
                         .ended_at = {}};
    return calls_.emplace(event.help, fresh).second ? Folded::applied : Folded::repeated;
  }
  Folded operator()(const HelpKindChosen& event) {
    HelpCall* call = find(event.help);
    if (call == nullptr || !call->is_open()) return Folded::ignored;
    if (call->kind == event.kind) return Folded::repeated;
    // Nobody makes an emergency a question, or a question ring the hall, after the call.
    if (is_emergency(call->kind) != is_emergency(event.kind)) return Folded::ignored;
    call->kind = event.kind;
    return Folded::applied;
  }
  Folded operator()(const HelpCancelled& event) { return close(event.help, HelpState::cancelled, event.at); }
  Folded operator()(const HelpEnded& event) {
    // Called once more since: whoever ended it did not know.
    const HelpCall* call = find(event.help);
    if (call != nullptr && call->is_open() && event.at < call->again_at) return Folded::ignored;
    return close(event.help, HelpState::ended, event.at);
  }
  Folded operator()(const HelpCalledAgain& event) {
    HelpCall* call = find(event.help);
    if (call == nullptr || call->state == HelpState::cancelled) return Folded::ignored;
    if (call->again_at == event.at) return Folded::repeated;
    if (call->times >= times_max) return Folded::ignored;
    ++call->times;
    call->again_at = std::max(call->again_at, event.at);
    // The kiosk could not know that it was ended: rather ring once too often.
    if (call->state == HelpState::ended) call->state = HelpState::called;
    return Folded::applied;
  }
  Folded operator()(const HelpAccepted& event) {
    HelpCall* call = find(event.help);
    if (call == nullptr) return Folded::ignored;
    const bool is_same = call->accepted_by == event.by && call->accepted_at == event.at;
    if (is_same && call->state != HelpState::called) return Folded::repeated;
    if (!call->is_open()) return Folded::ignored;
    call->state = HelpState::accepted;
    call->accepted_by = event.by;
    call->role = event.role;
    call->accepted_at = event.at;
    return Folded::applied;
  }

 private:
  HelpCall* find(const HelpId& id) {
    const auto found = calls_.find(id);
    return found == calls_.end() ? nullptr : &found->second;
  }
  Folded close(const HelpId& id, HelpState state, Instant at) {
    HelpCall* call = find(id);
    if (call == nullptr) return Folded::ignored;
    if (call->state == state && call->ended_at == at) return Folded::repeated;
    if (!call->is_open()) return Folded::ignored;
    call->state = state;
    call->ended_at = at;
    return Folded::applied;
  }

  std::map<HelpId, HelpCall>& calls_;
};

const char* to_string(HelpKind kind) {
  return kind_names.at(static_cast<std::size_t>(kind));
}
const char* to_string(HelpState state) {
  return state_names.at(static_cast<std::size_t>(state));
}
const char* to_string(HelpRefusal refusal) {
  return refusal_names.at(static_cast<std::size_t>(refusal));
}

const HelpId& help_of(const HelpEvent& event) {
  return std::visit([](const auto& one) -> const HelpId& { return one.help; }, event);
}

Folded HelpBook::fold(const HelpEvent& event) {
  return std::visit(HelpFolder(*this), event);
}

void HelpBook::restore(HelpCall call) {
  const HelpId id = call.id;
  calls_.insert_or_assign(id, std::move(call));
}

void HelpBook::forget_before(Instant time) {
  std::erase_if(calls_, [&](const auto& row) { return row.second.again_at < time; });
}

const HelpCall* HelpBook::find(const HelpId& id) const {
  const auto found = calls_.find(id);
  return found == calls_.end() ? nullptr : &found->second;
}

const HelpCall* HelpBook::open_emergency_at(const std::string& place) const {
  const HelpCall* latest = nullptr;
  for (const auto& [id, call] : calls_) {
    if (call.place != place || !call.is_open() || !is_emergency(call.kind)) continue;
    if (latest == nullptr || call.again_at >= latest->again_at) latest = &call;
  }
  return latest;
}

std::vector<const HelpCall*> HelpBook::open() const {
  std::vector<const HelpCall*> all;
  for (const auto& [id, call] : calls_) {
    if (call.is_open()) all.push_back(&call);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto* a, const auto* b) { return a->called_at < b->called_at; });
  return all;
}

HelpDecision decide(const HelpBook& book, const HelpCommand& command) {
  return std::visit([&](const auto& ask) { return on(book, ask); }, command);
}

}  // namespace yz::domain
