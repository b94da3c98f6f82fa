#include "hub/store/releases.h"

#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_sql =
    "INSERT INTO app_release (id, version, sha256, bytes, station, made_at) SELECT COALESCE(MAX(id), 0) + 1, "
    "$1, $2, $3, $4, $5 FROM app_release";
constexpr const char* newest_sql =
    "SELECT version, sha256, bytes, station FROM app_release WHERE station = '' OR station = $1 ORDER BY id "
    "DESC LIMIT 1";
constexpr const char* is_sql = "SELECT COUNT(*) FROM app_release WHERE sha256 = $1";

}  // namespace

Status add_release(Database& database, const Release& release, Instant now) {
  return database.run(add_sql, release.version, release.sha256, release.bytes, release.station, to_ms(now));
}

Result<std::optional<Release>> newest_release(Database& database, std::string_view station) {
  Query query = database.ask(newest_sql, station);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return Release{query.text(0), query.text(1), query.integer(2), query.text(3)};
}

Result<bool> is_release(Database& database, std::string_view sha256) {
  const auto count = database.number(is_sql, sha256);
  if (!count) return fail(count.error());
  return *count > 0;
}

}  // namespace yz::hub::store
