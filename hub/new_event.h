// An event on its way into the database: the same for tickets, wishes and help.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "hub/crypto.h"
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

/// Folds the event into its book, where what it is about was fetched before. Only if it is applied, `save`
/// writes that and `tell` the kiosks; `ignored` writes nothing, `repeated` the event's row.
template <class Event, class Book, class Save, class Tell>
[[nodiscard]] Result<domain::Folded> record_in(Hub& hub, Book& book, const NewEventOf<Event>& event,
                                               const std::string& entity, Save&& save, Tell&& tell) {
  const domain::Folded folded = book.fold(event.event);
  if (folded == domain::Folded::ignored) return folded;
  if (auto added = add_event_row(hub, event, entity); !added) return fail(added.error());
  if (folded == domain::Folded::repeated) return folded;
  if (auto saved = save(); !saved) return fail(saved.error());
  if (auto told = tell_kiosks(hub, event, tell()); !told) return fail(told.error());
  return folded;
}

/// What the hub itself decided, one after the other; `record` is its area's.
template <class Event>
[[nodiscard]] Status record_all(Hub& hub, const std::string& station, const std::string& who,
                                const std::vector<Event>& events) {
  for (const Event& event : events) {
    const auto folded = record(hub, NewEventOf<Event>{.id = new_ulid(hub.clock()),
                                                      .station = station,
                                                      .source = "hub",
                                                      .who = who,
                                                      .at = hub.clock().now(),
                                                      .event = event});
    if (!folded) return fail(folded.error());
  }
  return {};
}

}  // namespace yz::hub
