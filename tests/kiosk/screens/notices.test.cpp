// Notices as a resident meets them: read, read aloud, and the emergency that takes the screen.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using std::chrono_literals::operator""s;

domain::Notice emergency(const char* id = "gas") {
  domain::Notice notice;
  notice.id = domain::NoticeId(id);
  notice.title = {"燃气泄漏", "Gas leak"};
  notice.date = std::chrono::year{2026} / 11 / 23;
  notice.from = {notice.date, domain::Minutes{0}};
  notice.until = {notice.date, domain::Minutes{560}};  // 9:20; it is 9:05
  notice.is_emergency = true;
  notice.body = {"请从东门离开。", ""};
  return notice;
}

bool said(const DrawnScreen& drawn, const std::string& words, int times) {
  return std::ranges::any_of(drawn.spoken(), [&](const kiosk::Utterance& one) {
    return one.text.find(words) != std::string::npos && one.times == times;
  });
}

TEST_CASE("notices: from home to the list, to one, and page by page to its end") {
  DrawnScreen drawn({}, {.text_size = kiosk::TextSize::largest});
  drawn.draw();
  drawn.tap("home.notices");
  CHECK(drawn.shows("陌生电话要转账，先挂断"));
  drawn.tap("notices.row.fraud");
  CHECK(drawn.screen() == "notices.one");
  CHECK(drawn.shows("最近有人冒充"));
  CHECK_FALSE(drawn.shows("也可以在这台机器上练一练"));
  int turned = 0;
  while (!drawn.shows("也可以在这台机器上练一练") && turned < 10) {
    drawn.tap("page.next");
    ++turned;
  }
  CHECK(turned >= 1);
  CHECK(turned < 10);
  drawn.tap("bar.back");
  CHECK(drawn.screen() == "notices");
}

TEST_CASE("notices: one is read aloud sentence by sentence, its page follows, a touch ends it") {
  DrawnScreen drawn({}, {.text_size = kiosk::TextSize::largest});
  drawn.open("notices.one", {{"notice", "fraud"}});
  const std::size_t before = drawn.spoken().size();
  drawn.tap("notices.one.read");
  REQUIRE(drawn.spoken().size() == before + 1);
  CHECK(said(drawn, "最近有人冒充", 1));
  const auto next = [&] {
    drawn.speaks(true);
    drawn.draw();
    drawn.speaks(false);
    drawn.draw();
  };
  SECTION("to its end") {
    for (int sentence = 0; sentence < 30 && drawn.find("notices.one.quiet") != nullptr; ++sentence) next();
    CHECK(drawn.find("notices.one.read") != nullptr);
    CHECK(said(drawn, "也可以在这台机器上练一练", 1));
    CHECK(drawn.shows("也可以在这台机器上练一练"));  // its page is there
    const std::size_t all = drawn.spoken().size();
    next();
    CHECK(drawn.spoken().size() == all);
  }
  SECTION("ended by a touch") {
    drawn.speaks(true);
    drawn.draw();
    drawn.tap("notices.one.quiet");
    const std::size_t so_far = drawn.spoken().size();
    next();
    CHECK(drawn.spoken().size() == so_far);
  }
  SECTION("ended by turning the page") {
    drawn.speaks(true);
    drawn.draw();
    drawn.tap("page.next");
    const std::size_t so_far = drawn.spoken().size();
    next();
    CHECK(drawn.spoken().size() == so_far);
    CHECK(drawn.find("notices.one.read") != nullptr);
  }
  SECTION("a voice that does not begin") {
    drawn.clock().advance(7s);
    drawn.draw();
    drawn.draw();
    CHECK(drawn.find("notices.one.read") != nullptr);
  }
}

TEST_CASE("notices: without a sound, 读给我听 says why nothing is heard") {
  DrawnScreen drawn({}, {.volume = kiosk::Volume::off});
  drawn.open("notices.one", {{"notice", "water"}});
  drawn.tap("notices.one.read");
  CHECK(drawn.shows("现在没有声音"));
  CHECK(drawn.find("notices.one.read") != nullptr);
}

TEST_CASE("notices: one whose time is over while it is read gives way to the list") {
  DrawnScreen drawn;
  drawn.open("notices");
  drawn.open("notices.one", {{"notice", "water"}});
  CHECK(drawn.screen() == "notices.one");
  drawn.notices().set({});
  drawn.draw();
  CHECK(drawn.screen() == "notices");
}

