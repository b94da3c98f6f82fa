// Reading an event by its kind: the same for tickets, wishes and help. Only *_json.cpp files include this.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "domain/event.h"
#include "domain/json/fields.h"

namespace yz::domain {

/// `kinds`: rows with the kind's name (`type`) and what reads its body (`read`). `unsupported`: a kind or
/// version that nobody knows here; `invalid`: a field is wrong.
template <class Event, class FieldReader, class Kinds>
[[nodiscard]] Result<Event> parse_event(const Kinds& kinds, const EventKind& kind,
                                        std::string_view body_json) {
  const auto row =
      std::find_if(kinds.begin(), kinds.end(), [&kind](const auto& one) { return kind.type == one.type; });
  if (row == kinds.end() || kind.version != 1)
    return fail(Code::unsupported, kind.type + " version " + std::to_string(kind.version));
  const auto body = parse_object(body_json);
  if (!body) return fail(body.error());
  FieldReader in(*body);
  Event event = row->read(in);
  if (in.error()) return fail(*in.error());
  return event;
}

}  // namespace yz::domain
