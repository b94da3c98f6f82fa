// The classes 时代学堂 of a station, as its content pack says them: courses, teachers, rooms and the classes
// that recur. Values only; read from JSON by lesson_content_json.h. Nothing here is compiled-in data.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "domain/content/station.h"

namespace yz::domain {

using CourseId = Id<struct CourseTag>;    // "wechat-video", stable across content versions
using TeacherId = Id<struct TeacherTag>;  // likewise
using RoomId = Id<struct RoomTag>;
using LessonClassId = Id<struct LessonClassTag>;
using LessonSessionId = Id<struct LessonSessionTag>;  // "wechat-mon.20261123": the class and its day

/// What is taught.
struct Course {
  CourseId id;
  std::string icon;  // glyph name
  LocalText name;
  LocalText about;
  LocalText bring;  // what to bring, printed on the slip; may be empty
  bool operator==(const Course&) const = default;
};

struct Teacher {
  TeacherId id;
  LocalText name;
  bool operator==(const Teacher&) const = default;
};

struct Room {
  RoomId id;
  LocalText name;
  bool operator==(const Room&) const = default;
};

/// A course at a time of the week, from its first day to its last: every seventh day a session. A class that
/// is held once has one day.
struct LessonClass {
  LessonClassId id;
  CourseId course;
  TeacherId teacher;
  RoomId room;
  Day first;            // also says which day of the week
  Day last;             // included
  std::set<Day> never;  // days on which it is not held: holidays
  Minutes at{};         // since midnight, at the station
  Minutes length{};
  int seats{};
  bool operator==(const LessonClass&) const = default;
};

/// Numbers that a remote admin sets; the defaults are the demo station's (docs/domain.md, "Lessons").
struct LessonRules {
  std::chrono::days sign_up{14};  // how long before its start one can sign up for a session
  Minutes check_in_before{30};    // the start
  Minutes check_in_after{30};     // the start
  int waiting_max{10};            // people on a session's waiting list
  int lease_seats{2};             // of a session, which a kiosk may hold unsold
  std::chrono::hours lease{24};   // how long it may sell them
  bool operator==(const LessonRules&) const = default;
};

struct LessonContent {
  LessonRules rules;
  std::vector<Course> courses;  // in the order they are shown
  std::vector<Teacher> teachers;
  std::vector<Room> rooms;
  std::vector<LessonClass> classes;
  bool operator==(const LessonContent&) const = default;

  /// A pack without lessons.json: the station has no classes.
  [[nodiscard]] bool is_empty() const { return classes.empty(); }
  [[nodiscard]] const Course* find_course(const CourseId& id) const;
  [[nodiscard]] const Teacher* find_teacher(const TeacherId& id) const;
  [[nodiscard]] const Room* find_room(const RoomId& id) const;
  [[nodiscard]] const LessonClass* find_class(const LessonClassId& id) const;
};

/// One class on one day.
struct LessonSession {
  LessonSessionId id;
  LessonClassId of;
  CourseId course;
  TeacherId teacher;
  RoomId room;
  Day day;       // the station's
  Minutes at{};  // likewise, since midnight
  Instant starts;
  Instant ends;
  int seats{};
  bool operator==(const LessonSession&) const = default;
};

/// The session of that id; nothing if the content has no such class, or not on that day. `utc_offset`: the
/// station's.
[[nodiscard]] std::optional<LessonSession> find_session(const LessonContent& content, Minutes utc_offset,
                                                        const LessonSessionId& id);
/// Sessions that start from `from` on and before `until`, by start and then by id.
[[nodiscard]] std::vector<LessonSession> sessions_between(const LessonContent& content, Minutes utc_offset,
                                                          Instant from, Instant until);

}  // namespace yz::domain
