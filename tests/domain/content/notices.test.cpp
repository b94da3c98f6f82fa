#include "domain/content/notices.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "domain/content/notices_json.h"

using namespace yz::domain;
using yz::Code;

namespace {

constexpr Day monday = std::chrono::year{2026} / 11 / 23;

Notice notice(const char* id, Day date, bool is_pinned = false, bool is_emergency = false) {
  return {.id = NoticeId(id),
          .title = {"停水", "Water off"},
          .date = date,
          .from = {monday, Minutes{510}},
          .until = {monday, Minutes{1'000}},
          .is_pinned = is_pinned,
          .is_emergency = is_emergency,
          .body = {"明天停水。", ""}};
}

std::string demo() {
  std::ifstream in(YZ_SOURCE_DIR "/assets/content/notices.json");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

/// What parsing says of one good notice with that member changed.
std::string refused(const char* pointer, const nlohmann::json& value) {
  auto json = nlohmann::json::parse(to_json(std::vector{notice("a", monday), notice("b", monday)}));
  json[nlohmann::json::json_pointer(pointer)] = value;
  const auto read = parse_notices(json.dump());
  if (read) return "taken";
  CHECK(read.error().code == Code::invalid);
  return read.error().what.substr(0, read.error().what.find(':'));
}

std::string repeated(const char* text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("notices: one is shown from its first minute to before its last", "[domain]") {
  const Notice one = notice("a", monday);
  CHECK_FALSE(is_current(one, {monday, Minutes{509}}));
  CHECK(is_current(one, {monday, Minutes{510}}));
  CHECK(is_current(one, {monday, Minutes{999}}));
  CHECK_FALSE(is_current(one, {monday, Minutes{1'000}}));
  CHECK_FALSE(is_current(one, {Day{std::chrono::sys_days{monday} + std::chrono::days{1}}, Minutes{600}}));
}

TEST_CASE("notices: emergencies come first, then pinned ones, then the newest", "[domain]") {
  const Day older = std::chrono::year{2026} / 11 / 1;
  const std::vector<Notice> all{notice("old", older), notice("new", monday), notice("pinned", older, true),
                                notice("danger", older, false, true)};
  std::vector<std::string> order;
  for (const Notice* one : current_notices(all, {monday, Minutes{600}})) order.push_back(one->id.value);
  CHECK(order == std::vector<std::string>{"danger", "pinned", "new", "old"});
  CHECK(current_notices(all, {monday, Minutes{0}}).empty());
}

TEST_CASE("notices json: the demo pack has six, in both languages, and they read back as they were written",
          "[domain]") {
  const auto notices = parse_notices(demo());
  REQUIRE(notices);
  CHECK(notices->size() == 6);
  for (const Notice& one : *notices) {
    CHECK_FALSE(one.title.en.empty());
    CHECK_FALSE(one.body.en.empty());
  }
  const auto again = parse_notices(to_json(*notices));
  REQUIRE(again);
  CHECK(*again == *notices);
}

TEST_CASE("notices json: what is not as it should be is refused with its path", "[domain]") {
  CHECK(refused("/notices/0/id", "a b") == "/notices/0/id");
  CHECK(refused("/notices/1/id", "a") == "/notices/1/id");
  CHECK(refused("/notices/0/title", "停水") == "/notices/0/title/zh");
  CHECK(refused("/notices/0/title/zh", "") == "/notices/0/title/zh");
  CHECK(refused("/notices/0/title/zh", repeated("水", 15)) == "/notices/0/title/zh");
  CHECK(refused("/notices/0/title/en", repeated("w", 27)) == "/notices/0/title/en");
  CHECK(refused("/notices/0/title/zh", repeated("水", 14)) == "taken");
  CHECK(refused("/notices/0/date", "2026-02-30") == "/notices/0/date");
  CHECK(refused("/notices/1/from", "2026-11-23") == "/notices/1/from");
  CHECK(refused("/notices/1/from", "2026-11-23 24:00") == "/notices/1/from");
  CHECK(refused("/notices/1/from", "2026-11-23 08:60") == "/notices/1/from");
  CHECK(refused("/notices/1/until", "2026-11-23 08:30") == "/notices/1/until");
  CHECK(refused("/notices/0/pinned", 1) == "/notices/0/pinned");
  CHECK(refused("/notices/0/body/zh", 7) == "/notices/0/body/zh");
  CHECK(refused("/notices/0/body/zh", repeated("水", 3'001)) == "/notices/0/body/zh");
  CHECK(refused("/notices/0", "x") == "/notices/0/id");
  CHECK(refused("/notices", nlohmann::json::object()) == "/notices");
  CHECK_FALSE(parse_notices("[]"));
  CHECK_FALSE(parse_notices(std::string(2'000'000, ' ')));
  CHECK_FALSE(parse_notices(std::string(50'000, '[')));
}

TEST_CASE("notices json: an emergency must fit one screen", "[domain]") {
  Notice one = notice("a", monday, false, true);
  one.body.zh = repeated("水", 90);
  CHECK(parse_notices(to_json({one})));
  one.body.zh = repeated("水", 91);
  CHECK_FALSE(parse_notices(to_json({one})));
}

TEST_CASE("notices json: pinned and emergency may be left out, a hundred and first notice not", "[domain]") {
  auto json = nlohmann::json::parse(to_json(std::vector{notice("a", monday)}));
  json["notices"][0].erase("pinned");
  json["notices"][0].erase("emergency");
  const auto read = parse_notices(json.dump());
  REQUIRE(read);
  CHECK_FALSE(read->front().is_pinned);
  std::vector<Notice> many;
  for (int i = 0; i < 101; ++i) many.push_back(notice(std::to_string(i).c_str(), monday));
  CHECK_FALSE(parse_notices(to_json(many)));
  many.pop_back();
  CHECK(parse_notices(to_json(many)));
}
