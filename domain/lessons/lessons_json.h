// Lesson events as bodies of event lines (docs/formats/events.md); sign-ups, grants and called-off sessions
// as read-model rows.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/lessons/lessons.h"

namespace yz::domain {

/// "lesson.signed_up", "lesson.confirmed" … and the version of its body.
[[nodiscard]] EventKind kind_of(const LessonEvent& event);
/// One JSON object on one line.
[[nodiscard]] std::string to_json(const LessonEvent& event);
/// `unsupported` for a type or version that this program does not know, `invalid` (with the field) for a body
/// that is not as it should be: missing, of the wrong type, out of range. Never throws.
[[nodiscard]] Result<LessonEvent> parse_lesson_event(const EventKind& kind, std::string_view body_json);

[[nodiscard]] std::string to_json(const SignUp& sign_up);
[[nodiscard]] Result<SignUp> parse_sign_up(std::string_view json);
[[nodiscard]] std::string to_json(const SeatGrant& grant);
[[nodiscard]] Result<SeatGrant> parse_seat_grant(std::string_view json);
[[nodiscard]] std::string to_json(const CalledOffSession& session);
[[nodiscard]] Result<CalledOffSession> parse_called_off_session(std::string_view json);

/// Names as they stand in JSON and in ids of words: "card", "phone"; "asked", "seated" …; "person", "staff" …
[[nodiscard]] const char* to_string(LessonContactKind contact);
[[nodiscard]] const char* to_string(SignUpState state);
[[nodiscard]] const char* to_string(SignUpEnd end);

}  // namespace yz::domain
