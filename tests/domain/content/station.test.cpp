#include "tests/domain/fixture.h"

using namespace yz::test;

namespace {

Day day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

/// Weekdays 8:30–11:30 and 13:30–17:00; 1 October closed, Saturday 10 October open in the morning.
Hours office() {
  const OpenSpan before_noon{Minutes{510}, Minutes{690}};
  const OpenSpan after_noon{Minutes{810}, Minutes{1020}};
  Hours hours;
  for (std::size_t weekday = 1; weekday <= 5; ++weekday) hours.weekly[weekday] = {before_noon, after_noon};
  hours.exceptions[day(2026, 10, 1)] = {};
  hours.exceptions[day(2026, 10, 10)] = {before_noon};
  return hours;
}

}  // namespace

TEST_CASE("hours: open from the first minute, closed at the last", "[domain]") {
  CHECK_FALSE(is_open(office(), {monday, Minutes{509}}));
  CHECK(is_open(office(), {monday, Minutes{510}}));
  CHECK(is_open(office(), {monday, Minutes{689}}));
  CHECK_FALSE(is_open(office(), {monday, Minutes{690}}));
  CHECK_FALSE(is_open(office(), {day(2026, 11, 22), Minutes{600}}));
}

TEST_CASE("hours: an exception replaces the whole day", "[domain]") {
  CHECK_FALSE(is_open(office(), {day(2026, 10, 1), Minutes{600}}));  // a Thursday
  CHECK(is_open(office(), {day(2026, 10, 10), Minutes{600}}));       // a Saturday
  CHECK_FALSE(is_open(office(), {day(2026, 10, 10), Minutes{840}}));
}

TEST_CASE("next opening: the same day, over the weekend, over an exception", "[domain]") {
  StationTime opening;
  REQUIRE(next_opening(office(), {monday, Minutes{0}}, opening));
  CHECK(opening == StationTime{monday, Minutes{510}});
  REQUIRE(next_opening(office(), {monday, Minutes{700}}, opening));
  CHECK(opening == StationTime{monday, Minutes{810}});
  REQUIRE(next_opening(office(), {day(2026, 11, 20), Minutes{1020}}, opening));
  CHECK(opening == StationTime{monday, Minutes{510}});
  REQUIRE(next_opening(office(), {day(2026, 9, 30), Minutes{1100}}, opening));
  CHECK(opening == StationTime{day(2026, 10, 2), Minutes{510}});
  REQUIRE(next_opening(office(), {monday, Minutes{600}}, opening));
  CHECK(opening == StationTime{monday, Minutes{600}});
}

TEST_CASE("next opening: looks sixty days ahead and no further", "[domain]") {
  StationTime opening;
  Hours hours;
  CHECK_FALSE(next_opening(hours, {monday, Minutes{0}}, opening));
  hours.exceptions[Day(std::chrono::sys_days(monday) + std::chrono::days(61))] = {{Minutes{0}, Minutes{60}}};
  CHECK_FALSE(next_opening(hours, {monday, Minutes{0}}, opening));
  hours.exceptions[Day(std::chrono::sys_days(monday) + std::chrono::days(60))] = {{Minutes{0}, Minutes{60}}};
  CHECK(next_opening(hours, {monday, Minutes{0}}, opening));
}

TEST_CASE("station time: the day begins at the station's midnight", "[domain]") {
  const Station station = small_station();
  CHECK(station_time(station, morning) == StationTime{monday, Minutes{540}});
  CHECK(station_time(station, morning + std::chrono::hours(15)).day == day(2026, 11, 24));
  CHECK(station_time(station, morning + std::chrono::hours(15) - Milliseconds{1}) ==
        StationTime{monday, Minutes{1439}});
  CHECK(station_time(station, Instant{Milliseconds{-1}}).day == day(1970, 1, 1));
}

TEST_CASE("day: written and read as YYYY-MM-DD, only if it exists", "[domain]") {
  CHECK(to_text(monday) == "2026-11-23");
  Day read{};
  CHECK(parse_day("2024-02-29", read));
  CHECK(read == day(2024, 2, 29));
  for (const char* text :
       {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-11-23", "2026/11/23", "2026-11-2x", ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_day(text, read));
  }
}
