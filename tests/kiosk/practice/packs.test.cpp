// Every pack of assets/content/lessons, played as learners may: rightly, by every wrong choice, and anyhow.
#include <malloc.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "kiosk/practice/lessons.h"
#include "tests/kiosk/practice/player.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace yz;
using namespace yz::practice;
using yz::test::Player;

namespace {

namespace fs = std::filesystem;

const fs::path content{YZ_SOURCE_DIR "/assets/content"};

const std::map<std::string, std::string>& files() {
  static const auto read = [] {
    std::map<std::string, std::string> all;
    for (const auto& file : fs::recursive_directory_iterator(content / "lessons")) {
      if (file.is_regular_file())
        all[file.path().lexically_relative(content).generic_string()] = test::read_file(file.path());
    }
    return all;
  }();
  return read;
}

const std::vector<Lesson>& lessons() {
  static const Lessons read = read_lessons(files(), {});
  for (const LessonFault& fault : read.left_out) UNSCOPED_INFO(to_string(fault));
  REQUIRE(read.left_out.empty());
  REQUIRE_FALSE(read.lessons.empty());
  return read.lessons;
}

/// What was typed, slid and switched, and where.
std::string state_of(const Player& player) {
  std::string text = std::to_string(player.view().scene) + ' ' + player.step() + ' ' + player.shown();
  for (const Part& part : player.view().parts)
    text += ' ' + std::to_string(part.value) + (part.is_on ? '1' : '0');
  return text;
}

std::vector<std::string> lesson_paths() {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : files()) {
    if (path.ends_with("/lesson.json")) paths.push_back((content / path).string());
  }
  return paths;
}

