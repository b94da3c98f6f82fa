// The book itself: finding and numbering. What an event does to a wish is fold.cpp.
#include <algorithm>

#include "domain/wishes/wishes.h"

namespace yz::domain {

namespace {

std::vector<const Wish*> sorted(std::vector<const Wish*> wishes, bool (*before)(const Wish*, const Wish*)) {
  std::ranges::sort(wishes, before);
  return wishes;
}

bool by_submission(const Wish* a, const Wish* b) {
  return std::pair(a->submitted_at, a->id.value) < std::pair(b->submitted_at, b->id.value);
}

}  // namespace

const WishClaim* Wish::holder() const {
  const auto found = std::find_if(claims.begin(), claims.end(),
                                  [](const WishClaim& c) { return c.state == ClaimState::standing; });
  return found == claims.end() ? nullptr : &*found;  // they are kept by time
}

bool Wish::has_lost(std::string_view by) const {
  const auto last =
      std::find_if(claims.rbegin(), claims.rend(), [by](const WishClaim& c) { return c.by == by; });
  return last != claims.rend() && last->state == ClaimState::lost;
}

void WishBook::raise_floor(int year, int block, int used) {
  int& taken = used_[{year, block}];
  taken = std::max(taken, std::min(used, wish_block_numbers));
}

int WishBook::next_index(int year, std::span<const int> blocks) const {
  for (std::size_t i = blocks.size(); i-- > 0;) {
    const auto taken = used_.find({year, blocks[i]});
    if (taken != used_.end() && taken->second > 0) {
      return static_cast<int>(i) * wish_block_numbers + taken->second;
    }
  }
  return 0;
}

void WishBook::restore(Wish wish) {
  if (wish.id.empty()) return;
  if (const Wish* known = find(wish.id)) by_number_.erase(known->number);
  if (const auto place = place_of(wish.number)) raise_floor(place->year, place->block, place->offset + 1);
  for (const WishStep& step : wish.steps) last_order_ = std::max(last_order_, step.order);
  // The row's order is not to be relied on: who holds a wish is read off the first.
  std::ranges::sort(wish.claims, [](const WishClaim& a, const WishClaim& b) {
    return std::tie(a.at, a.by) < std::tie(b.at, b.by);
  });
  by_number_.insert_or_assign(wish.number, wish.id);
  const WishId id = wish.id;
  wishes_.insert_or_assign(id, std::move(wish));
}

WishBook WishBook::excerpt(const std::set<WishId>& wishes) const {
  WishBook small(content_);
  for (const WishId& id : wishes) {
    if (const Wish* wish = find(id)) small.restore(*wish);
  }
  small.last_order_ = last_order_;
  return small;
}

void WishBook::forget_before(Instant time) {
  std::erase_if(wishes_, [&](const auto& row) {
    const Wish& wish = row.second;
    if (wish.is_open() || wish.closed_at >= time) return false;
    by_number_.erase(wish.number);
    return true;
  });
}

const Wish* WishBook::find(const WishId& id) const {
  const auto found = wishes_.find(id);
  return found == wishes_.end() ? nullptr : &found->second;
}

const Wish* WishBook::find_by_number(std::string_view number) const {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : find(found->second);
}

std::vector<const Wish*> WishBook::by_subject(std::string_view subject) const {
  std::vector<const Wish*> wishes;
  for (const auto& [id, wish] : wishes_) {
    if (!subject.empty() && wish.subject == subject) wishes.push_back(&wish);
  }
  return sorted(std::move(wishes), [](const Wish* a, const Wish* b) { return by_submission(b, a); });
}

std::vector<const Wish*> WishBook::open() const {
  std::vector<std::pair<Instant, const Wish*>> due;
  for (const auto& [id, wish] : wishes_) {
    if (const auto duty = owner_and_deadline(wish, content_.rules)) due.emplace_back(duty->due, &wish);
  }
  std::ranges::sort(due, [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->id.value) < std::tie(b.first, b.second->id.value);
  });
  std::vector<const Wish*> wishes;
  wishes.reserve(due.size());
  for (const auto& row : due) wishes.push_back(row.second);
  return wishes;
}

std::vector<const Wish*> WishBook::wall(Instant now) const {
  std::vector<const Wish*> wishes;
  for (const auto& [id, wish] : wishes_) {
    const bool is_fresh = wish.is_open() || now - wish.closed_at <= content_.rules.wall;
    if (!wish.wall_text.empty() && is_fresh) wishes.push_back(&wish);
  }
  return sorted(std::move(wishes), [](const Wish* a, const Wish* b) {
    return std::tie(b->published_at, b->id.value) < std::tie(a->published_at, a->id.value);
  });
}

std::vector<const Wish*> WishBook::lost_by(std::string_view by, Instant now) const {
  std::vector<const Wish*> wishes = wall(now);
  std::erase_if(wishes, [by](const Wish* wish) { return !wish->has_lost(by); });
  return wishes;
}

std::vector<const Wish*> WishBook::all() const {
  std::vector<const Wish*> wishes;
  for (const auto& [id, wish] : wishes_) wishes.push_back(&wish);
  return sorted(std::move(wishes), by_submission);
}

}  // namespace yz::domain
