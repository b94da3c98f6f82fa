#include "hub/wish_figures.h"

#include <algorithm>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes.h"

namespace yz::hub {

namespace {

bool is_near(const store::WishRow& wish) {
  domain::Level level{};
  return domain::parse_level(wish.level, level) && level <= domain::Level::community;
}

/// Of an even number the mean of the two in the middle.
std::optional<Milliseconds> median(std::vector<Milliseconds> times) {
  if (times.empty()) return std::nullopt;
  std::sort(times.begin(), times.end());
  const std::size_t upper = times.size() / 2;
  if (times.size() % 2 == 1) return times[upper];
  return (times[upper - 1] + times[upper]) / 2;
}

}  // namespace

WishFigures figures_of(const std::vector<store::WishRow>& wishes) {
  WishFigures all;
  std::vector<Milliseconds> responses;
  for (const store::WishRow& wish : wishes) {
    const bool is_closed = wish.closed_at != Instant{};
    ++all.submitted;
    if (is_closed || wish.resolved_at != Instant{}) ++all.handled;
    if (wish.stars > 0) ++all.satisfied.of;
    if (wish.stars >= domain::wish_satisfied_stars_min) ++all.satisfied.count;
    if (is_closed) {
      ++all.closed.count;
      if (is_near(wish)) ++all.settled_near.count;
    }
    if (wish.answered_at != Instant{}) responses.push_back(wish.answered_at - wish.submitted_at);
  }
  all.settled_near.of = all.closed.count;
  all.closed.of = all.submitted;
  all.answered = {static_cast<std::int64_t>(responses.size()), all.submitted};
  all.median_response = median(std::move(responses));
  return all;
}

}  // namespace yz::hub
