// Opens the boxes in which kiosks send what belongs to a person (docs/formats/events.md, "Sealed"), and makes
// sure that each stands in the event it was made for. Runs on the hub's work thread, when an event is
// applied.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sensitive.h"
#include "hub/event_line.h"
#include "hub/seal_key.h"

namespace yz::hub {

/// What stands in a box.
struct BoxInside {
  std::string device;
  std::string epoch;
  std::string op;
  std::string purpose;
  std::string type;
  Sensitive<std::string> fields_json;  // one JSON object
};
/// `corrupt` for anything that is no box's inside.
[[nodiscard]] Result<BoxInside> read_box(const Sensitive<std::string>& clear);

/// The box of an event that has one. Its error is the event's dead letter: `box_does_not_open` or
/// `box_of_another_event`; `detail` says nothing of what was inside.
[[nodiscard]] tl::expected<BoxInside, Unreadable> unseal(const SealKey& key, const EventLine& event);

}  // namespace yz::hub
