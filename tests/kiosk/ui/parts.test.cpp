// The parts as fingers and time meet them, on the pages of the gallery. How they look is measured by the
// acceptance of all screens.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using kiosk::TextSize;
using kiosk::WidgetInfo;

constexpr DrawnSize portrait{1080, 1920};
constexpr DrawnSize landscape{1920, 1080};

std::size_t count_of(DrawnScreen& drawn, std::string_view kind) {
  return static_cast<std::size_t>(std::ranges::count(drawn.ui().widgets(), kind, &WidgetInfo::kind));
}

TEST_CASE("sheet: nothing below it can be touched or read") {
  for (const DrawnSize size : {portrait, landscape}) {
    DrawnScreen drawn(size);
    drawn.open("gallery.sheet");
    CHECK(drawn.find("gallery.sheet") == nullptr);
    CHECK(drawn.find("page.gallery.next") == nullptr);
    CHECK(count_of(drawn, "title") == 1);
    for (const WidgetInfo& widget : drawn.ui().widgets()) {
      if (!widget.touchable || widget.id.starts_with("bar.") || widget.id.starts_with("status.")) continue;
      INFO(widget.id);
      CHECK(widget.id.starts_with("gallery.sheet."));
    }
  }
}

TEST_CASE("sheet: what would lead away is off and says why; only a button closes it") {
  DrawnScreen drawn;
  drawn.open("gallery.helper");
  drawn.open("gallery.sheet");
  for (const char* away : {"bar.back", "bar.home"}) {
    drawn.tap(away);
    CHECK(drawn.screen() == "gallery.sheet");
    CHECK(drawn.shows(drawn.ui().word("sheet.first")));
    drawn.clock().advance(ui::toast_time);
    drawn.draw();
    CHECK_FALSE(drawn.shows(drawn.ui().word("sheet.first")));
  }
  drawn.tap("gallery.sheet.yes");
  CHECK(drawn.screen() != "gallery.sheet");
  CHECK(drawn.find("bar.back")->bg == drawn.find("bar.help")->bg);
}

TEST_CASE("sheet: help stays one touch away") {
  DrawnScreen drawn;
  drawn.open("gallery.sheet");
  drawn.tap("bar.help");
  CHECK(drawn.screen() == "help.ask");
}

