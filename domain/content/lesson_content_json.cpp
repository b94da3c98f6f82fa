#include "domain/content/lesson_content_json.h"

#include <algorithm>
#include <set>

#include "domain/json/reader.h"

namespace yz::domain {

namespace {

constexpr std::size_t content_bytes_max = 1'048'576;
constexpr std::size_t courses_max = 30;
constexpr std::size_t people_max = 60;  // teachers; also rooms
constexpr std::size_t classes_max = 60;
constexpr std::size_t never_max = 200;
constexpr std::size_t name_zh_chars_max = 12;  // on one line of its row at the largest size
constexpr std::size_t name_en_chars_max = 24;
constexpr int minutes_of_day = 24 * 60;
constexpr int seats_max = 200;

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

LocalText read_name(Reader& in, const Json& object, const std::string& path) {
  LocalText name = in.local_text(in.member(object, path, "name"), path + "/name");
  if (characters(name.zh) > name_zh_chars_max) in.wrong(path + "/name/zh", "more than 12 characters");
  if (characters(name.en) > name_en_chars_max) in.wrong(path + "/name/en", "more than 24 characters");
  return name;
}

Day read_day(Reader& in, const Json& value, const std::string& path) {
  Day day{};
  if (!parse_day(text_of(value), day)) in.wrong(path, "a day, YYYY-MM-DD");
  return day;
}

/// "09:30"; the end of the day is no time to begin.
Minutes read_clock(Reader& in, const Json& object, const std::string& path) {
  const std::string text = text_of(in.member(object, path, "at"));
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool is_shaped = text.size() == 5 && text[2] == ':' && is_digit(text[0]) && is_digit(text[1]) &&
                         is_digit(text[3]) && is_digit(text[4]);
  const int hour = is_shaped ? (text[0] - '0') * 10 + (text[1] - '0') : 24;
  const int minute = is_shaped ? (text[3] - '0') * 10 + (text[4] - '0') : 0;
  if (hour < 24 && minute < 60) return Minutes{hour * 60 + minute};
  in.wrong(path + "/at", "a time like \"09:30\"");
  return Minutes{0};
}

void read_courses(Reader& in, const Json& root, LessonContent& content) {
  const Json& rows = in.list(root, "", "courses", courses_max);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string path = "/courses/" + std::to_string(i);
    Course course;
    course.id = CourseId(in.fresh_id(rows[i], path, ids));
    course.icon = in.icon(rows[i], path);
    course.name = read_name(in, rows[i], path);
    course.about = in.local_text(in.member(rows[i], path, "about"), path + "/about");
    course.bring = in.local_text(in.member(rows[i], path, "bring"), path + "/bring", /*may_be_empty=*/true);
    content.courses.push_back(std::move(course));
  }
}

/// Teachers and rooms are both an id and a name.
template <class Row>
void read_named(Reader& in, const Json& root, const char* list, std::vector<Row>& read) {
  const Json& rows = in.list(root, "", list, people_max);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string path = std::string("/").append(list).append("/").append(std::to_string(i));
    Row row;
    row.id.value = in.fresh_id(rows[i], path, ids);
    row.name = read_name(in, rows[i], path);
    read.push_back(std::move(row));
  }
}

LessonClass read_class(Reader& in, const Json& object, const std::string& path, const LessonContent& known) {
  LessonClass lesson;
  lesson.course = CourseId(text_of(in.member(object, path, "course")));
  if (known.find_course(lesson.course) == nullptr) in.wrong(path + "/course", "no such course");
  lesson.teacher = TeacherId(text_of(in.member(object, path, "teacher")));
  if (known.find_teacher(lesson.teacher) == nullptr) in.wrong(path + "/teacher", "no such teacher");
  lesson.room = RoomId(text_of(in.member(object, path, "room")));
  if (known.find_room(lesson.room) == nullptr) in.wrong(path + "/room", "no such room");
  lesson.first = read_day(in, in.member(object, path, "first"), path + "/first");
  lesson.last = read_day(in, in.member(object, path, "last"), path + "/last");
  if (lesson.last < lesson.first) in.wrong(path + "/last", "before first");
  if (object.is_object() && object.contains("never")) {
    const Json& rows = in.list(object, path, "never", never_max);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      lesson.never.insert(read_day(in, rows[i], path + "/never/" + std::to_string(i)));
    }
  }
  lesson.at = read_clock(in, object, path);
  lesson.length = Minutes{in.number(object, path, "minutes", 10, minutes_of_day)};
  if (lesson.at + lesson.length > Minutes{minutes_of_day}) in.wrong(path + "/minutes", "past midnight");
  lesson.seats = static_cast<int>(in.number(object, path, "seats", 1, seats_max));
  return lesson;
}

