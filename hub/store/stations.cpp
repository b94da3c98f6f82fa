#include "hub/store/stations.h"

#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_station_sql =
    "INSERT INTO station (id, name, made_at, content, content_version) VALUES ($1, $2, $3, '', 0)";
constexpr const char* stations_sql =
    "SELECT id, name, content, content_version, wish_content, lesson_content FROM station ORDER BY id";
constexpr const char* find_station_sql =
    "SELECT id, name, content, content_version, wish_content, lesson_content FROM station WHERE id = $1";
constexpr const char* next_sql = "SELECT COALESCE(MAX(version), 0) + 1 FROM content_version";
constexpr const char* add_content_sql =
    "INSERT INTO content_version (version, station, manifest, made_at) VALUES ($1, $2, $3, $4)";
constexpr const char* point_sql =
    "UPDATE station SET content = $1, content_version = $2, wish_content = $3, lesson_content = $4 WHERE id "
    "= $5";
constexpr const char* station_content_sql =
    "SELECT manifest, made_at FROM content_version WHERE station = $1 AND version = $2";

StationRow station_from(const Query& row) {
  return {row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5)};
}

}  // namespace

Status add_station(Database& database, std::string_view id, std::string_view name, Instant now) {
  return database.run(add_station_sql, id, name, to_ms(now));
}

Result<std::vector<StationRow>> stations(Database& database) {
  std::vector<StationRow> all;
  Query query = database.ask(stations_sql);
  for (auto row = query.step();; row = query.step()) {
    if (!row) return fail(row.error());
    if (!*row) return all;
    all.push_back(station_from(query));
  }
}

Result<std::optional<StationRow>> find_station(Database& database, std::string_view id) {
  Query query = database.ask(find_station_sql, id);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return station_from(query);
}

Result<std::int64_t> next_content_version(Database& database) {
  return database.number(next_sql);
}

Status add_content(Database& database, const StationRow& station, std::string_view manifest, Instant now) {
  if (auto added = database.run(add_content_sql, station.content_version, station.id, manifest, to_ms(now));
      !added) {
    return added;
  }
  return database.run(point_sql, station.content, station.content_version, station.wish_content,
                      station.lesson_content, station.id);
}

Result<std::optional<ContentRow>> find_content(Database& database, std::string_view station,
                                               std::int64_t version) {
  Query query = database.ask(station_content_sql, station, version);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return ContentRow{query.text(0), from_ms(query.integer(1))};
}

}  // namespace yz::hub::store
