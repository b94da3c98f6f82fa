// An event on its way into the database: the same for tickets, wishes and help.
#pragma once

#include <string>

#include "base/result.h"
#include "hub/feed_line.h"
#include "hub/hub.h"
#include "hub/store/feed.h"

namespace yz::hub {

template <class Event>
struct NewEventOf {
  std::string id;  // ULID
  std::string station;
  std::string source;  // the device, or "hub"
  std::string who;     // resident, staff, counter, dispatcher …
  Instant at;
  Event event;
};

/// Its row, by which it is known when it comes again.
template <class Event>
[[nodiscard]] Status add_event_row(Hub& hub, const NewEventOf<Event>& event, const std::string& entity) {
  const domain::EventKind kind = kind_of(event.event);
  return store::add_event(hub.database(), {event.id, event.station, kind.type, entity, event.source},
                          hub.clock().now());
}

/// Its line for the kiosks of the station; `body_json`: what they may read of it.
template <class Event>
[[nodiscard]] Status tell_kiosks(Hub& hub, const NewEventOf<Event>& event, const std::string& body_json) {
  const std::string line = feed_line({.id = event.id,
                                      .kind = kind_of(event.event),
                                      .at = event.at,
                                      .who = event.who,
                                      .source = event.source,
                                      .body_json = body_json});
  if (auto told = store::add_feed(hub.database(), event.station, event.source, line); !told)
    return fail(told.error());
  hub.note_change(event.station);
  return {};
}

}  // namespace yz::hub
