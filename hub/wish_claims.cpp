#include "hub/wish_claims.h"

#include <algorithm>

#include "hub/record_wish.h"

namespace yz::hub {

namespace {

/// What a quartz may be off, in parts of a million of the time since it was last compared.
constexpr std::int64_t drift_ppm = 100;

bool is_surely_before(const store::WishClaimRow& one, const store::WishClaimRow& other) {
  if (!one.uncertainty || !other.uncertainty) return false;
  return other.corrected_at - one.corrected_at > *one.uncertainty + *other.uncertainty;
}

/// The rows of the claims that are still in the running.
std::vector<store::WishClaimRow> standing(const std::vector<store::WishClaimRow>& rows,
                                          const domain::Wish& wish) {
  std::vector<store::WishClaimRow> all;
  for (const store::WishClaimRow& row : rows) {
    const bool stands = std::any_of(wish.claims.begin(), wish.claims.end(), [&](const auto& claim) {
      return claim.state == domain::ClaimState::standing && claim.by == row.claimant &&
             claim.at == row.claimed_at;
    });
    if (stands) all.push_back(row);
  }
  return all;
}

}  // namespace

Status note_claim(Hub& hub, const EventLine& line, const domain::WishClaimed& claim) {
  store::WishClaimRow row{.event = line.id,
                          .wish = claim.wish.value,
                          .claimant = claim.by,
                          .claimed_at = claim.at,
                          .corrected_at = claim.at,
                          .uncertainty = std::nullopt};
  if (line.clock) {
    const Milliseconds drift{line.clock->age.count() * drift_ppm / 1'000};
    row.corrected_at = line.wall + line.clock->offset;
    row.uncertainty = line.clock->uncertainty + drift;
  }
  return store::add_wish_claim(hub.database(), row);
}

std::optional<std::string> holder_of(const std::vector<store::WishClaimRow>& claims) {
  const store::WishClaimRow* holder = nullptr;
  for (const store::WishClaimRow& claim : claims) {
    if (holder == nullptr || is_surely_before(claim, *holder)) holder = &claim;
  }
  if (holder == nullptr) return std::nullopt;
  return holder->claimant;
}

Status settle_claims(Hub& hub, const std::string& station, const domain::WishId& id) {
  const auto book = hub.books().wishes().find(station);
  if (!book) return fail(book.error());
  const domain::Wish* wish = (*book)->find(id);
  if (wish == nullptr) return {};
  const auto rows = store::wish_claims(hub.database(), id.value);
  if (!rows) return fail(rows.error());
  const auto holder = holder_of(standing(*rows, *wish));
  const domain::WishDecision decision = domain::decide(
      **book, domain::SettleClaims{
                  .wish = id, .in_favour_of = holder.value_or(std::string()), .at = hub.clock().now()});
  const auto* events = std::get_if<domain::WishEvents>(&decision);
  if (events == nullptr) return {};  // nobody is left to be told
  return record_all(hub, station, "hub", *events);
}

}  // namespace yz::hub
