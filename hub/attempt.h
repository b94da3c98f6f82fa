// One stored line on its way to becoming an event, and what can be said against it. Used by the applier and
// by what each area does with its events; on the hub's work thread, inside the slice's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "hub/event_line.h"
#include "hub/hub.h"
#include "hub/store/lines.h"

namespace yz::hub {

/// Why an event was not applied: the code and detail of its dead letter.
struct Refused {
  std::string code;
  std::string detail;
};
using Verdict = std::optional<Refused>;

/// A body that its area's parser does not take.
[[nodiscard]] inline Refused unreadable(const Error& error) {
  return {error.code == Code::unsupported ? "unknown_type" : "body", error.what};
}

/// No kiosk, whatever became of it, makes the hub's own events.
[[nodiscard]] inline Refused not_a_kiosks(const EventLine& event) {
  return {"not_a_kiosks", event.type + " is the hub's to make"};
}

struct Attempt {
  store::StreamName stream;
  std::int64_t sequence{};
  std::string station;
  EventLine event;
  std::string line;    // the event's own, also where it came inside another
  std::string entity;  // for the dead letter it may become
  bool is_retry{};
  bool frees_others{};  // letters of its entity were waiting for it
};

/// Parked where a dead letter of its entity is. What begins an entity never waits: what is dead may be so for
/// want of it.
[[nodiscard]] Result<Verdict> wait_behind_others(Hub& hub, Attempt& attempt, bool begins_entity);

}  // namespace yz::hub
