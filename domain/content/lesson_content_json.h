// lessons.json of a content pack (docs/formats/content-pack.md) to LessonContent and back.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/content/lesson_content.h"

namespace yz::domain {

/// Parses and validates; `invalid` says the JSON path, what is wrong and what is allowed there. Checks
/// everything a kiosk and a hub rely on: unique ids, courses, teachers and rooms that exist, classes that end
/// on the day on which they begin, and no two of them in one room at one time.
[[nodiscard]] Result<LessonContent> parse_lesson_content(std::string_view json);
[[nodiscard]] std::string to_json(const LessonContent& content);

}  // namespace yz::domain