TEST_CASE("emergency: it takes the screen, is spoken twice, and what was there comes back as it was") {
  DrawnScreen drawn;
  drawn.open("tickets.priority", {{"service", "social"}});
  drawn.notices().set({emergency()});
  drawn.draw();
  CHECK(drawn.screen() == "notices.emergency");
  CHECK(drawn.shows("燃气泄漏"));
  CHECK(said(drawn, "燃气泄漏", 2));
  CHECK(std::ranges::count(drawn.played(), hal::Tone::alarm) == 1);
  drawn.tap("bar.back");
  CHECK(drawn.screen() == "notices.emergency");  // it has to be seen
  drawn.tap("notices.emergency.seen");
  CHECK(drawn.screen() == "tickets.priority");
  drawn.open("access");
  CHECK(drawn.screen() == "access");
}

TEST_CASE("emergency: the next resident sees it too, and after its time nobody") {
  DrawnScreen drawn;
  drawn.notices().set({emergency()});
  drawn.draw();
  drawn.tap("notices.emergency.seen");
  CHECK(drawn.screen() == "home");
  CHECK_FALSE(drawn.services().session.is_pristine());  // so that home forgets who saw it
  drawn.leave();
  CHECK(drawn.screen() == "notices.emergency");
  drawn.clock().advance(std::chrono::minutes{15});
  drawn.draw();
  CHECK(drawn.screen() == "home");
}

TEST_CASE("emergency: two are seen one after the other") {
  DrawnScreen drawn;
  drawn.notices().set({emergency("gas"), emergency("flood")});
  drawn.draw();
  drawn.tap("notices.emergency.seen");
  CHECK(drawn.screen() == "notices.emergency");
  drawn.tap("notices.emergency.seen");
  CHECK(drawn.screen() == "home");
}

TEST_CASE("emergency: whoever calls for help is not disturbed by it") {
  DrawnScreen drawn;
  drawn.open("help.kind");
  drawn.notices().set({emergency()});
  drawn.draw();
  CHECK(drawn.screen() == "help.kind");
  drawn.tap("bar.home");
  CHECK(drawn.screen() == "notices.emergency");
  drawn.tap("bar.help");
  CHECK(drawn.screen() == "help.ask");
}

TEST_CASE("resting screen: dark ten minutes after closing, until a finger comes or the station opens") {
  DrawnScreen drawn;
  auto& services = drawn.station().services;
  for (domain::Service& one : services) one.hours = services[1].hours;  // 8:30 to 17:00
  drawn.clock().advance(std::chrono::hours{12});                        // 21:05
  drawn.open("home");
  drawn.services().navigation.replace("attract");
  drawn.draw();
  drawn.clock().advance(std::chrono::minutes{9});
  drawn.draw();
  CHECK(drawn.shows("21:14"));
  CHECK(drawn.services().light.is_on());
  drawn.clock().advance(std::chrono::minutes{1});
  drawn.draw();
  CHECK_FALSE(drawn.shows("21:15"));
  CHECK_FALSE(drawn.services().light.is_on());
  const auto dark = drawn.picture();
  CHECK(std::ranges::all_of(dark.rgba, [](std::uint8_t byte) { return byte == 0 || byte == 255; }));
  SECTION("a finger") {
    drawn.tap("attract.anywhere");
    CHECK(drawn.screen() == "home");
    CHECK(drawn.services().light.is_on());
  }
  SECTION("the morning") {
    drawn.clock().advance(std::chrono::hours{12});
    drawn.draw();
    CHECK(drawn.shows("9:15"));
    CHECK(drawn.services().light.is_on());
  }
  SECTION("somebody wants it lit") {
    drawn.panel().dark_when_closed = false;
    drawn.draw();
    CHECK(drawn.shows("21:15"));
    CHECK(drawn.services().light.is_on());
  }
}

TEST_CASE("emergency: over the resting screen it stands for good, and leads home") {
  DrawnScreen drawn;
  drawn.open("home");
  drawn.services().navigation.replace("attract");
  drawn.draw();
  REQUIRE(drawn.screen() == "attract");
  drawn.notices().set({emergency()});
  drawn.draw();
  CHECK(drawn.screen() == "notices.emergency");
  CHECK_FALSE(drawn.services().navigation.deadline().has_value());
  drawn.tap("notices.emergency.seen");
  CHECK(drawn.screen() == "home");
}

TEST_CASE("emergency: over something begun it does not keep the next one from finding a clean screen") {
  DrawnScreen drawn;
  drawn.services().session.has_consented = true;
  drawn.open("tickets.priority", {{"service", "social"}});
  drawn.notices().set({emergency()});
  drawn.draw();
  REQUIRE(drawn.screen() == "notices.emergency");
  CHECK(drawn.services().navigation.deadline().has_value());
  drawn.clock().advance(60s);
  drawn.services().navigation.tick({});
  drawn.draw();
  CHECK(drawn.screen() == "idle.ask");
}

}  // namespace
}  // namespace yz::test
