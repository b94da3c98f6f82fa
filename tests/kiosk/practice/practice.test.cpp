// The engine, by sentences, on a small whole lesson.
#include "kiosk/practice/practice.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/practice/player.h"
#include "tests/support/process.h"

using namespace yz;
using namespace yz::practice;
using yz::test::Player;

namespace {

const Lesson& whole() {
  static const Lesson lesson =
      test::read_whole(test::read_file(YZ_SOURCE_DIR "/tests/kiosk/practice/whole.json"), "whole");
  return lesson;
}

}  // namespace

TEST_CASE("practice: the first step's sentence is shown and said", "[kiosk]") {
  const Player player(whole());
  CHECK(player.view().sentence.zh == "点扫一扫");
  CHECK(player.view().sentence.en == "Touch Scan");
  CHECK(player.spoken() == "点扫一扫");
  CHECK(player.view().step == 1);
  CHECK(player.view().steps == 7);
  CHECK(player.view().stars == 3);
  CHECK(player.view().glow.empty());
}

TEST_CASE("practice: a right touch goes on to the next step", "[kiosk]") {
  Player player(whole());
  CHECK(player.touch("scan") == Reply::right);
  CHECK(player.step() == "aim");
  CHECK(player.view().step == 2);
  CHECK(player.spoken() == "对准码");
}

TEST_CASE("practice: a wrong touch changes nothing and brings the first hint", "[kiosk]") {
  Player player(whole());
  CHECK(player.touch("") == Reply::wrong);
  CHECK(player.step() == "open");
  CHECK(player.view().hint.zh == "miss 1\n在上面。");
  CHECK(player.spoken() == "miss 1|在上面。");
  CHECK(player.view().sentence.zh == "点扫一扫");
  CHECK(player.view().glow.empty());
}

TEST_CASE("practice: after the second wrong touch the place glows", "[kiosk]") {
  Player player(whole());
  player.touch("");
  CHECK(player.touch("code") == Reply::wrong);
  CHECK(player.view().hint.zh == "miss 2");  // the step has one hint of its own
  CHECK(player.view().glow == "scan");
}

