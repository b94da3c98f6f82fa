#include "hub/store/lines.h"

#include <algorithm>

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* find_line_sql =
    "SELECT device, epoch, name, acked, head, applied FROM stream WHERE device = $1 AND epoch = $2 AND name "
    "= $3";
constexpr const char* lines_sql =
    "SELECT device, epoch, name, acked, head, applied FROM stream ORDER BY device, epoch, name";
// Urgent streams first, then live: their names' order is turned around by hand.
constexpr const char* unapplied_sql =
    "SELECT device, epoch, name, acked, head, applied FROM stream WHERE applied < acked "
    "ORDER BY CASE name WHEN 'urgent' THEN 0 WHEN 'live' THEN 1 ELSE 2 END, epoch, device";
constexpr const char* add_line_sql =
    "INSERT INTO line (device, epoch, stream, seq, bytes, head, received_at) VALUES ($1, $2, $3, $4, $5, $6, "
    "$7)";
constexpr const char* acked_sql =
    "INSERT INTO stream (device, epoch, name, acked, head, applied) VALUES ($1, $2, $3, $4, $5, 0) "
    "ON CONFLICT (device, epoch, name) DO UPDATE SET acked = excluded.acked, head = excluded.head";
constexpr const char* line_applied_sql =
    "UPDATE stream SET applied = $1 WHERE device = $2 AND epoch = $3 AND name = $4";
constexpr const char* rest_sql =
    "SELECT seq, bytes, head FROM line WHERE device = $1 AND epoch = $2 AND stream = $3 AND seq >= $4 "
    "ORDER BY seq LIMIT $5";
constexpr const char* empty_line_sql =
    "UPDATE line SET bytes = $1 WHERE device = $2 AND epoch = $3 AND stream = $4 AND seq = $5";
constexpr std::uint8_t no_byte = 0;  // an empty blob is one with an address; without, it is NULL

struct LinePlace {
  StreamName name;
  std::int64_t sequence{};
};

Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

Hash hash_from(const std::string& bytes) {
  Hash hash{};
  // A damaged row gives a hash that fits nothing, which the chain check then finds.
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

StreamState stream_from(const Query& row) {
  return {{row.text(0), row.text(1), row.text(2)}, row.integer(3), hash_from(row.text(4)), row.integer(5)};
}

Result<std::vector<StreamState>> all_of(Database& database, const char* sql) {
  Query query = database.ask(sql);
  return collect<StreamState>(query, stream_from);
}

}  // namespace

Result<StreamState> find_stream(Database& database, const StreamName& name) {
  Query query = database.ask(find_line_sql, name.device, name.epoch, name.stream);
  const auto row = query.step();
  if (!row) return fail(row.error());
  return *row ? stream_from(query) : StreamState{.name = name};
}

Result<std::vector<StreamState>> streams(Database& database) {
  return all_of(database, lines_sql);
}

Result<std::vector<StreamState>> unapplied_streams(Database& database) {
  return all_of(database, unapplied_sql);
}

Status add_line(Database& database, const StreamName& name, const StoredLine& line, Instant now) {
  return database.run(add_line_sql, name.device, name.epoch, name.stream, line.sequence, as_bytes(line.bytes),
                      Bytes(line.head), to_ms(now));
}

Status set_acked(Database& database, const StreamState& state) {
  return database.run(acked_sql, state.name.device, state.name.epoch, state.name.stream, state.acked,
                      Bytes(state.head));
}

Status set_applied(Database& database, const StreamName& name, std::int64_t applied) {
  return database.run(line_applied_sql, applied, name.device, name.epoch, name.stream);
}

Result<std::vector<StoredLine>> lines_from(Database& database, const StreamName& name, std::int64_t first,
                                           std::int64_t most) {
  Query query = database.ask(rest_sql, name.device, name.epoch, name.stream, first, most);
  return collect<StoredLine>(query, [](const Query& row) {
    return StoredLine{row.integer(0), row.text(1), hash_from(row.text(2))};
  });
}

Status erase_lines(Database& database, Query& places) {
  const auto all = collect<LinePlace>(places, [](const Query& row) {
    return LinePlace{{row.text(0), row.text(1), row.text(2)}, row.integer(3)};
  });
  if (!all) return fail(all.error());
  for (const auto& [name, sequence] : *all) {
    auto emptied =
        database.run(empty_line_sql, Bytes(&no_byte, 0), name.device, name.epoch, name.stream, sequence);
    if (!emptied) return emptied;
  }
  return {};
}

}  // namespace yz::hub::store
