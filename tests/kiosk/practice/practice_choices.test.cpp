// Choices with their harm, words that carry values, and what screens share.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "kiosk/practice/practice.h"
#include "tests/kiosk/practice/player.h"
#include "tests/support/process.h"

using namespace yz;
using namespace yz::practice;
using nlohmann::json;
using yz::test::Player;

namespace {

json whole_json() {
  return json::parse(test::read_file(YZ_SOURCE_DIR "/tests/kiosk/practice/whole.json"));
}

Lesson lesson_of(const json& pack) {
  return test::read_whole(pack.dump(), "whole");
}

const Lesson& whole() {
  static const Lesson lesson = lesson_of(whole_json());
  return lesson;
}

json text(const std::string& words) {
  return {{"zh", words}, {"en", words}};
}

json& step_of(json& pack, const std::string& id) {
  for (json& step : pack["scenes"][0]["steps"]) {
    if (step["id"] == id) return step;
  }
  FAIL("no step " + id);
  return pack;
}

}  // namespace

TEST_CASE("practice choice: the right option goes on and tells what to remember", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("decide"));
  CHECK(player.view().remember.zh.empty());
  CHECK(player.touch("no") == Reply::right);
  CHECK(player.step() == "wait");
  CHECK(player.view().remember.zh == "先问再转。");
  CHECK(player.view().call.zh == "打 96110。");
  CHECK(player.spoken() == "先问再转。|打 96110。|好了");
}

TEST_CASE("practice choice: the harm of a wrong option is played out, then undone", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("decide"));
  CHECK(player.touch("yes") == Reply::harm);
  CHECK(player.view().is_harm);
  CHECK(player.step() == "gone");
  CHECK(player.view().step == 6);
  CHECK(player.shown().find("194.00") != std::string::npos);  // 200 less 6
  CHECK(player.touch("scan") == Reply::right);
  CHECK(player.step() == "decide");
  CHECK_FALSE(player.view().is_harm);
  CHECK(player.spoken() == "again|先问再转。|打 96110。|转不转？");
  CHECK(player.view().again.zh == "again");
  CHECK(player.view().remember.zh == "先问再转。");
  CHECK(player.view().tried == std::vector<std::string>{"yes"});
  player.touch("no");
  CHECK(player.view().tried.empty());
  CHECK(player.shown().find("200.00") != std::string::npos);
}

TEST_CASE("practice choice: its own words come before the common ones", "[kiosk]") {
  json pack = whole_json();
  step_of(pack, "decide")["again"] = text("再想想");
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  REQUIRE(player.play_to("decide"));
  player.touch("yes");
  player.do_step();
  CHECK(player.view().again.zh == "再想想");
  player.touch("");
  CHECK(player.view().again.zh.empty());
}

TEST_CASE("practice choice: the harm can be played as often as it is chosen", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("decide"));
  for (int i = 0; i < 3; ++i) {
    CHECK(player.touch("yes") == Reply::harm);
    CHECK(player.shown().find("194.00") != std::string::npos);
    player.do_step();
    CHECK(player.step() == "decide");
  }
  CHECK(player.view().stars == 2);
  CHECK(player.view().tried.size() == 1);
}

TEST_CASE("practice choice: one step back out of the harm is the choice as it was", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("decide"));
  player.touch("yes");
  player.back();
  CHECK(player.step() == "decide");
  CHECK_FALSE(player.view().is_harm);
  player.back();
  CHECK(player.step() == "turn");
  CHECK(player.play_to_end());
}

