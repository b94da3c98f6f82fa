// Who gets the seats of lessons: people in the order in which they signed up by the clocks put right, and
// kiosks that may lose their line (docs/domain.md, "Lessons"). Runs on the hub's work thread inside the
// caller's transaction.
#pragma once

#include <string>

#include "domain/lessons/lessons.h"
#include "hub/event_line.h"
#include "hub/hub.h"

namespace yz::hub {

inline constexpr Milliseconds lesson_clock_every{10'000};
/// A kiosk that was not heard of for so long gets no seats to give.
inline constexpr Milliseconds kiosk_silence_max{600'000};

/// Writes down whose turn a sign-up is. Where clocks are not sure enough who was first, whoever came here
/// first was.
[[nodiscard]] Status note_turn(Hub& hub, const std::string& station, const EventLine& line,
                               const domain::LessonSignedUp& sign_up);
/// Says to everybody of the session what became of them. Nothing to say is no error.
[[nodiscard]] Status settle_session(Hub& hub, const std::string& station,
                                    const domain::LessonSessionId& session);

/// What is due by time: silent grants end, sessions begin, kiosks get seats to give. In transactions of its
/// own; an error is the store's, the books are as the store then.
[[nodiscard]] Status run_lesson_clock(Hub& hub);

}  // namespace yz::hub
