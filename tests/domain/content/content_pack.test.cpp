// The demo pack as it stands in assets/content.
#include <algorithm>

#include "domain/content/station_json.h"
#include "tests/domain/fixture.h"

using namespace yz::test;

namespace {

Station demo() {
  const auto station = parse_station(read_text(YZ_SOURCE_DIR "/assets/content/station.json"));
  INFO((station ? "" : station.error().what));
  REQUIRE(station);
  return *station;
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
