// The practice phone as a learner meets it: by touches to the end, with wrong ones.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "kiosk/app/slips.h"
#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using kiosk::WidgetInfo;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

const std::string phone = "practice.phone.";

/// On whichever page it is.
void tap_lesson(DrawnScreen& drawn, const std::string& lesson) {
  const std::string row = "practice.list.row." + lesson;
  while (drawn.find(row) == nullptr) drawn.tap("page.next");  // ends with a button that cannot be touched
  drawn.tap(row);
}

void start(DrawnScreen& drawn, const std::string& lesson = "try-first") {
  drawn.open("practice.list");
  tap_lesson(drawn, lesson);
  REQUIRE(drawn.screen() == "practice.play");
}

/// The glass where nothing else is.
void touch_beside(DrawnScreen& drawn) {
  drawn.clock().advance(1'500ms);
  drawn.draw();
  const WidgetInfo* glass = drawn.find("practice.phone");
  REQUIRE(glass != nullptr);
  const float x = glass->x + 2;
  const float y = glass->y + glass->h * 0.62F;
  drawn.finger(kiosk::Finger::Kind::down, x, y);
  drawn.clock().advance(150ms);
  drawn.finger(kiosk::Finger::Kind::up, x, y);
  drawn.draw();
}

std::string last_said(const DrawnScreen& drawn) {
  return drawn.spoken().empty() ? std::string() : drawn.spoken().back().text;
}

TEST_CASE("practice: from home to the phone, and by touches to the end with all stars") {
  DrawnScreen drawn;
  drawn.draw();
  drawn.tap("home.lessons");
  CHECK(drawn.screen() == "lessons.home");
  drawn.tap("lessons.home.practise");
  CHECK(drawn.screen() == "practice.list");
  CHECK(drawn.shows("都是练习，不花钱，不会按坏"));
  drawn.tap("practice.list.row.try-first");
  drawn.tap("practice.phone.glass");
  CHECK(drawn.shows("醒了。"));
  drawn.tap("practice.phone.settings");
  drawn.tap("practice.phone.sound.more");
  drawn.tap("practice.phone.sound.more");
  drawn.tap("practice.phone.large");
  drawn.tap("practice.phone.call.answer");
  drawn.tap("practice.phone.talk.hang_up");
  CHECK(drawn.shows("要您先转钱的，都是假的。"));
  for (const char* digit : {"9", "6", "1", "1", "0"}) drawn.tap(phone + "keys." + digit);
  CHECK(drawn.screen() == "practice.done");
  CHECK(drawn.shows("★★★"));
  CHECK(drawn.shows("点错了，可以退回上一步。"));
  drawn.tap("bar.back");
  CHECK(drawn.screen() == "practice.list");
  CHECK(drawn.shows("先试一试  ★★★"));
  drawn.leave();
  drawn.open("practice.list");
  CHECK_FALSE(drawn.shows("★"));  // stars go with the visit
}

/// What the station was told of lessons, in order.
std::vector<domain::PracticeEvent> told(const DrawnScreen& drawn) {
  std::vector<domain::PracticeEvent> all;
  for (const kiosk::StationCommand& command : drawn.commands()) {
    if (const auto* ended = std::get_if<kiosk::PracticeEnded>(&command)) all.push_back(ended->event);
  }
  return all;
}

TEST_CASE("practice: what is counted of a lesson that was finished") {
  DrawnScreen drawn;
  start(drawn);
  do_step(drawn);  // the phone wakes, wherever it is touched
  drawn.draw();
  touch_beside(drawn);
  drawn.clock().advance(100s);
  for (int i = 0; i < 6; ++i) do_step(drawn);
  drawn.draw();
  const auto events = told(drawn);
  REQUIRE(events.size() == 1);
  const auto& finished = std::get<domain::PracticeFinished>(events.front());
  CHECK(finished.stars == 3);
  CHECK(finished.run.pack == "try-first");
  CHECK(finished.run.title.zh == "先试一试");
  CHECK_FALSE(finished.run.title.en.empty());
  CHECK(finished.run.minutes == 2);
  REQUIRE(finished.run.steps.size() == 7);
  CHECK(finished.run.steps.front() == domain::PracticeStep{1, 1, 0});
  CHECK(finished.run.steps.at(1) == domain::PracticeStep{1, 2, 1});
  CHECK(finished.run.steps.back() == domain::PracticeStep{1, 7, 0});
  drawn.leave();
  CHECK(told(drawn).size() == 1);  // nothing plays any more
}

TEST_CASE("practice: a lesson that was left is counted with the step where it was left, once") {
  DrawnScreen drawn;
  start(drawn);
  for (int i = 0; i < 2; ++i) do_step(drawn);
  drawn.draw();
  drawn.tap("practice.play.leave");
  SECTION("and another begun") {
    drawn.tap("practice.list.row.try-first");
    CHECK(playing(drawn).step().id == "wake");
  }
  SECTION("and the visit ended") {
    drawn.leave();
    CHECK(drawn.practice().playing() == nullptr);
  }
  const auto events = told(drawn);
  REQUIRE(events.size() == 1);
  const auto& left = std::get<domain::PracticeLeft>(events.front());
  CHECK(left.run.scene == 1);
  CHECK(left.step == 3);
  CHECK(left.run.steps.size() == 3);
}

TEST_CASE("practice: a slider also takes a touch at its place") {
  DrawnScreen drawn;
  start(drawn);
  for (int i = 0; i < 2; ++i) do_step(drawn);
  drawn.draw();
  const WidgetInfo bar = *drawn.find("practice.phone.sound");
  drawn.clock().advance(1'500ms);
  drawn.draw();
  drawn.finger(kiosk::Finger::Kind::down, bar.x + bar.w * 0.9F, bar.y + bar.h / 2);
  drawn.clock().advance(150ms);
  drawn.finger(kiosk::Finger::Kind::up, bar.x + bar.w * 0.9F, bar.y + bar.h / 2);
  drawn.draw();
  CHECK(playing(drawn).step().id == "larger");
  CHECK(drawn.shows("听清楚了。"));
}

TEST_CASE("practice: wrong touches bring a hint, a glow, a hand; then it is the learner's turn") {
  DrawnScreen drawn;
  start(drawn);
  do_step(drawn);
  drawn.draw();
  touch_beside(drawn);
  CHECK(drawn.shows("不是这里哦。"));
  CHECK(drawn.shows("灰色的，在最左边。"));
  CHECK(last_said(drawn).find("不是这里哦") != std::string::npos);
  CHECK(playing(drawn).view().glow.empty());
  drawn.tap("practice.phone.camera");
  CHECK(drawn.shows("看，发亮的地方，点它。"));
  CHECK(playing(drawn).view().glow == "settings");
  drawn.tap("practice.phone.purse");
  CHECK(drawn.shows("我做一遍，您再试。"));
  CHECK(playing(drawn).view().shown.has_value());
  drawn.clock().advance(3s);
  drawn.draw();
  CHECK_FALSE(playing(drawn).view().shown.has_value());
  CHECK(playing(drawn).view().stars == 2);
  drawn.tap("practice.phone.settings");
  CHECK(playing(drawn).step().id == "louder");
}

TEST_CASE("practice: a wrong choice is played out and undone, with what to remember") {
  DrawnScreen drawn;
  start(drawn);
  for (int i = 0; i < 5; ++i) do_step(drawn);
  drawn.draw();
  drawn.tap("practice.phone.send");
  CHECK(drawn.shows("钱转走了，钱包里是 0 元"));
  drawn.tap("practice.phone.seen");
  CHECK(drawn.shows("他要您转钱，您怎么办？"));
  CHECK(drawn.shows("要是真的，钱就没了。还好是练习，再选一次。"));
  CHECK(drawn.shows("要您先转钱的，都是假的。"));
  CHECK(drawn.shows("拿不准，打 96110 或问社区。"));
  drawn.tap("practice.phone.talk.hang_up");
  CHECK(playing(drawn).step().id == "dial");
}

TEST_CASE("practice: one step back, from the beginning, and next time") {
  DrawnScreen drawn;
  start(drawn);
  drawn.tap("practice.phone.glass");
  drawn.tap("practice.phone.settings");
  drawn.tap("practice.play.back");
  CHECK(playing(drawn).step().id == "open");
  drawn.tap("practice.phone.settings");
  drawn.tap("practice.play.again");
  CHECK(playing(drawn).step().id == "wake");
  drawn.tap("practice.play.leave");
  CHECK(drawn.screen() == "practice.list");
}

TEST_CASE(
    "practice: the sentence comes again after twelve seconds, the glow after twenty-four, slowly later") {
  const bool is_slow = GENERATE(false, true);
  DrawnScreen drawn({}, {.slow = is_slow});
  start(drawn);
  const auto wait = [&](Milliseconds time) {
    drawn.clock().advance(is_slow ? 2 * time : time);
    drawn.draw();
  };
  const std::size_t before = drawn.spoken().size();
  wait(11s);
  CHECK(drawn.spoken().size() == before);
  wait(2s);
  CHECK(drawn.spoken().size() == before + 1);
  CHECK(last_said(drawn) == drawn.spoken().at(before - 1).text);
  CHECK(playing(drawn).view().glow.empty());
  wait(12s);
  CHECK(playing(drawn).view().glow == "glass");
}

TEST_CASE("practice: time stands still while speech talks") {
  DrawnScreen drawn;
  start(drawn);
  drawn.speaks(true);
  drawn.draw();
  drawn.clock().advance(60s);
  drawn.draw();
  CHECK(playing(drawn).view().glow.empty());
}

TEST_CASE("practice: nobody is asked before two minutes without a touch, and then all of it is gone") {
  DrawnScreen drawn;
  start(drawn);
  drawn.clock().advance(119s);
  drawn.idle();
  CHECK(drawn.screen() == "practice.play");
  drawn.clock().advance(2s);
  drawn.idle();
  CHECK(drawn.screen() == "idle.ask");
  drawn.clock().advance(21s);
  drawn.idle();
  CHECK(drawn.screen() == "home");
  CHECK(drawn.practice().playing() == nullptr);
}

TEST_CASE("practice: other content during a lesson changes nothing of it") {
  DrawnScreen drawn;
  start(drawn);
  drawn.practice().set(every_part());
  drawn.tap("practice.phone.glass");
  CHECK(playing(drawn).step().id == "open");
  drawn.tap("practice.play.leave");
  CHECK(drawn.shows("各样都有"));
}

/// The shelf with other words in that lesson, or with a fault in its place.
std::shared_ptr<kiosk::LessonShelf> written_shelf(DrawnScreen& drawn) {
  auto shelf = std::make_shared<kiosk::LessonShelf>();
  shelf->read.lessons = drawn.practice().lessons();
  return shelf;
}

TEST_CASE("practice: a lesson that is being written is shown at once, at the step where one is") {
  DrawnScreen drawn;
  start(drawn);
  for (int i = 0; i < 4; ++i) do_step(drawn);
  drawn.draw();
  REQUIRE(playing(drawn).step().id == "ring");
  auto shelf = written_shelf(drawn);
  shelf->read.lessons[0].scenes[0].steps[4].say.zh = "来电话了，请接听";
  drawn.practice().set_written(shelf);
  drawn.draw();
  CHECK(drawn.shows("来电话了，请接听"));
  CHECK(playing(drawn).step().id == "ring");
  CHECK(drawn.practice().faults().empty());
  for (int i = 0; i < 3; ++i) do_step(drawn);
  drawn.draw();
  CHECK(drawn.screen() == "practice.done");
}

TEST_CASE("practice: a lesson with a fault stays as it was, in its place, and the fault is told") {
  DrawnScreen drawn;
  start(drawn);
  drawn.tap("practice.phone.glass");
  const auto ids = [&] {
    std::vector<std::string> all;
    for (const practice::Lesson& lesson : drawn.practice().lessons()) all.push_back(lesson.id);
    return all;
  };
  const auto before = ids();
  auto shelf = written_shelf(drawn);
  SECTION("in the lesson") {
    shelf->read.lessons.erase(shelf->read.lessons.begin());
    shelf->read.left_out = {{"lessons/try-first/lesson.json", 41, "a fault"}};
    CHECK(shelf->read.lessons.size() + 1 == before.size());
  }
  SECTION("in the order: then nothing is taken") {
    shelf->read.lessons.clear();
    shelf->read.left_out = {{"lessons/order.json", 41, "a fault"}};
    CHECK_FALSE(before.empty());
  }
  drawn.practice().set_written(shelf);
  drawn.draw();
  CHECK(ids() == before);
  CHECK(playing(drawn).step().id == "open");
  drawn.open("practice.faults");
  CHECK(drawn.shows("第 41 行：a fault"));
  drawn.tap("practice.faults.go_on");
  CHECK(drawn.screen() == "practice.play");
}

TEST_CASE("practice: the memory card is printed once asked for, and it says what became of it") {
  DrawnScreen drawn;
  start(drawn);
  for (int i = 0; i < 7; ++i) do_step(drawn);
  drawn.draw();
  drawn.tap("practice.done.print");
  REQUIRE(std::holds_alternative<kiosk::PrintPage>(drawn.commands().back()));
  const auto page = std::get<kiosk::PrintPage>(drawn.commands().back());
  CHECK(page.slip ==
        kiosk::lesson_slip(drawn.station(), *drawn.practice().find("try-first"), drawn.services().texts));
  CHECK(drawn.shows("正在打印"));
  const std::size_t asked = drawn.commands().size();
  drawn.tap("practice.done.print");  // it works: no second one
  CHECK(drawn.commands().size() == asked);
  drawn.practice().take(hal::JobEnded{{}, hal::JobId("another"), hal::JobEnd::printed, {}});
  drawn.draw();
  CHECK(drawn.shows("正在打印"));
  SECTION("printed") {
    drawn.practice().take(hal::JobEnded{{}, hal::JobId(page.job), hal::JobEnd::printed, {}});
    drawn.draw();
    CHECK(drawn.shows("要点打好了"));
  }
  SECTION("refused") {
    drawn.practice().take(kiosk::PageRefused{page.job});
    drawn.draw();
    CHECK(drawn.shows("可能没打出来"));
    drawn.tap("practice.done.print");
    CHECK(drawn.commands().size() == asked + 1);
  }
}

TEST_CASE("practice: from the end to the wish wall, or once more") {
  DrawnScreen drawn;
  start(drawn);
  for (int i = 0; i < 7; ++i) do_step(drawn);
  drawn.draw();
  SECTION("a wish: what it is about is known, only the words are asked for") {
    drawn.tap("practice.done.wish");
    CHECK(drawn.screen() == "wishes.how");
    const kiosk::WishDraft& wish = drawn.services().session.wish;
    CHECK(wish.kind == "wish");
    CHECK(wish.category == "learning");
    CHECK(drawn.wish_content().find_category(domain::WishCategoryId{wish.category})->name.zh == "学手机");
  }
  SECTION("a wish that was begun stays what it is") {
    drawn.services().session.wish.kind = "appeal";
    drawn.services().session.wish.category = "lift";
    drawn.tap("practice.done.wish");
    CHECK(drawn.screen() == "wishes.how");
    CHECK(drawn.services().session.wish.category == "lift");
  }
  SECTION("a wish where the station has no category for it") {
    drawn.wish_content().lesson_category.reset();
    drawn.tap("practice.done.wish");
    CHECK(drawn.screen() == "wishes.kind");
  }
  SECTION("once more") {
    drawn.tap("practice.done.again");
    CHECK(drawn.screen() == "practice.play");
    CHECK(playing(drawn).step().id == "wake");
  }
}

void play_scene(DrawnScreen& drawn) {
  for (int steps = 0; drawn.screen() == "practice.play"; ++steps) {
    REQUIRE(steps < 50);
    do_step(drawn);
    drawn.draw();
  }
}

TEST_CASE("practice: of several scenes one is chosen, and after it another, the next, or enough") {
  DrawnScreen drawn({540, 960});
  drawn.open("practice.list");
  tap_lesson(drawn, "red-packet");
  REQUIRE(drawn.screen() == "practice.scenes");
  CHECK(drawn.shows("练好 0 题，共 3 题"));
  const practice::Lesson& lesson = *drawn.practice().find("red-packet");
  drawn.tap("practice.scenes.row." + lesson.scenes[1].id);
  CHECK(playing(drawn).view().scene == 1);
  play_scene(drawn);
  CHECK(drawn.screen() == "practice.scene");
  CHECK(drawn.shows("★★★"));
  CHECK(drawn.shows("练好 1 题，共 3 题"));
  SECTION("another: it has its stars, the lesson not yet") {
    drawn.tap("practice.scene.choose");
    CHECK(drawn.screen() == "practice.scenes");
    CHECK(drawn.shows(lesson.scenes[1].title.zh + " ★★★"));
    CHECK_FALSE(drawn.shows(lesson.scenes[0].title.zh + " ★"));
    drawn.tap("bar.back");
    CHECK(drawn.screen() == "practice.list");
    CHECK_FALSE(drawn.shows("★"));
  }
  SECTION("the next until none is missing: all of it is learnt") {
    drawn.tap("practice.scene.next");
    CHECK(playing(drawn).view().scene == 2);
    play_scene(drawn);
    CHECK(drawn.screen() == "practice.scene");
    drawn.tap("practice.scene.next");
    CHECK(playing(drawn).view().scene == 0);
    play_scene(drawn);
    CHECK(drawn.screen() == "practice.done");
    CHECK(drawn.shows("★★★"));
    drawn.tap("practice.done.again");
    CHECK(drawn.screen() == "practice.scenes");
    drawn.tap("practice.scenes.all");  // once more from the beginning, one after the other
    play_scene(drawn);
    CHECK(drawn.screen() == "practice.scene");
  }
  SECTION("enough: what was learnt, the card, and how many are done") {
    drawn.tap("practice.scene.finish");
    CHECK(drawn.screen() == "practice.done");
    CHECK(drawn.shows("练好 1 题，共 3 题"));
    CHECK_FALSE(drawn.shows("☆"));
    drawn.tap("practice.done.print");
    CHECK(std::holds_alternative<kiosk::PrintPage>(drawn.commands().back()));
  }
}

TEST_CASE("practice: 从头 begins with the first scene, and 下次再练 leads back to choosing") {
  DrawnScreen drawn;
  drawn.open("practice.list");
  tap_lesson(drawn, "red-packet");
  drawn.tap("practice.scenes.all");
  CHECK(playing(drawn).view().scene == 0);
  drawn.tap("practice.play.leave");
  CHECK(drawn.screen() == "practice.scenes");
}

TEST_CASE("practice: without lessons there is no tile, and no dead button behind it") {
  DrawnScreen drawn;
  drawn.practice().set(std::make_shared<const kiosk::LessonShelf>());
  drawn.draw();
  CHECK(drawn.find("home.lessons") == nullptr);
  drawn.open("lessons.home");
  CHECK(drawn.find("lessons.home.practise") == nullptr);
}

TEST_CASE("practice: a sentence alone is in the largest text in two lines, whatever was before") {
  DrawnScreen drawn({540, 960}, {.text_size = kiosk::TextSize::largest});
  constexpr std::size_t two_lines = std::size_t{3} * 22;  // bytes
  float full = 0;
  float before = 0;
  int smaller_before = 0;
  for (std::size_t scene = 0; scene < drawn.practice().find("fraud")->scenes.size(); ++scene) {
    drawn.open("practice.play", {{"lesson", "fraud"}, {"scene", std::to_string(scene)}});
    for (int steps = 0; drawn.screen() == "practice.play"; ++steps) {
      REQUIRE(steps < 100);
      const WidgetInfo* sentence = drawn.find("practice.play.sentence");
      REQUIRE(sentence != nullptr);
      if (full == 0) full = before = sentence->em;
      if (sentence->text.size() <= two_lines && drawn.find("practice.play.praise") == nullptr) {
        INFO(sentence->text);
        CHECK(sentence->em == full);
        if (before < full) ++smaller_before;
      }
      before = sentence->em;
      do_step(drawn);
      drawn.draw();
    }
  }
  CHECK(smaller_before > 0);
}

}  // namespace
}  // namespace yz::test