TEST_CASE("practice: at the third wrong touch a hand shows it, then the learner tries again", "[kiosk]") {
  Player player(whole());
  for (int i = 0; i < 3; ++i) player.touch("");
  CHECK(player.view().hint.zh == "miss 3");
  REQUIRE(player.view().shown);
  CHECK(player.view().shown->touch == "scan");
  CHECK(player.touch("scan") == Reply::ignored);
  player.wait(Milliseconds{1'400});
  CHECK(player.view().shown);
  player.wait(Milliseconds{100});
  CHECK_FALSE(player.view().shown);
  CHECK(player.step() == "open");
  CHECK(player.view().glow == "scan");
  CHECK(player.spoken() == "点扫一扫");
  CHECK(player.touch("scan") == Reply::right);
}

TEST_CASE("practice: the hand goes on while its words are spoken", "[kiosk]") {
  Player player(whole());
  for (int i = 0; i < 3; ++i) player.touch("");
  player.wait(Milliseconds{2'600}, /*is_busy=*/true);
  CHECK_FALSE(player.view().shown);
}

TEST_CASE("practice: hints begin anew after the hand", "[kiosk]") {
  Player player(whole());
  for (int i = 0; i < 3; ++i) player.touch("");
  player.wait(Milliseconds{3'000});
  player.touch("");
  CHECK(player.view().hint.zh == "miss 1\n在上面。");
}

TEST_CASE("practice: one star less for every three hints, and never none", "[kiosk]") {
  Player player(whole());
  const auto miss = [&](int times) {
    for (int i = 0; i < times; ++i) {
      CHECK(player.touch("") == Reply::wrong);
      if (player.view().shown) player.wait(Milliseconds{3'000});
    }
  };
  miss(2);
  CHECK(player.view().stars == 3);
  miss(1);
  CHECK(player.view().stars == 2);
  miss(3);
  CHECK(player.view().stars == 1);
  miss(6);
  CHECK(player.view().stars == 1);
}

TEST_CASE("practice: typed digits stand in the field until they are the right ones", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("type"));
  CHECK(player.touch("keys.6") == Reply::on_way);
  CHECK(player.touch("keys.point") == Reply::on_way);
  CHECK(player.part("amount").end.zh == "6.");
  CHECK(player.touch("keys.5") == Reply::right);
  CHECK(player.step() == "slide");
  CHECK(player.part("amount").end.zh == "6.5");
}

TEST_CASE("practice: a wrong key is seen, and deleting it is the way on", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("type"));
  player.touch("keys.6");
  CHECK(player.touch("keys.9") == Reply::wrong);
  CHECK(player.part("amount").end.zh == "69");
  CHECK(player.view().hint.zh == "miss 1\n先点 6。");
  CHECK(player.touch("keys.point") == Reply::wrong);
  CHECK(player.view().glow == "keys.delete");
  CHECK(player.touch("keys.delete") == Reply::on_way);
  CHECK(player.touch("keys.delete") == Reply::on_way);
  CHECK(player.view().glow == "keys.point");
  player.touch("keys.point");
  CHECK(player.touch("keys.5") == Reply::right);
}

TEST_CASE("practice: the hand deletes what is wrong and types the rest, key by key", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("type"));
  player.touch("keys.6");
  for (const char* key : {"keys.8", "keys.8", "keys.8"}) player.touch(key);
  std::vector<std::string> touched;
  while (player.view().shown) {
    touched.push_back(player.view().shown->touch);
    player.wait(Milliseconds{1'000});
  }
  CHECK(touched ==
        std::vector<std::string>{"keys.delete", "keys.delete", "keys.delete", "keys.point", "keys.5"});
  CHECK(player.step() == "type");
  CHECK(player.part("amount").end.zh == "6");
  CHECK(player.view().glow == "keys.point");
}

TEST_CASE("practice: a slider nearer to where it should be is no miss", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("slide"));
  CHECK(player.touch("size.more") == Reply::on_way);
  CHECK(player.part("size").value == 40);
  CHECK(player.touch("size.less") == Reply::wrong);
  CHECK(player.part("size").value == 20);
  CHECK(player.slide("size", 39) == Reply::on_way);
  CHECK(player.part("size").value == 40);
  CHECK(player.touch("size.more") == Reply::right);
  CHECK(player.part("size").value == 60);
}

TEST_CASE("practice: a slide beyond the bar ends at its end", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("slide"));
  CHECK(player.slide("size", -500) == Reply::wrong);
  CHECK(player.part("size").value == 0);
  CHECK(player.slide("size", 5'000) == Reply::right);
  CHECK(player.part("size").value == 100);
}

TEST_CASE("practice: the hand slides and leaves the learner's slider as it was", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("slide"));
  for (int i = 0; i < 3; ++i) player.touch("sound");
  REQUIRE(player.view().shown);
  CHECK(player.view().shown->value == 60);
  CHECK(player.part("size").value == 60);
  player.wait(Milliseconds{2'600});
  CHECK(player.part("size").value == 20);
}

TEST_CASE("practice: a switch stays as it was switched", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("turn"));
  CHECK_FALSE(player.part("sound").is_on);
  CHECK(player.touch("sound") == Reply::right);
  player.back();
  CHECK_FALSE(player.part("sound").is_on);
}

TEST_CASE("practice: the last step waits by itself, not while it is spoken", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("wait"));
  CHECK(player.view().waits);
  CHECK(player.touch("scan") == Reply::ignored);
  player.wait(Milliseconds{5'000}, /*is_busy=*/true);
  CHECK_FALSE(player.view().is_over);
  player.wait(Milliseconds{2'000});
  CHECK(player.view().is_over);
  CHECK(player.touch("scan") == Reply::ignored);
}

TEST_CASE("practice: the sentence is said again after 12 s, the place glows after 24", "[kiosk]") {
  Player player(whole());
  const auto first = player.phone.speech();
  player.wait(Milliseconds{11'900});
  CHECK(player.phone.speech() == first);
  player.wait(Milliseconds{100});
  CHECK(player.phone.speech() == first + 1);
  CHECK(player.spoken() == "点扫一扫");
  player.wait(Milliseconds{11'900});
  CHECK(player.view().glow.empty());
  player.wait(Milliseconds{100});
  CHECK(player.view().glow == "scan");
  CHECK(player.view().stars == 3);
  player.wait(Milliseconds{60'000});
  CHECK(player.phone.speech() == first + 1);
}

TEST_CASE("practice: time stands while speech talks or a finger is down", "[kiosk]") {
  Player player(whole());
  const auto first = player.phone.speech();
  player.wait(Milliseconds{60'000}, /*is_busy=*/true);
  CHECK(player.phone.speech() == first);
  CHECK(player.view().glow.empty());
}

TEST_CASE("practice: a touch begins the time anew", "[kiosk]") {
  Player player(whole());
  player.wait(Milliseconds{11'000});
  player.touch("");
  const auto said = player.phone.speech();
  player.wait(Milliseconds{11'000});
  CHECK(player.phone.speech() == said);
  player.wait(Milliseconds{1'000});
  CHECK(player.phone.speech() == said + 1);
}

TEST_CASE("practice: slow mode has other times", "[kiosk]") {
  Practice phone(whole(), test::player_words(), {Milliseconds{24'000}, Milliseconds{48'000}}, Milliseconds{});
  const auto first = phone.speech();
  CHECK_FALSE(phone.tick(Milliseconds{23'999}));
  CHECK(phone.speech() == first);
  CHECK(phone.tick(Milliseconds{24'000}));
  CHECK(phone.speech() == first + 1);
}

TEST_CASE("practice: a clock that goes back harms nothing", "[kiosk]") {
  Practice phone(whole(), test::player_words(), {}, Milliseconds{50'000});
  CHECK_FALSE(phone.tick(Milliseconds{10}));
  CHECK(phone.touch("scan", Milliseconds{20}) == Reply::right);
}

TEST_CASE("practice: one step back is as it was there", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("slide"));
  player.touch("size.more");
  player.back();
  CHECK(player.step() == "type");
  CHECK(player.part("amount").end.zh.empty());
  player.do_step();
  CHECK(player.step() == "slide");
  CHECK(player.part("size").value == 20);
}

TEST_CASE("practice: one step back in the first step begins it anew", "[kiosk]") {
  Player player(whole());
  player.touch("");
  player.back();
  CHECK(player.step() == "open");
  CHECK(player.view().hint.zh.empty());
  player.touch("");
  CHECK(player.view().hint.zh == "miss 1\n在上面。");
}

TEST_CASE("practice: one step back works when all is over", "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to_end());
  player.back();
  CHECK_FALSE(player.view().is_over);
  CHECK(player.step() == "wait");
  CHECK(player.play_to_end());
}

TEST_CASE("practice: again begins from the beginning with all stars", "[kiosk]") {
  Player player(whole());
  for (int i = 0; i < 3; ++i) player.touch("");
  player.wait(Milliseconds{3'000});
  REQUIRE(player.play_to_end());
  CHECK(player.view().stars == 2);
  player.phone.again(player.now);
  CHECK(player.step() == "open");
  CHECK(player.view().stars == 3);
  CHECK_FALSE(player.view().is_over);
  CHECK(player.view().steps == 7);
}

TEST_CASE("practice: every change is another revision, none without a change", "[kiosk]") {
  Player player(whole());
  const auto before = player.phone.revision();
  CHECK_FALSE(player.phone.tick(Milliseconds{10}));
  CHECK(player.phone.revision() == before);
  player.touch("");
  CHECK(player.phone.revision() > before);
}

TEST_CASE("practice: misses are counted by the step where they were made, also over a second play",
          "[kiosk]") {
  Player player(whole());
  CHECK(player.phone.misses() == std::vector<StepMisses>{{1, 1, 0}});
  player.touch("");
  player.touch("code");
  REQUIRE(player.play_to("slide"));
  player.touch("size.less");
  player.touch("size.more");  // on its way: no miss
  std::vector<StepMisses> counted = player.phone.misses();
  REQUIRE(counted.size() == player.view().step);
  CHECK(counted.front() == StepMisses{1, 1, 2});
  CHECK(counted.back() == StepMisses{1, player.view().step, 1});
  player.back();
  player.phone.again(player.now);
  player.touch("");
  REQUIRE(player.play_to_end());
  counted = player.phone.misses();
  CHECK(counted.size() == player.view().steps);
  CHECK(counted.front() == StepMisses{1, 1, 3});
}

TEST_CASE("practice: a wrong choice and what is missed while it is played out count where it was chosen",
          "[kiosk]") {
  Player player(whole());
  REQUIRE(player.play_to("decide"));
  const std::size_t choice = player.view().step;
  CHECK(player.touch("yes") == Reply::harm);
  player.touch("");
  REQUIRE(player.play_to_end());
  int all = 0;
  for (const StepMisses& step : player.phone.misses()) {
    all += step.misses;
    if (step.step == choice) CHECK(step.misses == 2);
  }
  CHECK(all == 2);
}
