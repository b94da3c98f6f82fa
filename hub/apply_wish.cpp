#include "hub/apply_wish.h"

#include <spdlog/spdlog.h>

#include "domain/wishes/wishes_json.h"
#include "hub/record_wish.h"
#include "hub/store/wish_parts.h"
#include "hub/store/wishes.h"
#include "hub/wish_blocks.h"
#include "hub/wish_claims.h"

namespace yz::hub {

namespace {

/// What residents and volunteers do. All else is the hub's own: no kiosk, whatever became of it, dispatches,
/// publishes or lets time pass.
bool may_come_from_kiosk(const domain::WishEvent& event) {
  if (const auto* closed = std::get_if<domain::WishClosed>(&event))
    return closed->by == domain::WishClosing::rating;
  return std::holds_alternative<domain::WishSubmitted>(event) ||
         std::holds_alternative<domain::WishRated>(event) ||
         std::holds_alternative<domain::WishReopened>(event) ||
         std::holds_alternative<domain::WishSupported>(event) ||
         std::holds_alternative<domain::WishClaimed>(event) ||
         std::holds_alternative<domain::ClaimReleased>(event);
}

Result<Verdict> check_station(Hub& hub, const Attempt& attempt, const domain::WishEvent& event) {
  const auto stored = store::find_wish(hub.database(), domain::wish_of(event).value);
  if (!stored) return fail(stored.error());
  if (!*stored || (*stored)->station == attempt.station) return Verdict{};
  spdlog::warn("kiosk {} wrote for a wish of another station", attempt.stream.device);
  return Verdict(Refused{"foreign_entity", "the wish belongs to another station"});
}

/// A number is this kiosk's to give, and nobody has it yet.
Result<Verdict> check_number(Hub& hub, const Attempt& attempt, const domain::WishSubmitted& wish) {
  const auto is_own = is_wish_number_of(hub, attempt.stream.device, wish.number);
  if (!is_own) return fail(is_own.error());
  if (!*is_own) return Verdict(Refused{"number", "of a block that this kiosk was not given"});
  const auto taken = store::find_wish_by_number(hub.database(), wish.number);
  if (!taken) return fail(taken.error());
  if (*taken && (*taken)->id != wish.wish.value)
    return Verdict(Refused{"number", "another wish has this number"});
  return Verdict{};
}

Status follow_up(Hub& hub, const Attempt& attempt, const domain::WishEvent& event) {
  const std::string& wish = domain::wish_of(event).value;
  if (attempt.event.box) {
    if (auto kept = store::add_wish_box(hub.database(), {attempt.event.id, wish, attempt.line}); !kept)
      return kept;
    auto noted = store::add_wish_line(hub.database(), wish, attempt.stream, attempt.sequence);
    if (!noted) return noted;
  }
  for (const AttachmentMark& mark : attempt.event.attachments) {
    if (auto noted = store::add_wish_file(hub.database(), wish, mark.sha256); !noted) return noted;
  }
  if (const auto* submitted = std::get_if<domain::WishSubmitted>(&event))
    return grant_wish_blocks_after(hub, attempt.stream.device, attempt.station, submitted->number);
  if (const auto* claimed = std::get_if<domain::WishClaimed>(&event)) {
    if (auto noted = note_claim(hub, attempt.event, *claimed); !noted) return noted;
    return settle_claims(hub, attempt.station, claimed->wish);
  }
  return {};
}

}  // namespace

Status note_wish_again(Hub& hub, const Attempt& attempt) {
  constexpr std::string_view kind = "wish:";
  if (!attempt.event.box || !attempt.entity.starts_with(kind)) return {};
  const std::string wish = attempt.entity.substr(kind.size());
  const auto stored = store::find_wish(hub.database(), wish);
  if (!stored) return fail(stored.error());
  if (!*stored || (*stored)->station != attempt.station) return {};
  return store::add_wish_line(hub.database(), wish, attempt.stream, attempt.sequence);
}

Result<Verdict> apply_wish(Hub& hub, Attempt& attempt) {
  const EventLine& line = attempt.event;
  auto event = domain::parse_wish_event({line.type, line.version}, line.body_json);
  if (!event) return Verdict(unreadable(event.error()));
  attempt.entity = entity_of(*event);
  if (!may_come_from_kiosk(*event)) return Verdict(not_a_kiosks(line));
  if (auto refused = check_station(hub, attempt, *event); !refused || *refused) return refused;
  auto* submitted = std::get_if<domain::WishSubmitted>(&*event);
  // A kiosk that still shows the factory's pack may name another station; the wish is of where it stands.
  if (submitted != nullptr) submitted->station = domain::StationId(attempt.station);
  if (auto parked = wait_behind_others(hub, attempt, submitted != nullptr); !parked || *parked) return parked;
  if (submitted != nullptr) {
    if (auto refused = check_number(hub, attempt, *submitted); !refused || *refused) return refused;
  }
  const auto folded = record(hub, NewWishEvent{.id = line.id,
                                               .station = attempt.station,
                                               .source = attempt.stream.device,
                                               .who = line.who,
                                               .at = line.wall,
                                               .event = *event});
  if (!folded) return fail(folded.error());
  if (*folded == domain::Folded::ignored)
    return Verdict(Refused{"rule", "it no longer fits the wish's state"});
  if (*folded == domain::Folded::repeated) return Verdict{};
  if (auto done = follow_up(hub, attempt, *event); !done) return fail(done.error());
  return Verdict{};
}

}  // namespace yz::hub
