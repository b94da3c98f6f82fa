#include "hub/wish_clock.h"

#include <spdlog/spdlog.h>

#include "hub/record_wish.h"
#include "hub/store/wishes.h"

namespace yz::hub {

namespace {

/// What the rules say of the whole book now, at most `most` of it.
domain::WishEvents decided(const domain::WishBook& book, const domain::WishCommand& command,
                           std::size_t most) {
  const domain::WishDecision decision = domain::decide(book, command);
  const auto* events = std::get_if<domain::WishEvents>(&decision);
  if (events == nullptr) return {};
  return {events->begin(), events->begin() + static_cast<std::ptrdiff_t>(std::min(most, events->size()))};
}

Result<std::size_t> run_station(Hub& hub, const std::string& station, std::size_t most) {
  const auto book = hub.books().wishes().find(station);
  if (!book) return fail(book.error());
  const Instant now = hub.clock().now();
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  const domain::WishEvents late = decided(**book, domain::EscalateOverdue{now}, most);
  if (auto recorded = record_all(hub, station, "hub", late); !recorded) return fail(recorded.error());
  const domain::WishEvents silent = decided(**book, domain::CloseSilent{now}, most - late.size());
  if (auto recorded = record_all(hub, station, "hub", silent); !recorded) return fail(recorded.error());
  if (auto done = transaction->commit(); !done) return fail(done.error());
  const std::size_t count = late.size() + silent.size();
  if (count > 0)
    spdlog::info("wishes of {}: {} passed up, {} more by time", station, late.size(), silent.size());
  return count;
}

}  // namespace

Result<std::size_t> run_wish_clock(Hub& hub) {
  const auto stations = store::stations_with_wishes_due(hub.database(), hub.clock().now());
  if (!stations) return fail(stations.error());
  std::size_t count = 0;
  Status trouble;
  for (const std::string& station : *stations) {
    const auto made = run_station(hub, station, wish_clock_slice - count);
    if (!made) {  // one station's trouble is not the others'
      spdlog::error("wishes of {} by time: {}", station, made.error().what);
      if (auto loaded = hub.books().load(hub.clock().now()); !loaded) return fail(loaded.error());
      trouble = fail(made.error());
      continue;
    }
    count += *made;
    if (count >= wish_clock_slice) break;
  }
  if (!trouble && count == 0) return fail(trouble.error());
  return count;
}

}  // namespace yz::hub
