#include "hub/store/progress.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* of_person_sql =
    "SELECT pack, scene, stars, at FROM practice_progress WHERE station = $1 AND person = $2 ORDER BY pack, "
    "scene";
constexpr const char* save_sql =
    "INSERT INTO practice_progress (station, person, pack, scene, stars, at) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (station, person, pack, scene) DO UPDATE SET stars = excluded.stars, at = excluded.at";
constexpr const char* before_sql =
    "SELECT station, person, pack, scene FROM practice_progress WHERE at < $1 "
    "ORDER BY at, station, person, pack, scene LIMIT $2";
constexpr const char* remove_sql =
    "DELETE FROM practice_progress WHERE station = $1 AND person = $2 AND pack = $3 AND scene = $4";

}  // namespace

Result<domain::PersonProgress> progress_of(Database& database, std::string_view station,
                                           std::string_view person) {
  Query query = database.ask(of_person_sql, station, person);
  domain::PersonProgress progress;
  for (auto row = query.step();; row = query.step()) {
    if (!row) return fail(row.error());
    if (!*row) return progress;
    progress.emplace(
        domain::LessonScene{.pack = query.text(0), .scene = query.text(1)},
        domain::SceneProgress{.stars = static_cast<int>(query.integer(2)), .at = from_ms(query.integer(3))});
  }
}

Status save_progress(Database& database, std::string_view station, std::string_view person,
                     const domain::LessonScene& scene, const domain::SceneProgress& progress) {
  return database.run(save_sql, station, person, scene.pack, scene.scene, std::int64_t{progress.stars},
                      to_ms(progress.at));
}

Result<std::vector<ProgressRow>> progress_before(Database& database, Instant time, std::int64_t most) {
  Query query = database.ask(before_sql, to_ms(time), most);
  return collect<ProgressRow>(query, [](const Query& row) {
    return ProgressRow{row.text(0), row.text(1), {row.text(2), row.text(3)}};
  });
}

Status remove_progress(Database& database, const ProgressRow& row) {
  return database.run(remove_sql, row.station, row.person, row.scene.pack, row.scene.scene);
}

}  // namespace yz::hub::store