int check_schema(const std::vector<std::string>& paths, std::string& said) {
  const test::TempDir folder;
  test::Launch launch{.command = {"python3", YZ_SOURCE_DIR "/tests/kiosk/practice/check_schema.py",
                                  (content / "lessons/lesson.schema.json").string()},
                      .output = folder.path() / "said"};
  launch.command.insert(launch.command.end(), paths.begin(), paths.end());
  auto process = test::Process::start(launch);
  REQUIRE(process);
  const auto ended = (*process)->wait(Milliseconds{60'000});
  REQUIRE(ended);
  said = test::read_file(launch.output) + test::read_file(launch.output.string() + ".err");
  return ended->status;
}

}  // namespace

TEST_CASE("packs: played rightly, each comes to its end with all stars", "[kiosk]") {
  for (const Lesson& lesson : lessons()) {
    CAPTURE(lesson.id);
    Player player(lesson);
    CHECK(player.play_to_end());
    CHECK(player.view().stars == 3);
  }
}

TEST_CASE("packs: every wrong choice is played out, undone, and the lesson comes to its end", "[kiosk]") {
  std::size_t count = 0;
  for (const Lesson& lesson : lessons()) {
    for (std::size_t scene = 0; scene < lesson.scenes.size(); ++scene) {
      for (const Step& step : lesson.scenes[scene].steps) {
        for (const Option& option : step.options) {
          if (option.is_right) continue;
          CAPTURE(lesson.id, step.id, option.touch);
          ++count;
          Player player(lesson);
          player.phone.start_scene(scene, player.now);
          // On a way that another right option opens it is met from there.
          if (!player.play_to(step.id)) continue;
          const std::string before = state_of(player);
          CHECK(player.touch(option.touch) == Reply::harm);
          for (int i = 0; i < 100 && player.view().is_harm; ++i) player.do_step();
          CHECK(player.step() == step.id);
          CHECK(state_of(player) == before);
          CHECK_FALSE(player.view().remember.zh.empty());
          CHECK_FALSE(player.view().call.zh.empty());
          CHECK(player.play_to_end());
        }
      }
    }
  }
  CHECK(count > 0);
}

TEST_CASE("packs: hints come as they are written, at every step", "[kiosk]") {
  for (const Lesson& lesson : lessons()) {
    Player player(lesson);
    while (!player.view().is_over) {
      const Step step = player.phone.step();
      CAPTURE(lesson.id, step.id);
      for (std::size_t miss = 0; miss < 3 && step.goal != Goal::wait; ++miss) {
        CHECK(player.touch("") == Reply::wrong);
        CHECK(player.view().hint.zh.starts_with("miss " + std::to_string(miss + 1)));
        const bool has_own = miss < step.hints.size();
        CHECK((player.view().hint.zh.find('\n') != std::string::npos) == has_own);
        CHECK(player.view().glow.empty() == (miss != 1));
        CHECK(player.view().shown.has_value() == (miss == 2));
      }
      player.wait(Milliseconds{30'000});
      if (step.goal != Goal::wait) CHECK(player.step() == step.id);
      player.do_step();
    }
    CHECK(player.view().stars == 1);
  }
}

TEST_CASE("packs: after a thousand touches anywhere the end is still reached", "[kiosk]") {
  for (const Lesson& lesson : lessons()) {
    for (const unsigned seed : {1U, 2U, 3U}) {
      CAPTURE(lesson.id, seed);
      std::mt19937 random(seed);
      Player player(lesson);
      for (int i = 0; i < 1'000; ++i) player.touch_anything(random);
      CHECK(player.play_to_end());
      CHECK(player.view().stars >= 1);
    }
  }
}

TEST_CASE("packs: from everywhere it goes back to the beginning, step by step", "[kiosk]") {
  for (const Lesson& lesson : lessons()) {
    CAPTURE(lesson.id);
    Player player(lesson);
    std::vector<std::string> states{state_of(player)};
    for (int i = 0; i < 500 && !player.view().is_over; ++i) {
      const auto before = player.view().scene;
      player.do_step();
      if (!player.view().is_over || player.view().scene != before) states.push_back(state_of(player));
    }
    REQUIRE(player.view().is_over);
    while (!states.empty()) {
      player.back();
      CHECK(state_of(player) == states.back());
      states.pop_back();
    }
    player.back();
    CHECK(player.step() == lesson.scenes.front().steps.front().id);
  }
}

TEST_CASE("packs: each takes no more than 12 MiB", "[kiosk]") {
  for (const auto& path : lesson_paths()) {
    const std::string id = fs::path(path).parent_path().filename();
    const std::string json = test::read_file(path);
    const auto before = mallinfo2().uordblks;
    const auto read = read_lesson(json, path, id, {});
    REQUIRE(read.lesson);
    const Player player(*read.lesson);
    CAPTURE(id);
    CHECK(mallinfo2().uordblks - before < (12U << 20U));
  }
}

TEST_CASE("packs: the one that the guide makes from nothing is whole", "[kiosk]") {
  const std::string guide = test::read_file(YZ_SOURCE_DIR "/docs/content/lessons.md");
  const std::string fence = "```";
  std::vector<std::string> blocks;
  for (auto at = guide.find(fence + "json"); at != std::string::npos && blocks.size() < 3;) {
    const auto begin = guide.find('\n', at);
    const auto end = guide.find(fence, begin);
    blocks.push_back(guide.substr(begin, end - begin));
    at = guide.find(fence + "json", end);
  }
  REQUIRE(blocks.size() == 3);
  std::string pack = blocks[0];
  pack.replace(pack.find("\"screens\": []") + 11, 2, blocks[1]);
  pack.replace(pack.find("\"scenes\": []") + 10, 2, blocks[2]);
  const Lesson lesson = test::read_whole(pack, "torch");
  Player player(lesson);
  CHECK(player.play_to_end());
}

TEST_CASE("packs: the schema for editors takes every one, and not what it should not", "[kiosk]") {
  std::string said;
  const int status = check_schema(lesson_paths(), said);
  if (status == 4) SKIP("python3-jsonschema is not installed");
  INFO(said);
  CHECK(status == 0);
  std::vector<std::string> broken;
  for (const char* name :
       {"unknown_field", "unknown_kind", "no_goal", "two_goals", "two_learnt", "no_english", "bad_id",
        "image_of_nothing", "missing_field", "field_of_other_kind"}) {
    broken.push_back(std::string(YZ_SOURCE_DIR "/tests/kiosk/practice/broken/") + name + ".json");
  }
  CHECK(check_schema(broken, said) == 1);
  for (const std::string& path : broken) {
    CAPTURE(path);
    CHECK(said.find(path + ": ") != std::string::npos);
  }
}
