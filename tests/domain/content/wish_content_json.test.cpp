#include "domain/content/wish_content_json.h"

#include <nlohmann/json.hpp>

#include "tests/domain/wishes/wish_desk.h"

using namespace yz::test;
using nlohmann::json;

namespace {

json good() {
  return json::parse(to_json(small_wall()));
}

/// Where the error is when the value at `pointer` is replaced.
std::string path_of_error(const std::string& pointer, const json& value) {
  json content = good();
  content[json::json_pointer(pointer)] = value;
  const auto read = parse_wish_content(content.dump());
  REQUIRE_FALSE(read);
  CHECK(read.error().code == yz::Code::invalid);
  return read.error().what.substr(0, read.error().what.find(": "));
}

}  // namespace

TEST_CASE("wish content json: what is written is read back", "[domain]") {
  WishContent content = small_wall();
  content.rules = {.first_level = Level::grid,
                   .urgent = std::chrono::minutes(10),
                   .triage = std::chrono::hours(1),
                   .dispatch = std::chrono::hours(2),
                   .accept = std::chrono::hours(3),
                   .private_matter = std::chrono::hours(4),
                   .small = std::chrono::hours(5),
                   .big = std::chrono::hours(6),
                   .passed_up = std::chrono::hours(7),
                   .silence = std::chrono::days(8),
                   .wall = std::chrono::days(9)};
  const auto read = parse_wish_content(to_json(content));
  INFO((read ? "" : read.error().what));
  REQUIRE(read);
  CHECK(*read == content);
}

TEST_CASE("wish content json: each fault is told with its path", "[domain]") {
  json many = json::array();
  for (int i = 0; i < 31; ++i) many.push_back("灯不亮");
  json nine = json::array();
  for (int i = 0; i < 9; ++i) nine.push_back(good()["categories"][0]);
  json six = json::array();
  for (int i = 0; i < 6; ++i) six.push_back(good()["reasons"][0]);
  const std::vector<std::pair<std::string, json>> faults{
      {"/rules/first_level", "planet"},
      {"/rules/urgent_minutes", 0},
      {"/rules/triage_hours", 0},
      {"/rules/dispatch_hours", "8"},
      {"/rules/accept_hours", 8.5},
      {"/rules/private_hours", 8761},
      {"/rules/small_hours", -1},
      {"/rules/big_hours", nullptr},
      {"/rules/passed_up_hours", 0},
      {"/rules/silence_days", 0},
      {"/rules/wall_days", 366},
      {"/categories", json::array()},
      {"/categories", nine},
      {"/categories/0/id", "a b"},
      {"/categories/1/id", "lighting"},
      {"/categories/0/icon", ""},
      {"/categories/0/icon", "../etc"},
      {"/categories/0/name/zh", ""},
      {"/categories/0/is_danger", 1},
      {"/lesson_category", 7},
      {"/lesson_category/id", "lighting"},
      {"/lesson_category/icon", ""},
      {"/lesson_category/name/zh", ""},
      {"/lesson_category/is_danger", 1},
      {"/grids", json::array()},
      {"/grids/0/id", ""},
      {"/grids/0/name/zh", 7},
      {"/grids/0/buildings", 7},
      {"/grids/0/buildings/0/id", "g1"},
      {"/grids/0/buildings/0/name/zh", ""},
      {"/phrases", many},
      {"/phrases/0", ""},
      {"/phrases/0", std::string(21, 'x')},
      {"/phrases/0", 7},
      {"/units/1/id", "property"},
      {"/units/0/name/zh", ""},
      {"/units/0/matters", json::array()},
      {"/units/0/matters/0", "none"},
      {"/units/3/matters/1", "private"},
      {"/units/0/level", "sky"},
      {"/reasons", json::array()},
      {"/reasons", six},
      {"/reasons/0/id", ""},
      {"/reasons/0/name/zh", ""},
  };
  for (const auto& [pointer, value] : faults) {
    CAPTURE(pointer, value.dump());
    const std::string path = path_of_error(pointer, value);

    CHECK(path == pointer);
  }
}

TEST_CASE("wish content json: every matter needs somebody who takes it", "[domain]") {
  json content = good();
  content["units"].erase(3);
  content["units"].erase(1);
  const auto read = parse_wish_content(content.dump());
  REQUIRE_FALSE(read);
  CHECK(read.error().what == "/units: no unit takes matters that are private");
}

TEST_CASE("wish content json: what is no object, or too long, is refused", "[domain]") {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{"), std::string(2'000'000, ' ')}) {
    CHECK(parse_wish_content(text).error().code == yz::Code::invalid);
  }
  CHECK(parse_wish_content("{}").error().what == "/rules: missing");
}

TEST_CASE("wish content: finds buildings and grids by their ids, and nothing without one", "[domain]") {
  const WishContent content = small_wall();
  CHECK(content.place_name(building)->en == "Building 3");
  CHECK(content.place_name(PlaceId("g1"))->en == "Grid 1");
  CHECK(content.place_name(PlaceId{}) == nullptr);
  CHECK(WishContent{}.is_empty());
  CHECK_FALSE(content.is_empty());
}
