#include "kiosk/app/navigation.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "kiosk/app/services.h"
#include "tests/support/fake_clock.h"

using namespace std::chrono_literals;
using namespace yz::kiosk;

namespace {

class Plain final : public Screen {
 public:
  explicit Plain(std::string_view id) : id_(id) {}
  void draw(yz::ui::Ui&) override {}
  [[nodiscard]] std::string_view name() const override { return id_; }
  void shown_again() override { ++shown_again_count; }
  int shown_again_count{};

 private:
  std::string_view id_;
};

template <int row>
std::unique_ptr<Screen> make(Services&, const Params&);

const std::array<ScreenRow, 7> rows{
    ScreenRow{"home", make<0>, IdleRule::home},         ScreenRow{"attract", make<1>, IdleRule::never},
    ScreenRow{"idle.ask", make<2>, IdleRule::question}, ScreenRow{"leave.ask", make<3>, IdleRule::ordinary},
    ScreenRow{"choose", make<4>, IdleRule::ordinary},   ScreenRow{"done", make<5>, IdleRule::result},
    ScreenRow{"write", make<6>, IdleRule::unhurried},
};
template <int row>
std::unique_ptr<Screen> make(Services&, const Params&) {
  return std::make_unique<Plain>(rows[row].id);
}

/// Everything a screen may reach; nothing behind it.
struct World {
  yz::test::FakeClock clock;
  Session session{AccessSettings{}};
  Texts texts{std::make_shared<const TextTables>()};
  yz::domain::Station station;
  SystemView system;
  Panel panel;
  Navigation navigation{rows, session, clock};
  TicketDesk tickets{[](const StationCommand&) {}, [] { return std::string("op"); }};
  CallBoard calls{clock};
  DeviceDesk devices{DeviceActions{}};
  IdentityDesk identity{DeviceActions{}, session, [] { return yz::domain::Day{}; }};
  ScanDesk scan{DeviceActions{}};
  TrialDesk trial{DeviceActions{}};
  SoundDesk sound{session};
  VoiceDesk voice{sound, session, clock};
  PhotoDesk photos{DeviceActions{}, devices, session};
  Speaker speech{VoiceActions{}, texts, session};
  StaffDesk staff{[](const StationCommand&) {}};
  InputDesk input{{}};
  WishDesk wishes{[](const StationCommand&) {}, [] { return std::string("id"); }};
  LessonDesk lessons{[](const StationCommand&) {}, [] { return std::string("id"); }};
  NoticeDesk notices{station, session, clock};
  PracticeDesk practice{[](const StationCommand&) {}, [] { return std::string("job"); }, texts, session,
                        clock};
  HelpDesk help{[](const StationCommand&) {}, [] { return std::string("id"); }, clock};
  yz::domain::WishContent wish_content;
  yz::domain::LessonContent classes;
  PanelLight light;
  Services services{navigation, session, tickets, wishes,  lessons,      calls,   devices, identity, scan,
                    trial,      sound,   voice,   photos,  input,        speech,  staff,   help,     notices,
                    practice,   texts,   system,  station, wish_content, classes, light,   panel,    clock};
  World() { navigation.set_services(services); }

  void pass(yz::Milliseconds time, const Occupied& occupied = {}) {
    // In steps, as the loop does: what makes the timers stand still is asked each time.
    for (yz::Milliseconds gone{}; gone < time; gone += 500ms) {
      clock.advance(500ms);
      navigation.tick(occupied);
      navigation.apply();
    }
  }
  void open(std::string_view screen) {
    navigation.open(screen);
    navigation.apply();
  }
  [[nodiscard]] std::string_view now() const { return navigation.current_id(); }
};

}  // namespace

TEST_CASE("navigation: asks after a minute without a touch and leaves twenty seconds later", "[kiosk]") {
  World world;
  world.open("choose");
  world.session.entries["identity.number"] = yz::Sensitive<std::string>("210904194903070002");
  world.pass(59s);
  CHECK(world.now() == "choose");
  world.pass(2s);
  REQUIRE(world.now() == "idle.ask");
  CHECK(world.navigation.seconds_left().value_or(0) >= 19);
  world.pass(18s);
  CHECK(world.now() == "idle.ask");
  CHECK_FALSE(world.session.entries.empty());
  world.pass(3s);
  CHECK(world.now() == "home");
  CHECK(world.session.is_pristine());
}

TEST_CASE("navigation: whoever is still there finds everything as it was, ten times over", "[kiosk]") {
  World world;
  world.open("choose");
  Screen* const before = &world.navigation.current();
  world.session.entries["wish"] = yz::Sensitive<std::string>("typed");
  for (int time = 0; time < 10; ++time) {
    world.pass(61s);
    REQUIRE(world.now() == "idle.ask");
    world.navigation.stay_longer();
    world.navigation.apply();
    REQUIRE(world.now() == "choose");
  }
  CHECK(&world.navigation.current() == before);
  CHECK(dynamic_cast<Plain&>(*before).shown_again_count == 10);
  CHECK(world.session.entries.size() == 1);
}

