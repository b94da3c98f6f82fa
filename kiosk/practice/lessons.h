// The lessons of a content pack: lessons/order.json and lessons/<id>/. A broken one is left out with its
// reasons, the others are there. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/practice/lesson_json.h"

namespace yz::practice {

struct Lessons {
  std::vector<Lesson> lessons;  // in the order they are offered
  LessonFaults left_out;        // of those that are not
};

/// `files` by their path in the content pack, as the kiosk's content store gives them; those outside lessons/
/// are not looked at. Without lessons/order.json there are no lessons. Pictures are looked at here, so
/// `checks` needs no wrong_picture.
[[nodiscard]] Lessons read_lessons(const std::map<std::string, std::string>& files,
                                   const LessonChecks& checks);

/// What is wrong with a PNG file for a lesson, or empty.
[[nodiscard]] std::string wrong_png(std::string_view bytes);

}  // namespace yz::practice
