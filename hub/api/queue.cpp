// GET …/counters, …/queue, …/queue/stream: what a counter sees.
#include "hub/api/dispatch.h"
#include "hub/api/queue_view.h"
#include "hub/api/station_scope.h"

namespace yz::hub {

Outcome get_counters(Hub& hub, const Session& session, const Request& request);
Outcome get_queue(Hub& hub, const Session& session, const Request& request);
Outcome get_queue_stream(Hub& hub, const Session& session, const Request& request);

Outcome get_counters(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto view = hall_view(hub, *station);
  if (!view) return failed_reply(view.error());
  return json_reply({{"station", *station}, {"name", (*view)["name"]}, {"counters", (*view)["counters"]}});
}

Outcome get_queue(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto view = counter_view(hub, *station, request.query_value("counter"));
  if (!view) return scope_reply(view.error());
  return json_reply(*view);
}

Outcome get_queue_stream(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const std::string counter = request.query_value("counter");
  const auto view = counter_view(hub, *station, counter);
  if (!view) return scope_reply(view.error());
  return Listen{*station,
                [station = *station, counter](Hub& later) { return counter_view(later, station, counter); }};
}

}  // namespace yz::hub
