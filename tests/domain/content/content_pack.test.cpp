// The demo pack as it stands in assets/content.
#include <algorithm>

#include "domain/content/lesson_content_json.h"
#include "domain/content/station_json.h"
#include "domain/content/wish_content_json.h"
#include "tests/domain/fixture.h"

using namespace yz::test;

namespace {

Station demo() {
  const auto station = parse_station(read_text(YZ_SOURCE_DIR "/assets/content/station.json"));
  INFO((station ? "" : station.error().what));
  REQUIRE(station);
  return *station;
}

WishContent demo_wall() {
  const auto content = parse_wish_content(read_text(YZ_SOURCE_DIR "/assets/content/wishes.json"));
  INFO((content ? "" : content.error().what));
  REQUIRE(content);
  return *content;
}

LessonContent demo_school() {
  const auto content = parse_lesson_content(read_text(YZ_SOURCE_DIR "/assets/content/lessons.json"));
  INFO((content ? "" : content.error().what));
  REQUIRE(content);
  return *content;
}

}  // namespace

TEST_CASE("demo pack: six services A to F, four counters, three notices, the grid officer's number",
          "[domain]") {
  const Station station = demo();
  REQUIRE(station.services.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) CHECK(station.services[i].letter == static_cast<char>('A' + i));
  CHECK(station.counters.size() == 4);
  CHECK(station.notices.size() == 3);
  CHECK(station.phrases.contains("phone.grid"));
}

TEST_CASE("demo pack: shows an open, a full and a closed service at any hour", "[domain]") {
  const Station station = demo();
  const StationTime at_night{Day{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(22)},
                             Minutes{180}};
  CHECK(std::ranges::count_if(station.services,
                              [&](const Service& s) { return is_open(s.hours, at_night); }) >= 3);
  CHECK(std::ranges::any_of(station.services, [&](const Service& s) {
    return is_open(s.hours, at_night) && s.quota_per_day == 1;
  }));
  const Service* legal = station.find_service(ServiceId("legal"));
  REQUIRE(legal != nullptr);
  CHECK_FALSE(is_open(legal->hours, {monday, Minutes{600}}));
  StationTime opening;
  CHECK(next_opening(legal->hours, {monday, Minutes{600}}, opening));
}

TEST_CASE("demo pack: both languages throughout", "[domain]") {
  const Station station = demo();
  for (const Service& service : station.services) {
    CHECK_FALSE(service.name.en.empty());
    CHECK_FALSE(service.description.en.empty());
  }
  for (const LocalText& notice : station.notices) CHECK_FALSE(notice.en.empty());
}

TEST_CASE("demo pack: eight categories with their dangers, five reasons, thirty phrases", "[domain]") {
  const WishContent wall = demo_wall();
  CHECK(wall.categories.size() == 8);
  CHECK(wall.reasons.size() == 5);
  CHECK(wall.phrases.size() == 30);
  CHECK(std::ranges::count_if(wall.categories, &WishCategory::is_danger) == 3);
  for (const WishCategory& category : wall.categories) CHECK_FALSE(category.name.en.empty());
  for (const WishUnit& unit : wall.units) CHECK_FALSE(unit.name.en.empty());
}

TEST_CASE("demo pack: questions after a lesson have a category that is not among those to choose",
          "[domain]") {
  const WishContent wall = demo_wall();
  REQUIRE(wall.lesson_category);
  const WishCategoryId id = wall.lesson_category->id;
  CHECK(wall.find_category(id) == &*wall.lesson_category);
  CHECK(std::ranges::count(wall.categories, id, &WishCategory::id) == 0);
}

TEST_CASE("demo pack: its deadlines are the district's, which are also the program's own", "[domain]") {
  CHECK(demo_wall().rules == WishRules{});
}

TEST_CASE("demo pack: every level has a unit, and every matter one in the community", "[domain]") {
  const WishContent wall = demo_wall();
  for (const Level level : {Level::grid, Level::community, Level::street, Level::district}) {
    CHECK(std::ranges::any_of(wall.units, [level](const WishUnit& unit) { return unit.level == level; }));
  }
  for (const Matter matter : {Matter::private_matter, Matter::small, Matter::big}) {
    CHECK(std::ranges::any_of(wall.units, [matter](const WishUnit& unit) {
      return unit.level == Level::community && takes(unit, matter);
    }));
  }
}

TEST_CASE("demo pack: four courses, and each of them within the next fortnight, in any year", "[domain]") {
  const LessonContent school = demo_school();
  CHECK(school.courses.size() == 4);
  CHECK(school.rules == LessonRules{});
  for (const Course& course : school.courses) CHECK_FALSE(course.name.en.empty());
  for (int day = 0; day < 4'000; day += 37) {
    const Instant now = morning + std::chrono::days{day};
    std::set<CourseId> soon;
    for (const LessonSession& session :
         sessions_between(school, demo().utc_offset, now, now + std::chrono::days{14})) {
      soon.insert(session.course);
    }
    CHECK(soon.size() == 4);
  }
}
