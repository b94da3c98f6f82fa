// GET …/wishes/figures: what is reported of a period.
#include "hub/wish_figures.h"

#include <cmath>

#include "domain/content/station.h"
#include "hub/api/dispatch.h"
#include "hub/api/period.h"
#include "hub/api/station_scope.h"
#include "hub/store/wishes.h"

namespace yz::hub {

Outcome get_wish_figures(Hub& hub, const Session& session, const Request& request);

namespace {

nlohmann::json share_json(const Share& share) {
  nlohmann::json percent = nullptr;
  if (share.of > 0) {
    const double thousandths = static_cast<double>(share.count) * 1'000 / static_cast<double>(share.of);
    percent = std::round(thousandths) / 10;
  }
  return {{"count", share.count}, {"of", share.of}, {"percent", percent}};
}

}  // namespace

Outcome get_wish_figures(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto book = hub.books().find(*station);
  if (!book) return scope_reply(book.error());
  const auto days = period_of((*book)->station(), request);
  if (!days) return error_reply(400, "period");
  const bool is_unit = session.role == Role::unit;
  const store::WishPeriod period{.station = *station,
                                 .from = days->from,
                                 .until = days->until,
                                 .unit = is_unit ? session.unit : request.query_value("unit"),
                                 .level = request.query_value("level")};
  const auto wishes = store::wishes_in(hub.database(), period);
  if (!wishes) return failed_reply(wishes.error());
  const WishFigures figures = figures_of(*wishes);
  nlohmann::json response = nullptr;
  if (figures.median_response) response = figures.median_response->count();
  return json_reply({{"from", domain::to_text(days->first)},
                     {"to", domain::to_text(days->last)},
                     {"unit", period.unit},
                     {"level", period.level},
                     {"submitted", figures.submitted},
                     {"handled", figures.handled},
                     {"satisfied", share_json(figures.satisfied)},
                     {"settled_near", share_json(figures.settled_near)},
                     {"closed", share_json(figures.closed)},
                     {"answered", share_json(figures.answered)},
                     {"median_response_ms", response}});
}

}  // namespace yz::hub
