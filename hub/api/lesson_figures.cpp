// GET …/lessons/figures: what is reported of classes and of the practice phone in a period.
#include "hub/lesson_figures.h"

#include <cmath>

#include "domain/lessons/lessons_json.h"
#include "hub/api/dispatch.h"
#include "hub/api/period.h"
#include "hub/api/queue_view.h"
#include "hub/api/station_scope.h"
#include "hub/store/lessons.h"

namespace yz::hub {

Outcome get_lesson_figures(Hub& hub, const Session& session, const Request& request);

namespace {

using nlohmann::json;

double to_tenths(double value) {
  return std::round(value * 10) / 10;
}

Result<std::vector<domain::SignUp>> sign_ups_of(Hub& hub, const std::string& station, const Period& period) {
  const auto rows = store::sign_ups_in(hub.database(), station, period.from, period.until);
  if (!rows) return fail(rows.error());
  std::vector<domain::SignUp> all;
  all.reserve(rows->size());
  for (const store::SignUpRow& row : *rows) {
    auto sign_up = domain::parse_sign_up(row.content);
    if (!sign_up) return fail(Code::corrupt, "stored sign-up " + row.id + ": " + sign_up.error().what);
    all.push_back(*std::move(sign_up));
  }
  return all;
}

json attendance_json(const Attendance& attendance) {
  json average = nullptr;
  if (attendance.average_age) average = to_tenths(*attendance.average_age);
  return {{"people", attendance.people}, {"average_age", average}, {"of_known_age", attendance.of_known_age}};
}

json packs_json(const std::vector<store::PracticePack>& packs) {
  json all = json::array();
  for (const store::PracticePack& pack : packs)
    all.push_back(
        {{"pack", pack.pack}, {"title", both(pack.title)}, {"finished", pack.finished}, {"left", pack.left}});
  return all;
}

json missed_json(const std::vector<store::PracticeStepRow>& steps,
                 const std::vector<store::PracticePack>& packs) {
  json all = json::array();
  for (const store::PracticeStepRow& step : steps) {
    const auto pack = std::find_if(packs.begin(), packs.end(),
                                   [&](const store::PracticePack& one) { return one.pack == step.pack; });
    const double misses = static_cast<double>(step.misses) / static_cast<double>(step.learners);
    all.push_back({{"pack", step.pack},
                   {"title", pack == packs.end() ? json(nullptr) : both(pack->title)},
                   {"scene", step.scene},
                   {"step", step.step},
                   {"learners", step.learners},
                   {"misses", step.misses},
                   {"misses_a_learner", to_tenths(misses)}});
  }
  return all;
}

}  // namespace

Outcome get_lesson_figures(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto tickets = hub.books().find(*station);
  if (!tickets) return scope_reply(tickets.error());
  const domain::Station& place = (*tickets)->station();
  const auto period = period_of(place, request);
  if (!period) return error_reply(400, "period");
  const auto sign_ups = sign_ups_of(hub, *station, *period);
  if (!sign_ups) return failed_reply(sign_ups.error());
  const store::PracticePeriod practised{.station = *station, .from = period->from, .until = period->until};
  const auto packs = store::practice_packs(hub.database(), practised);
  if (!packs) return failed_reply(packs.error());
  const auto steps = store::practice_steps(hub.database(), practised);
  if (!steps) return failed_reply(steps.error());
  return json_reply({{"from", domain::to_text(period->first)},
                     {"to", domain::to_text(period->last)},
                     {"attendance", attendance_json(attendance_of(*sign_ups, place.utc_offset))},
                     {"packs", packs_json(*packs)},
                     {"missed", missed_json(most_missed(*steps), *packs)}});
}

}  // namespace yz::hub