/// In one room at one time on some day, as far as their weeks and days say; holidays are not looked at.
bool is_in_the_way(const LessonClass& a, const LessonClass& b) {
  const std::chrono::sys_days a_first(a.first);
  const std::chrono::sys_days b_first(b.first);
  const bool is_same_weekday = (a_first - b_first) % std::chrono::days{7} == std::chrono::days{0};
  return a.room == b.room && is_same_weekday && a.first <= b.last && b.first <= a.last &&
         a.at < b.at + b.length && b.at < a.at + a.length;
}

/// After courses, teachers and rooms, which they name.
void read_classes(Reader& in, const Json& root, LessonContent& content) {
  const Json& rows = in.list(root, "", "classes", classes_max);
  if (rows.empty()) in.wrong("/classes", "empty");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string path = "/classes/" + std::to_string(i);
    LessonClass lesson = read_class(in, rows[i], path, content);
    lesson.id = LessonClassId(in.fresh_id(rows[i], path, ids));
    if (in.error()) return;
    const bool is_free = std::none_of(content.classes.begin(), content.classes.end(),
                                      [&](const LessonClass& other) { return is_in_the_way(lesson, other); });
    if (!is_free) in.wrong(path + "/room", "another class is in this room at this time");
    content.classes.push_back(std::move(lesson));
  }
}

LessonRules read_rules(Reader& in, const Json& root) {
  const std::string path = "/rules";
  const Json& object = in.member(root, "", "rules");
  LessonRules rules;
  rules.sign_up = std::chrono::days(in.number(object, path, "sign_up_days", 1, 60));
  rules.check_in_before = Minutes{in.number(object, path, "check_in_before_minutes", 0, 240)};
  rules.check_in_after = Minutes{in.number(object, path, "check_in_after_minutes", 0, 240)};
  rules.waiting_max = static_cast<int>(in.number(object, path, "waiting_max", 0, seats_max));
  rules.lease_seats = static_cast<int>(in.number(object, path, "lease_seats", 0, 20));
  rules.lease = std::chrono::hours(in.number(object, path, "lease_hours", 1, 168));
  return rules;
}

Json json_of(const LessonClass& lesson) {
  Json never = Json::array();
  for (const Day& day : lesson.never) never.push_back(to_text(day));
  const auto two_digits = [](std::int64_t value) {
    return std::string(value < 10 ? "0" : "").append(std::to_string(value));
  };
  return {{"id", lesson.id.value},
          {"course", lesson.course.value},
          {"teacher", lesson.teacher.value},
          {"room", lesson.room.value},
          {"first", to_text(lesson.first)},
          {"last", to_text(lesson.last)},
          {"never", std::move(never)},
          {"at", two_digits(lesson.at.count() / 60) + ':' + two_digits(lesson.at.count() % 60)},
          {"minutes", lesson.length.count()},
          {"seats", lesson.seats}};
}

template <class Row>
Json json_of_named(const std::vector<Row>& rows) {
  Json list = Json::array();
  for (const Row& row : rows) list.push_back({{"id", row.id.value}, {"name", json_of(row.name)}});
  return list;
}

}  // namespace

Result<LessonContent> parse_lesson_content(std::string_view json) {
  if (json.size() > content_bytes_max) return fail(Code::invalid, "/: longer than 1 MiB");
  const Json root = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return fail(Code::invalid, "/: no JSON object");
  Reader in;
  LessonContent content;
  content.rules = read_rules(in, root);
  read_courses(in, root, content);
  read_named(in, root, "teachers", content.teachers);
  read_named(in, root, "rooms", content.rooms);
  read_classes(in, root, content);
  if (in.error()) return fail(*in.error());
  return content;
}

std::string to_json(const LessonContent& content) {
  Json courses = Json::array();
  for (const Course& course : content.courses) {
    courses.push_back({{"id", course.id.value},
                       {"icon", course.icon},
                       {"name", json_of(course.name)},
                       {"about", json_of(course.about)},
                       {"bring", json_of(course.bring)}});
  }
  Json classes = Json::array();
  for (const LessonClass& lesson : content.classes) classes.push_back(json_of(lesson));
  const LessonRules& rules = content.rules;
  const Json root{{"rules",
                   {{"sign_up_days", rules.sign_up.count()},
                    {"check_in_before_minutes", rules.check_in_before.count()},
                    {"check_in_after_minutes", rules.check_in_after.count()},
                    {"waiting_max", rules.waiting_max},
                    {"lease_seats", rules.lease_seats},
                    {"lease_hours", rules.lease.count()}}},
                  {"courses", std::move(courses)},
                  {"teachers", json_of_named(content.teachers)},
                  {"rooms", json_of_named(content.rooms)},
                  {"classes", std::move(classes)}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace yz::domain