TEST_CASE("practice choice: touches beside the options bring hints and the hand", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("decide"));
  for (int i = 0; i < 3; ++i) CHECK(player.touch("") == Reply::wrong);
  REQUIRE(player.view().shown);
  CHECK(player.view().shown->touch == "no");
  player.wait(Milliseconds{2'600});
  CHECK(player.step() == "decide");
}

TEST_CASE("practice effects: set, add and subtract, by numbers and by variables, in this order", "[kiosk]") {
  json pack = whole_json();
  json& step = step_of(pack, "open");
  step["set"] = {{"balance", 1'000}, {"shop", text("面馆")}};
  step["add"] = {{"balance", "price"}};
  step["subtract"] = {{"price", 100}};
  step_of(pack, "aim")["set"] = {{"balance", "price"}};
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  player.do_step();
  CHECK(player.shown().find("余额 16.00 元") != std::string::npos);
  CHECK(player.shown().find("面馆") != std::string::npos);
  REQUIRE(player.play_to("wait"));
  CHECK(player.shown().find("余额 5.00 元") != std::string::npos);
  player.phone.again(player.now);
  CHECK(player.shown().find("余额 200.00 元") != std::string::npos);
}

TEST_CASE("practice effects: a sum ends at the largest number", "[kiosk]") {
  json pack = whole_json();
  pack["variables"]["balance"] = number_max;
  step_of(pack, "open")["add"] = {{"balance", number_max}};
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  player.do_step();
  CHECK(player.shown().find("10000000000.00") != std::string::npos);
}

TEST_CASE("practice praise: is said before the next sentence and gone at the next touch", "[kiosk]") {
  json pack = whole_json();
  step_of(pack, "open")["praise"] = text("对了。");
  step_of(pack, "wait")["praise"] = text("真好。");
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  player.do_step();
  CHECK(player.spoken() == "对了。|对准码");
  CHECK(player.view().praise.zh == "对了。");
  player.touch("");
  CHECK(player.view().praise.zh.empty());
  REQUIRE(player.play_to_end());
  CHECK(player.spoken() == "真好。");
}

TEST_CASE("practice hints: the second and third are the step's own where it has them", "[kiosk]") {
  json pack = whole_json();
  step_of(pack, "open")["hints"] = {text("一"), text("二"), text("还有 {balance|yuan} 元")};
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  for (const char* hint : {"miss 1\n一", "miss 2\n二", "miss 3\n还有 200 元"}) {
    player.touch("");
    CHECK(player.view().hint.zh == hint);
  }
}

TEST_CASE("practice words: are typed by their keys, apart in English", "[kiosk]") {
  json pack = whole_json();
  pack["screens"][2]["parts"][1]["items"] = {{{"id", "hello"}, {"text", text("您好")}},
                                             {{"id", "mum"}, {"text", text("妈妈")}}};
  step_of(pack, "type")["type"] = {"mum", "hello"};
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  REQUIRE(player.play_to("type"));
  CHECK(player.touch("keys.hello") == Reply::wrong);
  player.touch("keys.delete");
  CHECK(player.touch("keys.mum") == Reply::on_way);
  CHECK(player.touch("keys.hello") == Reply::right);
  CHECK(player.part("amount").end.zh == "妈妈您好");
  CHECK(player.part("amount").end.en == "妈妈 您好");
}

TEST_CASE("practice calls: are answered by the green button", "[kiosk]") {
  json pack = whole_json();
  pack["screens"][0]["parts"].push_back({{"kind", "ringing"}, {"id", "ring"}, {"text", text("女儿")}});
  json& step = step_of(pack, "open");
  step.erase("touch");
  step["answer"] = "ring";
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  CHECK(player.touch("ring.decline") == Reply::wrong);
  CHECK(player.touch("ring.answer") == Reply::right);
}

TEST_CASE("practice screens: a part takes the place of its base's, type is as large as the base's",
          "[kiosk]") {
  json pack = whole_json();
  pack["screens"][0]["large"] = true;
  pack["screens"][0]["parts"].push_back({{"kind", "text"}, {"id", "note"}, {"text", text("从前")}});
  pack["screens"][1]["parts"].push_back({{"kind", "text"}, {"id", "note"}, {"text", text("现在")}});
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  CHECK(player.part("note").text.zh == "从前");
  player.do_step();
  CHECK(player.part("note").text.zh == "现在");
  CHECK(player.view().is_large);
  player.do_step();
  CHECK_FALSE(player.view().is_large);
}

TEST_CASE("practice steps: what was done by an earlier step is undone for the next that asks it", "[kiosk]") {
  json pack = whole_json();
  json again = step_of(pack, "turn");
  again["id"] = "turn-again";
  json& steps = pack["scenes"][0]["steps"];
  steps.insert(steps.begin() + 5, again);
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  REQUIRE(player.play_to("turn-again"));
  CHECK_FALSE(player.part("sound").is_on);
  CHECK(player.touch("sound") == Reply::right);
}

TEST_CASE("practice scenes: each begins as the pack says, the stars go on", "[kiosk]") {
  json pack = whole_json();
  step_of(pack, "open")["set"] = {{"balance", 0}};
  json second = pack["scenes"][0];
  second["id"] = "second";
  second["title"] = text("第二场");
  pack["scenes"].push_back(second);
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  for (int i = 0; i < 3; ++i) player.touch("");
  player.wait(Milliseconds{3'000});
  while (player.view().scene == 0) player.move_rightly();
  CHECK(player.view().scenes == 2);
  CHECK(player.view().scene_title.zh == "第二场");
  CHECK(player.step() == "open");
  CHECK(player.shown().find("余额 200.00 元") != std::string::npos);
  CHECK(player.view().stars == 2);
  player.back();
  CHECK(player.view().scene == 0);
  CHECK(player.step() == "wait");
  player.phone.start_scene(7, player.now);
  CHECK(player.view().scene == 1);
  CHECK(player.play_to_end());
}

TEST_CASE("practice scenes: one that is chosen ends by itself, and begins again by itself", "[kiosk]") {
  json pack = whole_json();
  for (const char* id : {"second", "third"}) {
    json scene = pack["scenes"][0];
    scene["id"] = id;
    scene["title"] = text(id);
    pack["scenes"].push_back(scene);
  }
  const Lesson lesson = lesson_of(pack);
  Player player(lesson);
  player.phone.start_scene(1, player.now);
  player.do_step();
  player.back();
  player.back();
  CHECK(player.view().scene == 1);
  CHECK(player.step() == "open");
  for (int i = 0; i < 3; ++i) player.touch("");
  player.wait(Milliseconds{3'000});
  player.do_step();
  CHECK(player.view().stars == 2);
  player.phone.again(player.now);
  CHECK(player.view().scene == 1);
  CHECK(player.step() == "open");
  CHECK(player.view().stars == 3);
  CHECK(player.play_to_end());
  CHECK(player.view().scene == 1);
}
