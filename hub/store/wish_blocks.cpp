#include "hub/store/wish_blocks.h"

#include "domain/wishes/wish_number.h"
#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* next_block_sql = "SELECT COALESCE(MAX(block), -1) + 1 FROM wish_block";
constexpr const char* add_block_sql =
    "INSERT INTO wish_block (block, device, granted_at) VALUES ($1, $2, $3)";
// Each is the highest until then, so that their numbers' order is the order of granting.
constexpr const char* of_sql = "SELECT block FROM wish_block WHERE device = $1 ORDER BY block";
constexpr const char* without_sql =
    "SELECT id, station FROM device WHERE state NOT IN ('revoked', 'retired') AND NOT EXISTS "
    "(SELECT 1 FROM wish_block WHERE wish_block.device = device.id) ORDER BY id";

}  // namespace

Result<std::optional<int>> add_wish_block(Database& database, std::string_view device, Instant now) {
  const auto next = database.number(next_block_sql);
  if (!next) return fail(next.error());
  if (*next >= domain::wish_blocks_max) return std::nullopt;
  if (auto added = database.run(add_block_sql, *next, device, to_ms(now)); !added) return fail(added.error());
  return static_cast<int>(*next);
}

Result<std::vector<int>> wish_blocks_of(Database& database, std::string_view device) {
  Query query = database.ask(of_sql, device);
  return collect<int>(query, [](const Query& row) { return static_cast<int>(row.integer(0)); });
}

Result<std::vector<BlocklessDevice>> devices_without_wish_blocks(Database& database) {
  Query query = database.ask(without_sql);
  return collect<BlocklessDevice>(query, [](const Query& row) {
    return BlocklessDevice{row.text(0), row.text(1)};
  });
}

}  // namespace yz::hub::store
