// Two courses in one room: basics on Mondays at nine with three seats, a talk on Tuesday 24 November only.
#pragma once

#include "domain/content/lesson_content_json.h"
#include "tests/domain/fixture.h"

namespace yz::test {

inline const LessonSessionId basics("basics.20261130");  // next Monday's
inline const LessonSessionId talk("talk.20261124");      // tomorrow's
inline constexpr Minutes zone{8 * 60};
/// Monday 30 November 2026, 09:00 at the station: when `basics` starts.
inline const Instant basics_start = morning + std::chrono::days{7};

inline Day day_of(int month, int day) {
  return Day{std::chrono::year(2026), std::chrono::month(static_cast<unsigned>(month)),
             std::chrono::day(static_cast<unsigned>(day))};
}

inline LessonContent small_school() {
  LessonContent content;
  content.rules.waiting_max = 3;
  content.courses = {{.id = CourseId("phone"),
                      .icon = "cellphone",
                      .name = {.zh = "认识手机", .en = "Know your phone"},
                      .about = {.zh = "放大字", .en = "Larger letters"},
                      .bring = {.zh = "带手机", .en = "Bring your phone"}},
                     {.id = CourseId("fraud"),
                      .icon = "lock",
                      .name = {.zh = "防诈骗", .en = ""},
                      .about = {.zh = "听一听", .en = ""},
                      .bring = {}}};
  content.teachers = {{.id = TeacherId("li"), .name = {.zh = "李老师", .en = "Ms Li"}}};
  content.rooms = {{.id = RoomId("up"), .name = {.zh = "二楼教室", .en = "Upstairs"}}};
  content.classes = {{.id = LessonClassId("basics"),
                      .course = CourseId("phone"),
                      .teacher = TeacherId("li"),
                      .room = RoomId("up"),
                      .first = day_of(11, 2),
                      .last = day_of(12, 28),
                      .never = {day_of(12, 7)},
                      .at = Minutes{540},
                      .length = Minutes{60},
                      .seats = 3},
                     {.id = LessonClassId("talk"),
                      .course = CourseId("fraud"),
                      .teacher = TeacherId("li"),
                      .room = RoomId("up"),
                      .first = day_of(11, 24),
                      .last = day_of(11, 24),
                      .never = {},
                      .at = Minutes{870},
                      .length = Minutes{90},
                      .seats = 20}};
  return content;
}

}  // namespace yz::test