TEST_CASE("sheet: a finger that was on its way when the question came has touched nothing") {
  DrawnScreen drawn;
  drawn.open("gallery.helper");
  drawn.clock().advance(Milliseconds{2'000});
  drawn.draw();
  drawn.tap("page.gallery.next");  // the sheet is the next page
  REQUIRE(drawn.screen() == "gallery.sheet");
  // 200 ms after it came: its new-screen rest is 350.
  drawn.clock().advance(Milliseconds{200});
  const WidgetInfo yes = *drawn.find("gallery.sheet.yes");
  drawn.finger(kiosk::Finger::Kind::down, yes.x + yes.w / 2, yes.y + yes.h / 2);
  drawn.draw();
  drawn.clock().advance(Milliseconds{80});
  drawn.finger(kiosk::Finger::Kind::up, yes.x + yes.w / 2, yes.y + yes.h / 2);
  drawn.draw();
  CHECK(drawn.screen() == "gallery.sheet");
}

TEST_CASE("progress: the way out comes after eight seconds, not before, and by itself") {
  for (const char* page : {"gallery.progress", "gallery.waiting"}) {
    const std::string stop = std::string(page) + ".stop";
    DrawnScreen drawn;
    drawn.open(page);
    CHECK(drawn.find(stop) == nullptr);
    drawn.clock().advance(ui::wait_before_way_out - Milliseconds{100});
    drawn.draw();
    CHECK(drawn.find(stop) == nullptr);
    REQUIRE(drawn.ui().next_frame());
    CHECK(*drawn.ui().next_frame() <= drawn.clock().mono() + Milliseconds{100});
    drawn.clock().advance(Milliseconds{100});
    drawn.draw();
    REQUIRE(drawn.find(stop) != nullptr);
    CHECK(drawn.find(stop)->touchable);
  }
}

TEST_CASE("progress: another wait begins anew") {
  DrawnScreen drawn;
  drawn.open("gallery.waiting");
  drawn.clock().advance(ui::wait_before_way_out);
  drawn.draw();
  REQUIRE(drawn.find("gallery.waiting.stop") != nullptr);
  drawn.open("gallery.words");
  drawn.open("gallery.waiting");
  CHECK(drawn.find("gallery.waiting.stop") == nullptr);
}

TEST_CASE("count: goes up and down by one and says why it stops") {
  DrawnScreen drawn;
  drawn.open("gallery.tabs");
  const auto count = [&] { return drawn.find("gallery.count")->text; };
  CHECK(count().starts_with("2"));
  drawn.tap("gallery.count.more");
  CHECK(count().starts_with("3"));
  drawn.tap("gallery.count.less");
  drawn.tap("gallery.count.less");
  CHECK(count().starts_with("1"));
  drawn.tap("gallery.count.less");
  CHECK(count().starts_with("1"));
  CHECK(drawn.shows(drawn.ui().word("count.least")));
  drawn.tap("gallery.count.most.more");
  CHECK(drawn.shows(drawn.ui().word("count.most")));
}

TEST_CASE("tabs: the touched one is the chosen one; what cannot be used says why") {
  const ui::Colour gold = ui::colour_of(ui::palette_of(false), ui::Ink::gold);
  DrawnScreen drawn;
  drawn.open("gallery.tabs");
  CHECK(drawn.find("gallery.tabs.write")->bg == gold);
  drawn.tap("gallery.tabs.speak");
  CHECK(drawn.find("gallery.tabs.speak")->bg == gold);
  CHECK(drawn.find("gallery.tabs.write")->bg != gold);
  drawn.tap("gallery.tabs.phrases");
  CHECK(drawn.find("gallery.tabs.speak")->bg == gold);
  CHECK(drawn.shows(drawn.ui().word("gallery.off.why")));
}

TEST_CASE("buttons: what works already and what cannot be used stay where they are and say why") {
  DrawnScreen drawn;
  drawn.open("gallery.buttons");
  drawn.tap("gallery.buttons.busy");
  CHECK(drawn.shows(drawn.ui().word("busy")));
  drawn.tap("gallery.buttons.off");
  CHECK(drawn.shows(drawn.ui().word("gallery.off.why")));
  drawn.open("gallery.cards");
  drawn.tap("gallery.cards.busy");
  CHECK(drawn.shows(drawn.ui().word("busy")));
}

TEST_CASE("way: all steps stand on one page where they fit, else the one where it stands") {
  for (const DrawnSize size : {portrait, landscape}) {
    for (const TextSize text : {TextSize::normal, TextSize::large, TextSize::largest}) {
      INFO(size.width << " " << static_cast<int>(text));
      DrawnScreen drawn(size, {.text_size = text});
      drawn.open("gallery.way");
      CHECK(count_of(drawn, "stop") == 6);
      drawn.open("gallery.longway");
      CHECK(drawn.find("gallery.longway.9") != nullptr);  // here
      CHECK(count_of(drawn, "stop") < 12);
      while (drawn.find("gallery.longway.1") == nullptr) drawn.tap("page.previous");
      drawn.draw();
      CHECK(drawn.find("gallery.longway.1") != nullptr);  // turned by hand, it stays turned
      CHECK(drawn.find("gallery.longway.12") == nullptr);
      drawn.tap("page.next");
      CHECK(drawn.find("gallery.longway.1") == nullptr);
    }
  }
}

// One window at a time, as on a kiosk: Dear ImGui's context is the process's.
TEST_CASE("illustration: stands in the room that is left") {
  DrawnScreen drawn;
  drawn.open("help.ask");
  const WidgetInfo* picture = drawn.find("help.picture");
  REQUIRE(picture != nullptr);
  CHECK(picture->y + picture->h <= drawn.find("help.ask.no")->y);
  CHECK(picture->y >= drawn.find("help.ask.words")->y + drawn.find("help.ask.words")->h);
}

TEST_CASE("illustration: is left out where the board of calls takes its room in the largest text") {
  const auto size = GENERATE(TextSize::normal, TextSize::largest);
  const auto morning = std::ranges::find(situations(), "home", &Situation::name);
  REQUIRE(morning != situations().end());
  DrawnScreen drawn({}, {.text_size = size});
  drawn.practice().set(std::make_shared<const kiosk::LessonShelf>());  // four fields leave it room
  morning->prepare(drawn);
  drawn.draw();
  CHECK((drawn.find("home.picture") != nullptr) == (size == TextSize::normal));
}

}  // namespace
}  // namespace yz::test
