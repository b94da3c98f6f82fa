// Practice events as bodies of event lines (docs/formats/events.md).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/lessons/practice_events.h"

namespace yz::domain {

[[nodiscard]] EventKind kind_of(const PracticeEvent& event);
/// One JSON object on one line.
[[nodiscard]] std::string to_json(const PracticeEvent& event);
/// `unsupported` for a type or version that this program does not know, `invalid` (with the field) for a body
/// that is not as it should be: missing, of the wrong type, out of range. Never throws.
[[nodiscard]] Result<PracticeEvent> parse_practice_event(const EventKind& kind, std::string_view body_json);

}  // namespace yz::domain
