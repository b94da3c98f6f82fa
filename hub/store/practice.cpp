#include "hub/store/practice.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_run_sql =
    "INSERT INTO practice_run (event, station, pack, title_zh, title_en, version, stars, scene, step, "
    "minutes, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr const char* add_step_sql =
    "INSERT INTO practice_step (event, scene, step, misses) VALUES ($1, $2, $3, $4)";
// The newest title: the one of the run that ended last.
constexpr const char* packs_sql =
    "SELECT pack, SUM(CASE WHEN stars > 0 THEN 1 ELSE 0 END), SUM(CASE WHEN stars > 0 THEN 0 ELSE 1 END), "
    "(SELECT title_zh FROM practice_run newest WHERE newest.station = $1 AND newest.pack = "
    "practice_run.pack ORDER BY newest.at DESC, newest.event DESC LIMIT 1), "
    "(SELECT title_en FROM practice_run newest WHERE newest.station = $2 AND newest.pack = "
    "practice_run.pack ORDER BY newest.at DESC, newest.event DESC LIMIT 1) "
    "FROM practice_run WHERE station = $3 AND at >= $4 AND at < $5 GROUP BY pack ORDER BY pack";
constexpr const char* steps_sql =
    "SELECT practice_run.pack, practice_step.scene, practice_step.step, COUNT(*), SUM(practice_step.misses) "
    "FROM practice_step JOIN practice_run ON practice_run.event = practice_step.event "
    "WHERE practice_run.station = $1 AND practice_run.at >= $2 AND practice_run.at < $3 "
    "GROUP BY practice_run.pack, practice_step.scene, practice_step.step "
    "HAVING SUM(practice_step.misses) > 0 "
    "ORDER BY practice_run.pack, practice_step.scene, practice_step.step";

}  // namespace

Status add_practice(Database& database, std::string_view event, std::string_view station,
                    const domain::PracticeEvent& practice, Instant at) {
  const domain::PracticeRun& run = domain::run_of(practice);
  const auto* finished = std::get_if<domain::PracticeFinished>(&practice);
  const auto* left = std::get_if<domain::PracticeLeft>(&practice);
  auto added =
      database.run(add_run_sql, event, station, run.pack, run.title.zh, run.title.en,
                   static_cast<std::int64_t>(run.version),
                   std::int64_t{finished == nullptr ? 0 : finished->stars}, std::int64_t{run.scene},
                   std::int64_t{left == nullptr ? 0 : left->step}, std::int64_t{run.minutes}, to_ms(at));
  if (!added) return added;
  for (const domain::PracticeStep& step : run.steps) {
    auto kept = database.run(add_step_sql, event, std::int64_t{step.scene}, std::int64_t{step.step},
                             std::int64_t{step.misses});
    if (!kept) return kept;
  }
  return {};
}

Result<std::vector<PracticePack>> practice_packs(Database& database, const PracticePeriod& period) {
  Query query = database.ask(packs_sql, period.station, period.station, period.station, to_ms(period.from),
                             to_ms(period.until));
  return collect<PracticePack>(query, [](const Query& row) {
    return PracticePack{.pack = row.text(0),
                        .title = {.zh = row.text(3), .en = row.text(4)},
                        .finished = row.integer(1),
                        .left = row.integer(2)};
  });
}

Result<std::vector<PracticeStepRow>> practice_steps(Database& database, const PracticePeriod& period) {
  Query query = database.ask(steps_sql, period.station, to_ms(period.from), to_ms(period.until));
  return collect<PracticeStepRow>(query, [](const Query& row) {
    return PracticeStepRow{row.text(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)};
  });
}

}  // namespace yz::hub::store
