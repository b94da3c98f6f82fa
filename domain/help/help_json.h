// Help events as bodies of event lines (docs/formats/events.md) and calls as read-model rows.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/help/help.h"
#include "domain/tickets/tickets_json.h"

namespace yz::domain {

[[nodiscard]] EventKind kind_of(const HelpEvent& event);
/// One JSON object on one line.
[[nodiscard]] std::string to_json(const HelpEvent& event);
/// `unsupported` for a type or version that this program does not know, `invalid` (with the field) for a body
/// that is not as it should be: missing, of the wrong type, out of range. Never throws.
[[nodiscard]] Result<HelpEvent> parse_help_event(const EventKind& kind, std::string_view body_json);

[[nodiscard]] std::string to_json(const HelpCall& call);
[[nodiscard]] Result<HelpCall> parse_help_call(std::string_view json);

}  // namespace yz::domain