TEST_CASE("navigation: timers stand still while the machine is busy with the resident", "[kiosk]") {
  World world;
  world.open("choose");
  const int who = GENERATE(0, 1, 2);
  world.pass(300s, {.speaking = who == 0, .device_works = who == 1, .finger_down = who == 2});
  CHECK(world.now() == "choose");
  world.pass(58s);
  CHECK(world.now() == "choose");
  world.pass(3s);
  CHECK(world.now() == "idle.ask");
}

TEST_CASE("navigation: slow mode doubles every time", "[kiosk]") {
  World world;
  world.session.access.slow = true;
  world.open("choose");
  world.pass(118s);
  CHECK(world.now() == "choose");
  world.pass(3s);
  CHECK(world.now() == "idle.ask");
}

TEST_CASE("navigation: writing is given two minutes", "[kiosk]") {
  World world;
  world.open("write");
  world.pass(118s);
  CHECK(world.now() == "write");
  world.pass(3s);
  CHECK(world.now() == "idle.ask");
}

TEST_CASE("navigation: a result goes home by itself, later when asked to", "[kiosk]") {
  World world;
  world.session.ticket = "01J";
  world.open("done");
  world.pass(9s);
  CHECK_FALSE(world.navigation.seconds_left());
  world.pass(2s);
  CHECK(world.navigation.seconds_left().value_or(99) <= 20);
  SECTION("nobody touches") {
    world.pass(20s);
    CHECK(world.now() == "home");
    CHECK(world.session.is_pristine());
  }
  SECTION("a little longer") {
    world.navigation.stay_longer();
    world.pass(70s);
    CHECK(world.now() == "done");
    world.pass(11s);
    CHECK(world.now() == "home");
  }
  SECTION("a stray touch changes nothing") {
    world.navigation.touched();
    world.pass(20s);
    CHECK(world.now() == "home");
  }
}

TEST_CASE("navigation: home goes to rest after ninety seconds", "[kiosk]") {
  World world;
  world.pass(88s);
  CHECK(world.now() == "home");
  world.pass(3s);
  CHECK(world.now() == "attract");
  CHECK_FALSE(world.navigation.deadline());
}

TEST_CASE("navigation: settings left behind on the home screen are gone after a minute", "[kiosk]") {
  World world;
  world.session.access.high_contrast = true;
  const auto visitors = world.navigation.visitors();
  world.pass(61s);
  CHECK(world.session.is_pristine());
  CHECK(world.navigation.visitors() == visitors + 1);
}

TEST_CASE("navigation: leaving wipes everything before the next frame", "[kiosk]") {
  World world;
  world.open("choose");
  world.session.person = yz::domain::Person{};
  world.session.has_unsent = true;
  world.session.access.text_size = TextSize::largest;
  world.navigation.leave();
  world.navigation.apply();
  CHECK(world.now() == "home");
  CHECK(world.session.is_pristine());
}

TEST_CASE("navigation: home asks first when something written was not sent", "[kiosk]") {
  World world;
  world.open("write");
  world.session.has_unsent = true;
  world.navigation.home();
  world.navigation.apply();
  REQUIRE(world.now() == "leave.ask");
  world.navigation.back();
  world.navigation.apply();
  CHECK(world.now() == "write");
  CHECK(world.session.has_unsent);
}

TEST_CASE("navigation: home keeps what the visit set", "[kiosk]") {
  World world;
  world.session.access.language = Language::en;
  world.open("choose");
  world.navigation.home();
  world.navigation.apply();
  CHECK(world.now() == "home");
  CHECK(world.session.access.language == Language::en);
}

TEST_CASE("navigation: going round in circles keeps the stack bounded and home below", "[kiosk]") {
  World world;
  for (int round = 0; round < 200; ++round) world.open(round % 2 == 0 ? "choose" : "write");
  int steps = 0;
  for (; world.now() != "home" && steps < 100; ++steps) {
    world.navigation.back();
    world.navigation.apply();
  }
  CHECK(world.now() == "home");
  CHECK(steps < 40);
}

TEST_CASE("navigation: a call for help wipes what the one before left, and keeps how the screen is wanted",
          "[kiosk]") {
  World world;
  world.navigation.open("write");
  world.navigation.apply();
  world.session.access.text_size = TextSize::largest;
  world.session.has_consented = true;
  world.session.ticket = "01KA0000000000000000000012";
  const auto visitors = world.navigation.visitors();
  world.navigation.leave_for("choose");
  world.navigation.apply();
  CHECK(world.navigation.current_id() == "choose");
  CHECK(world.navigation.visitors() == visitors + 1);
  CHECK(world.session.ticket.empty());
  CHECK_FALSE(world.session.has_consented);
  CHECK(world.session.access.text_size == TextSize::largest);
  world.navigation.back();
  world.navigation.apply();
  CHECK(world.navigation.current_id() == "home");
}
