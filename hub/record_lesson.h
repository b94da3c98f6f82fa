// Writes one lesson event: fold, row, event row and feed line, inside the caller's transaction. When that
// does not commit, the caller loads the books anew.
#pragma once

#include <string>

#include "domain/lessons/lessons_json.h"
#include "hub/new_event.h"

namespace yz::hub {

using NewLessonEvent = NewEventOf<domain::LessonEvent>;

/// Only `applied` writes more than the event's row; `ignored` writes nothing.
[[nodiscard]] Result<domain::Folded> record(Hub& hub, const NewLessonEvent& event);

}  // namespace yz::hub
