// Who gets the seats of a session (docs/domain.md, "Lessons"). Part of decide; nothing else includes it.
#pragma once

#include "domain/lessons/lessons.h"

namespace yz::domain {

/// What the hub says of everybody of a session who waits for a word. The session is one that the book knows.
[[nodiscard]] LessonEvents settle(const LessonBook& book, const SettleSession& ask);
/// A cancellation for each who signed up for a session that was called off, but for who was there.
[[nodiscard]] LessonEvents send_everybody_home(const LessonBook& book, const LessonSessionId& session,
                                               Instant at);

}  // namespace yz::domain
