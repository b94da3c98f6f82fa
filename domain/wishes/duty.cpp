// Whose turn it is, until when, and the way of a wish as people see it.
#include <algorithm>
#include <array>

#include "domain/wishes/wishes.h"

namespace yz::domain {

namespace {

constexpr std::array<const char*, 6> stops{"submitted",   "dispatched", "accepted",
                                           "in_progress", "resolved",   "rated"};

/// Its place in `stops`.
std::size_t progress_of(WishState state) {
  switch (state) {
    case WishState::submitted:
    case WishState::triaged:
      return 0;
    case WishState::dispatched:
      return 1;
    case WishState::accepted:
      return 2;
    case WishState::in_progress:
      return 3;
    case WishState::resolved:
      return 4;
    case WishState::rated:
    case WishState::closed:
      return 5;
  }
  return 0;
}

WishOwner owner_of(const Wish& wish) {
  switch (wish.state) {
    case WishState::dispatched:
    case WishState::accepted:
    case WishState::in_progress:
      return {.kind = WishOwnerKind::unit, .level = wish.level, .unit = wish.unit};
    case WishState::resolved:
      return {.kind = WishOwnerKind::resident, .level = wish.level, .unit = {}};
    default:
      return {.kind = WishOwnerKind::dispatcher, .level = wish.level, .unit = {}};
  }
}

/// How long the whole matter may take. What nobody triaged yet counts as small.
Minutes matter_time(const Wish& wish, const WishRules& rules) {
  const Minutes time = wish.matter == Matter::private_matter ? rules.private_matter
                       : wish.matter == Matter::big          ? rules.big
                                                             : rules.small;
  return wish.was_passed_up ? std::min(time, rules.passed_up) : time;
}

Instant step_due(const Wish& wish, const WishRules& rules) {
  switch (wish.state) {
    case WishState::submitted:
      return wish.since + rules.triage;
    case WishState::dispatched:
      return wish.since + rules.accept;
    case WishState::accepted:
    case WishState::in_progress:
      return (wish.matter_from == Instant{} ? wish.since : wish.matter_from) + matter_time(wish, rules);
    case WishState::resolved:
      return wish.since + rules.silence;
    case WishState::rated:  // what follows from the stars follows at once
      return wish.since;
    default:
      return wish.since + rules.dispatch;
  }
}

/// Of this round: a report from before it was declined or reopened is not where it stands now.
const WishStep* step_of_round(const Wish& wish, std::string_view kind) {
  const auto reported = kind == "in_progress" ? std::string_view("progressed") : kind;
  for (auto step = wish.steps.rbegin(); step != wish.steps.rend(); ++step) {
    if (step->kind == reported) return &*step;
    if (step->kind == "declined" || step->kind == "reopened") return nullptr;
  }
  return nullptr;
}

}  // namespace

std::optional<WishDuty> owner_and_deadline(const Wish& wish, const WishRules& rules) {
  if (!wish.is_open()) return std::nullopt;
  Instant due = step_due(wish, rules);
  // Declining and dispatching anew buys no time: the matter's own clock goes on.
  if (!wish.is_settled() && wish.matter_from != Instant{}) {
    due = std::min(due, wish.matter_from + matter_time(wish, rules));
  }
  if (wish.is_anybodys()) due = std::min(due, wish.urgent_from + rules.urgent);
  return WishDuty{.owner = owner_of(wish), .due = due};
}

std::vector<WayStop> way_of(const Wish& wish, const WishRules& rules) {
  const WishOwner resident{.kind = WishOwnerKind::resident, .level = wish.level, .unit = {}};
  const std::size_t progress = progress_of(wish.state);
  const auto duty = owner_and_deadline(wish, rules);
  std::vector<WayStop> way;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    WayStop stop{.kind = stops[i], .mark = WayMark::next, .owner = {}, .at = {}, .due = {}};
    const bool is_here = i == progress && duty.has_value();
    if (i > progress) {
      way.push_back(std::move(stop));
      continue;
    }
    stop.mark = is_here ? WayMark::here : WayMark::done;
    stop.owner = resident;
    stop.at = i == 0 ? wish.submitted_at : wish.closed_at;
    const WishStep* step = step_of_round(wish, stops[i]);
    if (step != nullptr && i > 0) stop.at = step->at;
    if (step != nullptr && i > 0 && i + 1 < stops.size()) {
      stop.owner = WishOwner{.kind = WishOwnerKind::unit, .level = wish.level, .unit = UnitId(step->where)};
    }
    if (is_here) {
      stop.owner = duty->owner;
      stop.due = duty->due;
    }
    // A stop may have been passed over: an urgent wish is accepted without being dispatched.
    const bool was_passed_over = step == nullptr && i > 0 && i + 1 < stops.size();
    if (!was_passed_over || is_here) way.push_back(std::move(stop));
  }
  return way;
}

}  // namespace yz::domain
