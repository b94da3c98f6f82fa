// Wish events as bodies of event lines (docs/formats/events.md) and wishes as read-model rows.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/wishes/wishes.h"

namespace yz::domain {

/// "wish.submitted", "wish.triaged" … and the version of its body.
[[nodiscard]] EventKind kind_of(const WishEvent& event);
/// One JSON object on one line.
[[nodiscard]] std::string to_json(const WishEvent& event);
/// `unsupported` for a type or version that this program does not know, `invalid` (with the field) for a body
/// that is not as it should be: missing, of the wrong type, out of range. Never throws.
[[nodiscard]] Result<WishEvent> parse_wish_event(const EventKind& kind, std::string_view body_json);

[[nodiscard]] std::string to_json(const Wish& wish);
[[nodiscard]] Result<Wish> parse_wish(std::string_view json);

/// Names as they stand in JSON and in ids of words: "wish", "appeal" …; "submitted", "triaged" …
[[nodiscard]] const char* to_string(WishKind kind);
[[nodiscard]] const char* to_string(WishTold told);
[[nodiscard]] const char* to_string(WishContactKind contact);
[[nodiscard]] const char* to_string(WishState state);
[[nodiscard]] const char* to_string(WishClosing closing);
[[nodiscard]] const char* to_string(ClaimState state);

}  // namespace yz::domain
