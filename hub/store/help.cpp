#include "hub/store/help.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* save_sql =
    "INSERT INTO help_call (id, station, is_open, called_at, content) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, content = excluded.content";
constexpr const char* find_call_sql =
    "SELECT id, station, is_open, called_at, content FROM help_call WHERE id = $1";
constexpr const char* open_sql =
    "SELECT id, station, is_open, called_at, content FROM help_call WHERE station = $1 AND is_open = 1 "
    "ORDER BY called_at, id LIMIT $2";
constexpr const char* past_sql =
    "SELECT id, station, is_open, called_at, content FROM help_call WHERE station = $1 AND is_open = 0 "
    "ORDER BY called_at DESC, id DESC LIMIT $2";

constexpr const char* over_sql =
    "SELECT id FROM help_call WHERE is_open = 0 AND called_at < $1 ORDER BY called_at, id LIMIT $2";
constexpr const char* remove_call_sql = "DELETE FROM help_call WHERE id = $1";

HelpRow help_from(const Query& row) {
  return {row.text(0), row.text(1), row.integer(2) != 0, from_ms(row.integer(3)), row.text(4)};
}

}  // namespace

Status save_help(Database& database, const HelpRow& call) {
  return database.run(save_sql, call.id, call.station, std::int64_t{call.is_open}, to_ms(call.called_at),
                      call.content);
}

Result<std::optional<HelpRow>> find_help(Database& database, std::string_view id) {
  Query query = database.ask(find_call_sql, id);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return help_from(query);
}

Result<std::vector<HelpRow>> open_help(Database& database, std::string_view station, std::int64_t most) {
  Query query = database.ask(open_sql, station, most);
  return collect<HelpRow>(query, help_from);
}

Result<std::vector<HelpRow>> past_help(Database& database, std::string_view station, std::int64_t most) {
  Query query = database.ask(past_sql, station, most);
  return collect<HelpRow>(query, help_from);
}

Result<std::vector<std::string>> help_over_before(Database& database, Instant time, std::int64_t most) {
  Query query = database.ask(over_sql, to_ms(time), most);
  return collect<std::string>(query, [](const Query& row) { return row.text(0); });
}

Status remove_help(Database& database, std::string_view id) {
  return database.run(remove_call_sql, id);
}

}  // namespace yz::hub::store
