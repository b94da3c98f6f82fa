#include "kiosk/app/player.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/fake_clock.h"

using namespace yz::kiosk;

namespace {

/// A screen with one button that takes touches unless it rests.
struct Played {
  yz::test::FakeClock clock;
  std::vector<Finger> fingers;
  std::vector<nlohmann::json> answers;
  std::vector<WidgetInfo> widgets;
  std::vector<TouchRecord> touches;
  std::string screen{"home"};
  std::string rests;  // why touches are not taken
  std::unique_ptr<Player> player;

  explicit Played(const std::vector<std::string>& lines) {
    WidgetInfo button;
    button.id = "home.tickets";
    button.text = "取号排队";
    button.x = 100;
    button.y = 200;
    button.w = 400;
    button.h = 100;
    button.touchable = true;
    widgets.push_back(button);
    player = Player::of_lines(
        lines,
        {.finger =
             [this](const Finger& finger) {
               fingers.push_back(finger);
               if (finger.kind != Finger::Kind::up) return;
               TouchRecord touch;
               touch.finger = finger.finger;
               touch.target = "home.tickets";
               touch.not_taken = rests;
               touches.push_back(touch);
             },
         .type = [](const std::string&) { return true; },
         .shot = [](const std::string&) { return yz::Status{}; },
         .access = [](const PlayAccess&) {},
         .screen = [this] { return screen; },
         .print = [this](const std::string& line) { answers.push_back(nlohmann::json::parse(line)); }},
        clock);
  }
  void run(int milliseconds) {
    for (int passed = 0; passed < milliseconds && !player->is_over(); passed += 10) {
      player->step(widgets, std::exchange(touches, {}));
      clock.advance(yz::Milliseconds{10});
    }
  }
};

}  // namespace

TEST_CASE("player: a tap is a finger at the widget's centre, down and later up", "[kiosk]") {
  Played played({R"({"tap":"home.tickets"})"});
  played.run(1'000);
  REQUIRE(played.fingers.size() == 2);
  CHECK(played.fingers[0].kind == Finger::Kind::down);
  CHECK(played.fingers[1].kind == Finger::Kind::up);
  CHECK(played.fingers[0].x == 300.0F);
  CHECK(played.fingers[0].y == 250.0F);
  CHECK(played.fingers[1].at - played.fingers[0].at >= yz::Milliseconds{20});
  CHECK(played.player->all_held());
  CHECK(played.answers.at(0)["ok"] == true);
}

TEST_CASE("player: writing is a finger that goes along each stroke and is lifted between them", "[kiosk]") {
  Played played({R"({"write":{"pad":"home.tickets","strokes":"0,0 512,512 1024,1024|512,0 512,1024"}})"});
  played.run(2'000);
  REQUIRE(played.fingers.size() == 4 + 3);
  CHECK(played.fingers[0].kind == Finger::Kind::down);
  CHECK(played.fingers[1].kind == Finger::Kind::move);
  CHECK(played.fingers[1].x == 300.0F);
  CHECK(played.fingers[1].y == 250.0F);
  CHECK(played.fingers[3].kind == Finger::Kind::up);
  CHECK(played.fingers[3].x == 500.0F);
  CHECK(played.fingers[4].kind == Finger::Kind::down);
  CHECK(played.fingers[4].at - played.fingers[3].at > yz::Milliseconds{120});
  CHECK(played.player->all_held());
}

TEST_CASE("player: a touch in the rest after another is tried again", "[kiosk]") {
  Played played({R"({"tap":"home.tickets"})"});
  played.rests = "rest";
  played.run(600);
  CHECK(played.answers.empty());
  played.rests.clear();
  played.run(600);
  CHECK(played.player->all_held());
  CHECK(played.fingers.size() > 2);
}

TEST_CASE("player: what does not come in time fails with a reason and ends the play", "[kiosk]") {
  Played played({R"({"wait":"tickets.done","timeout_ms":300})", R"({"tap":"home.tickets"})"});
  played.run(2'000);
  CHECK(played.player->is_over());
  CHECK_FALSE(played.player->all_held());
  REQUIRE(played.answers.size() == 1);
  CHECK(played.answers[0]["ok"] == false);
  CHECK(played.answers[0]["widgets"][0] == "home.tickets");
  CHECK(played.fingers.empty());
}

TEST_CASE("player: a line that cannot be read fails", "[kiosk]") {
  Played played({R"({"tapp":"home.tickets"})"});
  played.run(100);
  CHECK_FALSE(played.player->all_held());
  CHECK(played.answers.at(0)["line"] == 1);
}

TEST_CASE("player: waits for a screen or a widget, finds text, sleeps, and skips lines for readers",
          "[kiosk]") {
  Played played({"# the home screen", "", R"({"wait":"home"})", R"({"wait":"home.tickets"})",
                 R"({"expect_text":"取号"})", R"({"sleep_ms":200})", R"({"shot":"a"})", R"({"type":"x"})"});
  played.run(5'000);
  CHECK(played.player->is_over());
  CHECK(played.player->all_held());
  CHECK(played.answers.size() == 6);
}
