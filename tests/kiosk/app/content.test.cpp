#include "kiosk/app/content.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

namespace {

using namespace yz;
using namespace yz::kiosk;

std::string asset(const char* name) {
  std::ifstream in(std::string(YZ_SOURCE_DIR "/assets/content/") + name, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The demo pack's station without anything else.
cache::ContentPack bare_pack() {
  return {.version = 7, .files = {{"station.json", asset("station.json")}}};
}

}  // namespace

TEST_CASE("content: a pack with a wish wall brings its categories, places and deadlines", "[kiosk]") {
  cache::ContentPack pack = bare_pack();
  pack.files["wishes.json"] = asset("wishes.json");
  const auto content = read_content(pack, {}, {});
  REQUIRE(content);
  CHECK(content->version == 7);
  CHECK(content->wishes.categories.size() == 8);
  CHECK(content->wishes.rules.urgent == domain::Minutes{15});
}

TEST_CASE("content: a pack without wishes.json has no wish wall, and is as good as any", "[kiosk]") {
  const auto content = read_content(bare_pack(), {}, {});
  REQUIRE(content);
  CHECK(content->wishes.is_empty());
}

TEST_CASE("content: a wish wall that is not as it should be refuses the pack, with file and path",
          "[kiosk]") {
  cache::ContentPack pack = bare_pack();
  pack.files["wishes.json"] = R"({"rules":{"first_level":"planet"}})";
  const auto content = read_content(pack, {}, {});
  REQUIRE_FALSE(content);
  CHECK(content.error().code == Code::invalid);
  CHECK(content.error().what ==
        "self_check: wishes.json: /rules/first_level: grid, community, street or district");
}

TEST_CASE("content: a pack with lessons.json brings its courses, one without has none", "[kiosk]") {
  cache::ContentPack pack = bare_pack();
  CHECK(read_content(pack, {}, {})->classes.is_empty());
  pack.files["lessons.json"] = asset("lessons.json");
  const auto content = read_content(pack, {}, {});
  REQUIRE(content);
  CHECK(content->classes.courses.size() == 4);
  pack.files["lessons.json"] = R"({"rules":{"sign_up_days":0}})";
  const auto refused = read_content(pack, {}, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "self_check: lessons.json: /rules/sign_up_days: a whole number from 1 to 60");
}

TEST_CASE("content: a lesson that is not as it should be is left out, and takes nothing else away",
          "[kiosk]") {
  cache::ContentPack pack = bare_pack();
  pack.files["lessons/order.json"] = R"({"order":["try-first","broken"]})";
  pack.files["lessons/try-first/lesson.json"] = asset("lessons/try-first/lesson.json");
  pack.files["lessons/try-first/shop.png"] = "picture";
  pack.files["lessons/broken/lesson.json"] = "{";
  const auto content = read_content(pack, {}, {});
  REQUIRE(content);
  REQUIRE(content->lessons->read.lessons.size() == 1);
  CHECK(content->lessons->read.lessons.front().id == "try-first");
  CHECK_FALSE(content->lessons->read.left_out.empty());
  CHECK(content->lessons->pictures.contains("lessons/try-first/shop.png"));
}

TEST_CASE("content: a pack without lessons has none, and is as good as any", "[kiosk]") {
  const auto content = read_content(bare_pack(), {}, {});
  REQUIRE(content);
  CHECK(content->lessons->read.lessons.empty());
  CHECK(content->lessons->read.left_out.empty());
}
