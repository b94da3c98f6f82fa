#include "domain/content/lesson_content_json.h"

#include <nlohmann/json.hpp>

#include "tests/domain/lessons/small_school.h"

using namespace yz::test;
using nlohmann::json;

namespace {

json good() {
  return json::parse(to_json(small_school()));
}

/// What is said when the value at `pointer` is replaced.
std::string fault(const std::string& pointer, const json& value) {
  json content = good();
  content[json::json_pointer(pointer)] = value;
  const auto read = parse_lesson_content(content.dump());
  REQUIRE_FALSE(read);
  CHECK(read.error().code == yz::Code::invalid);
  return read.error().what;
}

std::vector<std::string> ids_between(Instant from, Instant until) {
  std::vector<std::string> ids;
  for (const LessonSession& session : sessions_between(small_school(), zone, from, until)) {
    ids.push_back(session.id.value);
  }
  return ids;
}

}  // namespace

TEST_CASE("lesson content json: what is written is read back", "[domain]") {
  LessonContent content = small_school();
  content.rules = {.sign_up = std::chrono::days(9),
                   .check_in_before = Minutes(10),
                   .check_in_after = Minutes(11),
                   .waiting_max = 4,
                   .lease_seats = 5,
                   .lease = std::chrono::hours(6)};
  const auto read = parse_lesson_content(to_json(content));
  INFO((read ? "" : read.error().what));
  REQUIRE(read);
  CHECK(*read == content);
}

TEST_CASE("lesson content json: each fault is told with its path", "[domain]") {
  json many = json::array();
  for (int i = 0; i < 61; ++i) many.push_back(good()["classes"][0]);
  const std::vector<std::pair<std::string, json>> faults{
      {"/rules/sign_up_days", 0},
      {"/rules/check_in_before_minutes", -1},
      {"/rules/check_in_after_minutes", "30"},
      {"/rules/waiting_max", 201},
      {"/rules/lease_seats", 21},
      {"/rules/lease_hours", 0},
      {"/courses/0/id", "a b"},
      {"/courses/1/id", "phone"},
      {"/courses/0/icon", "../etc"},
      {"/courses/0/name/zh", ""},
      {"/courses/0/name/zh", std::string(13, 'x')},
      {"/courses/0/name/en", std::string(25, 'x')},
      {"/courses/0/about/zh", ""},
      {"/courses/0/bring/zh", 7},
      {"/teachers/0/id", ""},
      {"/teachers/0/name/zh", nullptr},
      {"/rooms/0/name/zh", std::string(13, 'x')},
      {"/classes", json::array()},
      {"/classes", many},
      {"/classes/1/id", "basics"},
      {"/classes/0/course", "cooking"},
      {"/classes/0/teacher", 7},
      {"/classes/0/room", "moon"},
      {"/classes/0/first", "2026-02-30"},
      {"/classes/0/last", "2026-11-01"},
      {"/classes/0/never/0", "tomorrow"},
      {"/classes/0/at", "9:00"},
      {"/classes/0/at", "24:00"},
      {"/classes/0/at", "09:60"},
      {"/classes/0/minutes", 9},
      {"/classes/0/minutes", 901},
      {"/classes/0/seats", 0},
      {"/classes/0/seats", 201},
  };
  for (const auto& [pointer, value] : faults) {
    CAPTURE(pointer, value.dump());
    const std::string what = fault(pointer, value);
    CHECK(what.substr(0, what.find(": ")) == pointer);
  }
}

TEST_CASE("lesson content json: two classes never need one room at one time", "[domain]") {
  json content = good();
  content["classes"].push_back(content["classes"][0]);
  content["classes"][2]["id"] = "again";
  content["classes"][2]["at"] = "09:30";
  const auto read = parse_lesson_content(content.dump());
  REQUIRE_FALSE(read);
  CHECK(read.error().what == "/classes/2/room: another class is in this room at this time");
  content["classes"][2]["at"] = "10:00";
  CHECK(parse_lesson_content(content.dump()));
  content["classes"][2]["at"] = "09:30";
  content["classes"][2]["first"] = "2026-11-03";
  CHECK(parse_lesson_content(content.dump()));
}

TEST_CASE("lesson content json: what is no object, or too long, is refused", "[domain]") {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{"), std::string(2'000'000, ' ')}) {
    CHECK(parse_lesson_content(text).error().code == yz::Code::invalid);
  }
  CHECK(parse_lesson_content("{}").error().what == "/rules: missing");
}

TEST_CASE("lesson content: a class is held every seventh day from its first to its last, but for holidays",
          "[domain]") {
  const Instant year_begin = morning - std::chrono::days{327};
  CHECK(ids_between(year_begin, year_begin + std::chrono::days{800}) ==
        std::vector<std::string>{"basics.20261102", "basics.20261109", "basics.20261116", "basics.20261123",
                                 "talk.20261124", "basics.20261130", "basics.20261214", "basics.20261221",
                                 "basics.20261228"});
  // `morning` is when a session starts: it is in what begins there, not in what ends there.
  CHECK(ids_between(morning, basics_start) == std::vector<std::string>{"basics.20261123", "talk.20261124"});
  CHECK(ids_between(basics_start + Milliseconds{1}, basics_start + std::chrono::days{14}).empty());
}

TEST_CASE("lesson content: a session is found by its id, at the station's time", "[domain]") {
  const LessonContent school = small_school();
  const auto found = find_session(school, zone, basics);
  REQUIRE(found);
  CHECK(found->starts == basics_start);
  CHECK(found->ends == basics_start + std::chrono::hours(1));
  CHECK(found->day == day_of(11, 30));
  CHECK(found->seats == 3);
  CHECK(school.find_course(found->course)->bring.en == "Bring your phone");
  CHECK(school.find_teacher(found->teacher) != nullptr);
  CHECK(school.find_room(found->room) != nullptr);
  for (const char* none : {"basics.20261201", "basics.20261207", "basics.20270104", "cooking.20261130",
                           "basics", "basics.2026113", "basics.2026113x", ""}) {
    CAPTURE(none);
    CHECK_FALSE(find_session(school, zone, LessonSessionId(none)));
  }
  CHECK(LessonContent{}.is_empty());
  CHECK_FALSE(school.is_empty());
}
