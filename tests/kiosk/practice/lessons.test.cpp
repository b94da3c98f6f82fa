// The list of lessons: broken ones are left out, the rest is there.
#include "kiosk/practice/lessons.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/process.h"

using namespace yz;
using namespace yz::practice;
using nlohmann::json;

namespace {

using Files = std::map<std::string, std::string>;

json pack(const std::string& id) {
  json whole = json::parse(test::read_file(YZ_SOURCE_DIR "/tests/kiosk/practice/whole.json"));
  whole["id"] = id;
  return whole;
}

std::string lesson(const std::string& id) {
  return pack(id).dump();
}

std::string png(unsigned width, unsigned height) {
  std::string bytes("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
  for (const unsigned side : {width, height}) {
    for (unsigned shift = 32; shift > 0; shift -= 8) bytes += static_cast<char>(side >> (shift - 8) & 0xFFU);
  }
  return bytes;
}

std::string told(const Lessons& read) {
  std::string text;
  for (const LessonFault& fault : read.left_out) text += to_string(fault) + '\n';
  return text;
}

}  // namespace

TEST_CASE("lessons: come in the order that is asked", "[kiosk]") {
  const Files files{{"lessons/order.json", R"({"order": ["two", "one"]})"},
                    {"lessons/one/lesson.json", lesson("one")},
                    {"lessons/two/lesson.json", lesson("two")},
                    {"station.json", "{}"}};
  const auto read = read_lessons(files, {});
  CHECK(told(read).empty());
  REQUIRE(read.lessons.size() == 2);
  CHECK(read.lessons[0].id == "two");
  CHECK(read.lessons[1].id == "one");
}

TEST_CASE("lessons: a broken one is left out with its reason, the others are there", "[kiosk]") {
  const Files files{{"lessons/order.json", R"({"order": ["one", "two", "three"]})"},
                    {"lessons/one/lesson.json", lesson("one")},
                    {"lessons/two/lesson.json", "{}"},
                    {"lessons/three/lesson.json", lesson("three")}};
  const auto read = read_lessons(files, {});
  REQUIRE(read.lessons.size() == 2);
  CHECK(read.lessons[1].id == "three");
  CHECK(told(read).starts_with("lessons/two/lesson.json:1: pack: \"format\" is missing\n"));
}

TEST_CASE("lessons: a pack without them has none", "[kiosk]") {
  const auto read = read_lessons({{"station.json", "{}"}}, {});
  CHECK(read.lessons.empty());
  CHECK(read.left_out.empty());
}

TEST_CASE("lessons: names that are not there, there twice, or forgotten are told", "[kiosk]") {
  const Files files{{"lessons/order.json", "{\"order\": [\"oen\",\n\"two\",\n\"two\"]}"},
                    {"lessons/one/lesson.json", lesson("one")},
                    {"lessons/two/lesson.json", lesson("two")}};
  const auto read = read_lessons(files, {});
  CHECK(read.lessons.size() == 1);
  CHECK(told(read) ==
        "lessons/order.json:1: no pack \"oen\" — did you mean \"one\"?\n"
        "lessons/order.json:3: \"two\" is there twice\n"
        "lessons/order.json:1: pack \"one\" is not named; put it where it belongs\n");
}

TEST_CASE("lessons: an order that is no JSON is told, and there are none", "[kiosk]") {
  const auto read = read_lessons({{"lessons/order.json", "{"}}, {});
  CHECK(read.lessons.empty());
  CHECK(told(read).starts_with("lessons/order.json:1: no JSON"));
}

TEST_CASE("lessons: a picture is to be beside its lesson, a PNG, and of a size", "[kiosk]") {
  json one = pack("one");
  one["screens"][0]["parts"].push_back(
      {{"kind", "image"}, {"picture", "shop.png"}, {"text", {{"zh", "店"}, {"en", "Shop"}}}});
  Files files{{"lessons/order.json", R"({"order": ["one"]})"}, {"lessons/one/lesson.json", one.dump()}};
  CHECK(told(read_lessons(files, {})).find("\"shop.png\" is not there") != std::string::npos);
  std::string& picture = files["lessons/one/shop.png"];
  picture = "GIF89a";
  CHECK(told(read_lessons(files, {})).find("is no PNG") != std::string::npos);
  picture = png(1080, 1081);
  CHECK(told(read_lessons(files, {})).find("is larger than 1080 × 1080") != std::string::npos);
  picture = png(1080, 1080) + std::string(204'800, '\0');
  CHECK(told(read_lessons(files, {})).find("is more than 200 KiB") != std::string::npos);
  picture = png(1080, 1080);
  CHECK(read_lessons(files, {}).lessons.size() == 1);
}
