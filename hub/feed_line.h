// The feed's line for an event, as docs/formats/device-api.md has it.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/event.h"

namespace yz::hub {

struct FeedEvent {
  std::string_view id;
  const domain::EventKind& kind;
  Instant at;
  std::string_view who;
  std::string_view source;     // the device, or "hub"
  std::string_view body_json;  // the domain's own text
};
/// Without its rev.
[[nodiscard]] std::string feed_line(const FeedEvent& event);

}  // namespace yz::hub
