#include "domain/content/station_json.h"

#include <nlohmann/json.hpp>

#include "tests/domain/fixture.h"

using namespace yz::test;
using nlohmann::json;

namespace {

json good() {
  return json::parse(to_json(small_station()));
}

/// Where the error is when the value at `pointer` is replaced.
std::string path_of_error(const std::string& pointer, const json& value) {
  json station = good();
  station[json::json_pointer(pointer)] = value;
  const auto read = parse_station(station.dump());
  REQUIRE_FALSE(read);
  CHECK(read.error().code == yz::Code::invalid);
  return read.error().what.substr(0, read.error().what.find(": "));
}

}  // namespace

TEST_CASE("station json: what is written is read back", "[domain]") {
  Station station = small_station();
  station.services[0].hours.exceptions[monday] = {{Minutes{510}, Minutes{1440}}};
  station.phrases["phone.grid"] = {.zh = "0418-5550101", .en = ""};
  station.notices = {{.zh = "通知", .en = "Notice"}};
  const auto read = parse_station(to_json(station));
  REQUIRE(read);
  CHECK(*read == station);
}

TEST_CASE("station json: each fault is told with its path", "[domain]") {
  const json text{{"zh", "x"}};
  const std::vector<std::pair<std::string, json>> faults{
      {"/id", ""},
      {"/id", "a b"},
      {"/name/zh", ""},
      {"/name/zh", 7},
      {"/name/zh", std::string(501, 'x')},
      {"/name/en", false},
      {"/utc_offset_minutes", 5000},
      {"/ticket_rules/priority_age", 0},
      {"/ticket_rules/priority_in_a_row_max", "2"},
      {"/counters/1/id", "1"},
      {"/counters/0/name/zh", ""},
      {"/services/1/id", "social"},
      {"/services/2/letter", "AB"},
      {"/services/1/letter", "A"},
      {"/services/0/name/zh", ""},
      {"/services/0/description/zh", ""},
      {"/services/0/quota_per_day", 0},
      {"/services/0/quota_per_day", 1000},
      {"/services/0/counters/0", "9"},
      {"/services/1/counters/1", "1"},
      {"/services/0/counters", json::array()},
      {"/services/0/mean_service_s", 9},
      {"/services/0/mean_service_s", 14401},
      {"/services/0/has_priority", 1},
      {"/services/0/hours/weekly/mon/0", "8:30-11:30"},
      {"/services/0/hours/weekly/mon/0", "11:30-08:30"},
      {"/services/0/hours/weekly/mon/0", "23:00-24:01"},
      {"/services/0/hours/weekly/mon/1", "10:00-11:00"},
      {"/services/0/hours/weekly/monday", json::array()},
      {"/services/0/hours/exceptions/2026-02-30", json::array()},
      {"/services", json::array()},
      {"/counters", json::array()},
      {"/phrases", 1},
      {"/phrases/x/zh", ""},
      {"/notices", "x"},
  };
  for (const auto& [pointer, value] : faults) {
    CAPTURE(pointer, value.dump());
    CHECK(path_of_error(pointer, value) == pointer);
  }
}

TEST_CASE("station json: a missing member is told by its own path", "[domain]") {
  for (const char* name :
       {"id", "name", "utc_offset_minutes", "services", "counters", "phrases", "notices"}) {
    json station = good();
    station.erase(name);
    CAPTURE(name);
    const auto read = parse_station(station.dump());
    REQUIRE_FALSE(read);
    CHECK(read.error().what.starts_with('/' + std::string(name)));
  }
}

TEST_CASE("station json: the message shows the value and what is allowed", "[domain]") {
  json station = good();
  station["services"][2]["letter"] = "AB";
  CHECK(parse_station(station.dump()).error().what == "/services/2/letter: \"AB\" — one letter A to Z");
}

TEST_CASE("station json: what is no JSON object is refused", "[domain]") {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{"), std::string(100'000, '[')}) {
    CHECK(parse_station(text).error().code == yz::Code::invalid);
  }
  CHECK(parse_station(std::string(1'100'000, ' ') + "{}").error().what == "/: longer than 1 MiB");
}
