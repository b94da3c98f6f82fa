#include "hub/wish_blocks.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "domain/wishes/wish_number.h"
#include "hub/store/feed.h"
#include "hub/store/wish_blocks.h"

namespace yz::hub {

namespace {

/// `count` more, and a feed line with all it has. That none are left is no reason to hold up what else is
/// done.
Status grant(Hub& hub, const std::string& device, const std::string& station, int count) {
  Database& database = hub.database();
  for (int i = 0; i < count; ++i) {
    const auto block = store::add_wish_block(database, device, hub.clock().now());
    if (!block) return fail(block.error());
    if (!*block) {
      spdlog::error("no block of wish numbers is left for kiosk {}", device);
      break;
    }
  }
  const auto blocks = store::wish_blocks_of(database, device);
  if (!blocks) return fail(blocks.error());
  const std::string line =
      R"("kind":"grant","device":")" + device + R"(","wish_blocks":)" + nlohmann::json(*blocks).dump();
  if (auto told = store::add_feed(database, station, "hub", line); !told) return told;
  hub.note_change(station);
  return {};
}

}  // namespace

Status grant_first_wish_blocks(Hub& hub, const std::string& device, const std::string& station) {
  return grant(hub, device, station, first_wish_blocks);
}

Status grant_missing_wish_blocks(Hub& hub) {
  const auto devices = store::devices_without_wish_blocks(hub.database());
  if (!devices) return fail(devices.error());
  if (devices->empty()) return {};
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  for (const store::BlocklessDevice& device : *devices) {
    if (auto granted = grant_first_wish_blocks(hub, device.id, device.station); !granted) return granted;
  }
  return transaction->commit();
}

Result<bool> is_wish_number_of(Hub& hub, const std::string& device, const std::string& number) {
  const auto place = domain::place_of(number);
  const auto blocks = store::wish_blocks_of(hub.database(), device);
  if (!blocks) return fail(blocks.error());
  return place && std::find(blocks->begin(), blocks->end(), place->block) != blocks->end();
}

Status grant_wish_blocks_after(Hub& hub, const std::string& device, const std::string& station,
                               const std::string& number) {
  const auto place = domain::place_of(number);
  const auto blocks = store::wish_blocks_of(hub.database(), device);
  if (!blocks) return fail(blocks.error());
  if (!place || blocks->size() >= device_wish_blocks_max) return {};
  const auto used = std::find(blocks->begin(), blocks->end(), place->block);
  if (used == blocks->end()) return {};
  // Blocks are used up in order, so that those behind this one are whole.
  const auto whole = blocks->end() - used - 1;
  const auto left = whole * domain::wish_block_numbers + domain::wish_block_numbers - 1 - place->offset;
  if (left >= wish_numbers_left_min) return {};
  return grant(hub, device, station, 1);
}

}  // namespace yz::hub
