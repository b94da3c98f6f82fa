// broken/*.json, each a lesson with one thing wrong; broken.json says what is told of each.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "kiosk/practice/lessons.h"
#include "tests/support/process.h"

using namespace yz;
using namespace yz::practice;
using nlohmann::json;

namespace {

const std::filesystem::path folder{YZ_SOURCE_DIR "/tests/kiosk/practice"};

LessonChecks few_checks() {
  LessonChecks checks;
  checks.has_icon = [](std::string_view name) { return name == "cash" || name == "qrcode"; };
  checks.has_glyph = [](char32_t c) { return c != 0xE000; };
  checks.unspeakable = [](std::string_view text, Side) {
    return text.find("¥") == std::string_view::npos ? "" : "¥";
  };
  return checks;
}

std::vector<std::string> faults_of(const std::string& json_text) {
  const auto read = read_lessons(
      {{"lessons/order.json", "{\"order\": [\"broken\"]}"}, {"lessons/broken/lesson.json", json_text}},
      few_checks());
  CHECK(read.lessons.empty() == !read.left_out.empty());
  std::vector<std::string> faults;
  for (const LessonFault& fault : read.left_out) {
    CHECK(fault.file == "lessons/broken/lesson.json");
    faults.push_back(std::to_string(fault.line) + ": " + fault.what);
  }
  return faults;
}

}  // namespace

TEST_CASE("broken lessons: each is told by its line, what is wrong and what to do", "[kiosk]") {
  const json expected = json::parse(test::read_file(folder / "broken.json"));
  std::size_t count = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder / "broken")) {
    const std::string name = file.path().stem();
    CAPTURE(name);
    ++count;
    REQUIRE(expected.contains(name));
    CHECK(faults_of(test::read_file(file.path())) == expected[name].get<std::vector<std::string>>());
  }
  CHECK(count == expected.size());
  CHECK(count >= 30);
}

TEST_CASE("broken lessons: the whole one beside them has no fault", "[kiosk]") {
  json pack = json::parse(test::read_file(folder / "whole.json"));
  pack["id"] = "broken";
  CHECK(faults_of(pack.dump()).empty());
}

TEST_CASE("broken lessons: no more than 50 faults are told, in the order of their lines", "[kiosk]") {
  json pack = json::parse(test::read_file(folder / "whole.json"));
  for (int i = 0; i < 80; ++i) pack["scenes"][0]["steps"][0]["wrong" + std::to_string(i % 40)] = i;
  for (int i = 0; i < 20; ++i) pack["strange" + std::to_string(i)] = i;
  const auto read = read_lesson(pack.dump(1), "f", "whole", {});
  CHECK(read.faults.size() == faults_max);
  CHECK_FALSE(read.lesson);
  CHECK(std::is_sorted(read.faults.begin(), read.faults.end(),
                       [](const auto& one, const auto& other) { return one.line < other.line; }));
}

TEST_CASE("broken lessons: one that is too long is not read", "[kiosk]") {
  const auto read = read_lesson(std::string(262'145, ' '), "f", "id", {});
  REQUIRE(read.faults.size() == 1);
  CHECK(to_string(read.faults[0]) == "f:1: longer than 256 KiB; make two packs of it");
}

TEST_CASE("broken lessons: a fault stays on one line, whatever the pack had in it", "[kiosk]") {
  const std::string told = to_string(LessonFault{"f", 2, "no \"a\nb\""});
  CHECK(told == "f:2: no \"a b\"");
}
