#include "domain/content/lesson_content.h"

#include <algorithm>
#include <tuple>

namespace yz::domain {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr days week{7};
constexpr std::size_t day_digits = 8;

template <class Row, class Key>
const Row* find_in(const std::vector<Row>& rows, const Key& id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

bool is_held(const LessonClass& lesson, Day day) {
  const sys_days first(lesson.first);
  return sys_days(day) >= first && sys_days(day) <= sys_days(lesson.last) &&
         (sys_days(day) - first) % week == days{0} && !lesson.never.contains(day);
}

LessonSession session_on(const LessonClass& lesson, Minutes utc_offset, Day day) {
  std::string compact = to_text(day);
  std::erase(compact, '-');
  const Instant starts = sys_days(day) + lesson.at - utc_offset;
  return {.id = LessonSessionId(lesson.id.value + '.' + compact),
          .of = lesson.id,
          .course = lesson.course,
          .teacher = lesson.teacher,
          .room = lesson.room,
          .day = day,
          .at = lesson.at,
          .starts = starts,
          .ends = starts + lesson.length,
          .seats = lesson.seats};
}

}  // namespace

const Course* LessonContent::find_course(const CourseId& id) const {
  return find_in(courses, id);
}
const Teacher* LessonContent::find_teacher(const TeacherId& id) const {
  return find_in(teachers, id);
}
const Room* LessonContent::find_room(const RoomId& id) const {
  return find_in(rooms, id);
}
const LessonClass* LessonContent::find_class(const LessonClassId& id) const {
  return find_in(classes, id);
}

std::optional<LessonSession> find_session(const LessonContent& content, Minutes utc_offset,
                                          const LessonSessionId& id) {
  const auto dot = id.value.rfind('.');
  if (dot == std::string::npos || id.value.size() - dot - 1 != day_digits) return std::nullopt;
  const std::string text = id.value.substr(dot + 1);
  Day day{};
  if (!parse_day(text.substr(0, 4) + '-' + text.substr(4, 2) + '-' + text.substr(6, 2), day))
    return std::nullopt;
  const LessonClass* lesson = content.find_class(LessonClassId(id.value.substr(0, dot)));
  if (lesson == nullptr || !is_held(*lesson, day)) return std::nullopt;
  return session_on(*lesson, utc_offset, day);
}

std::vector<LessonSession> sessions_between(const LessonContent& content, Minutes utc_offset, Instant from,
                                            Instant until) {
  std::vector<LessonSession> sessions;
  // A day more on both sides; the moment decides.
  const auto begin = std::chrono::floor<days>(from + utc_offset) - days{1};
  const auto end = std::chrono::floor<days>(until + utc_offset) + days{1};
  for (const LessonClass& lesson : content.classes) {
    sys_days day(lesson.first);
    if (day < begin) day += (begin - day + week - days{1}) / week * week;
    for (; day <= end && day <= sys_days(lesson.last); day += week) {
      if (!is_held(lesson, Day(day))) continue;
      LessonSession session = session_on(lesson, utc_offset, Day(day));
      if (session.starts >= from && session.starts < until) sessions.push_back(std::move(session));
    }
  }
  std::ranges::sort(sessions, [](const LessonSession& a, const LessonSession& b) {
    return std::tie(a.starts, a.id) < std::tie(b.starts, b.id);
  });
  return sessions;
}

}  // namespace yz::domain
