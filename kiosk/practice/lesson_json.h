// lesson.json of a pack (docs/content/lessons.md) to a Lesson. Every fault is told with its file and line,
// what is wrong and what to do; up to 50 of them, not only the first. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/practice/lesson.h"

namespace yz::practice {

struct LessonFault {
  std::string file;  // "lessons/pay/lesson.json"
  int line{1};
  std::string what;
  bool operator==(const LessonFault&) const = default;
};
/// "lessons/pay/lesson.json:41: …"
[[nodiscard]] std::string to_string(const LessonFault& fault);
using LessonFaults = std::vector<LessonFault>;
inline constexpr std::size_t faults_max = 50;

/// What only the caller knows. One that is empty is not asked.
struct LessonChecks {
  std::function<bool(std::string_view glyph_name)> has_icon;
  std::function<bool(char32_t character)> has_glyph;
  /// What in the text cannot be spoken; empty: all can.
  std::function<std::string(std::string_view text, Side side)> unspeakable;
  /// What is wrong with a picture beside lesson.json; empty: nothing.
  std::function<std::string(const std::string& name)> wrong_picture;
};

/// There is a lesson if there is no fault: it can be played to its end whatever is touched.
struct LessonRead {
  std::optional<Lesson> lesson;
  LessonFaults faults;  // in the order of their lines
};
/// `file` is for the faults; `id` is the folder's name.
[[nodiscard]] LessonRead read_lesson(std::string_view json, const std::string& file, const std::string& id,
                                     const LessonChecks& checks);

}  // namespace yz::practice
