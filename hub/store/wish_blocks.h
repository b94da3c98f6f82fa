// Blocks of wish numbers (domain/wishes/wish_number.h): which kiosk has which, for ever.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

/// The next block that nobody has; nothing when all are given away.
[[nodiscard]] Result<std::optional<int>> add_wish_block(Database& database, std::string_view device,
                                                        Instant now);
/// In the order in which they were granted.
[[nodiscard]] Result<std::vector<int>> wish_blocks_of(Database& database, std::string_view device);
/// Kiosks that may work, now or later, and have none.
struct BlocklessDevice {
  std::string id;
  std::string station;
};
[[nodiscard]] Result<std::vector<BlocklessDevice>> devices_without_wish_blocks(Database& database);

}  // namespace yz::hub::store
