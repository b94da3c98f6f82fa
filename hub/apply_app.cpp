#include "hub/apply_app.h"

#include "base/on.h"
#include "domain/app/app_events.h"
#include "hub/store/devices.h"
#include "hub/store/feed.h"

namespace yz::hub {

namespace {

/// How the kiosk's row changes.
store::AppNote note_of(const domain::AppEvent& event) {
  return std::visit(On{[](const domain::AppRunning& one) {
                         return store::AppNote{one.version, {}, {}};
                       },
                       [](const domain::AppInstalled& one) {
                         return store::AppNote{{}, one.version, "installed"};
                       },
                       [](const domain::AppRefused& one) {
                         return store::AppNote{{}, one.version, one.reason};
                       },
                       [](const domain::AppRolledBack& one) {
                         return store::AppNote{one.running, one.version, "rolled_back"};
                       }},
                    event);
}

}  // namespace

Result<Verdict> apply_app(Hub& hub, Attempt& attempt) {
  const EventLine& line = attempt.event;
  const auto event = domain::parse_app_event({line.type, line.version}, line.body_json);
  if (!event) return Verdict(unreadable(event.error()));
  const store::EventRow row{line.id, attempt.station, line.type, attempt.entity, attempt.stream.device};
  if (auto added = store::add_event(hub.database(), row, hub.clock().now()); !added)
    return fail(added.error());
  if (auto noted = store::note_app(hub.database(), line.device, note_of(*event)); !noted)
    return fail(noted.error());
  return Verdict{};
}

}  // namespace yz::hub
