#include "hub/apply_practice.h"

#include <algorithm>

#include "domain/lessons/practice_json.h"
#include "hub/store/feed.h"
#include "hub/store/practice.h"

namespace yz::hub {

Result<Verdict> apply_practice(Hub& hub, Attempt& attempt) {
  const EventLine& line = attempt.event;
  const auto event = domain::parse_practice_event({line.type, line.version}, line.body_json);
  if (!event) return Verdict(unreadable(event.error()));
  const Instant now = hub.clock().now();
  const Instant told = domain::run_of(*event).at + (line.clock ? line.clock->offset : Milliseconds{});
  const store::EventRow row{line.id, attempt.station, line.type, attempt.entity, attempt.stream.device};
  if (auto added = store::add_event(hub.database(), row, now); !added) return fail(added.error());
  auto kept = store::add_practice(hub.database(), line.id, attempt.station, *event, std::min(now, told));
  if (!kept) return fail(kept.error());
  return Verdict{};
}

}  // namespace yz::hub
