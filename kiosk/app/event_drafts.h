// What was decided, on its way into the journal: the same for tickets, wishes and help.
#pragma once

#include <string>
#include <vector>

#include "offline-cache/journal.h"

namespace yz::kiosk {

/// `who`: resident, staff … (docs/formats/events.md).
template <class Event>
[[nodiscard]] std::vector<cache::EventDraft> drafts_of(const std::vector<Event>& events,
                                                       const std::string& who,
                                                       cache::Stream stream = cache::Stream::live) {
  std::vector<cache::EventDraft> drafts;
  for (const Event& event : events) {
    const auto kind = kind_of(event);
    cache::EventDraft draft;
    draft.stream = stream;
    draft.type = kind.type;
    draft.version = kind.version;
    draft.who = who;
    draft.body_json = to_json(event);
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

}  // namespace yz::kiosk
