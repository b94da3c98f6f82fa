// The practice phone: its list, each step of a lesson, what a wrong touch brings, and the end.
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "kiosk/app/spoken.h"
#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

void play(DrawnScreen& drawn, const char* lesson) {
  drawn.open("practice.list");
  drawn.open("practice.play", {{"lesson", lesson}});
}

/// As if so many steps had been done.
void go_on(DrawnScreen& drawn, int steps) {
  for (int i = 0; i < steps; ++i) do_step(drawn);
  drawn.draw();
}

void add_play(std::vector<Situation>& all) {
  const auto at = [](int steps) {
    return [steps](DrawnScreen& d) {
      play(d, "try-first");
      go_on(d, steps);
    };
  };
  for (int step = 0; step < 7; ++step)
    all.push_back({"practice.play." + std::to_string(step + 1), "practice.play", at(step)});
  all.push_back({"practice.play.wrong", "practice.play", [at](DrawnScreen& d) {
                   at(1)(d);
                   d.practice().playing()->touch("", d.clock().mono());
                   d.draw();
                 }});
  all.push_back({"practice.play.glow", "practice.play", [at](DrawnScreen& d) {
                   at(2)(d);
                   for (int i = 0; i < 2; ++i) d.practice().playing()->touch("", d.clock().mono());
                   d.draw();
                 }});
  all.push_back({"practice.play.hand", "practice.play", [at](DrawnScreen& d) {
                   at(2)(d);
                   for (int i = 0; i < 3; ++i) d.practice().playing()->touch("", d.clock().mono());
                   d.draw();
                   d.clock().advance(Milliseconds{200});  // it has faded in
                   d.draw();
                 }});
  all.push_back({"practice.play.harm", "practice.play", [at](DrawnScreen& d) {
                   at(5)(d);
                   d.practice().playing()->touch("send", d.clock().mono());
                   d.draw();
                 }});
  all.push_back({"practice.play.undone", "practice.play", [at](DrawnScreen& d) {
                   at(5)(d);
                   d.practice().playing()->touch("send", d.clock().mono());
                   d.practice().playing()->touch("seen", d.clock().mono());
                   d.draw();
                 }});
}

void add_done(std::vector<Situation>& all) {
  const auto done = [](DrawnScreen& d) {
    play(d, "try-first");
    go_on(d, 7);
  };
  all.push_back({"practice.done", "practice.done", done});
  all.push_back({"practice.done.leaving", "practice.done", [done](DrawnScreen& d) {
                   done(d);
                   d.clock().advance(Milliseconds{15'000});
                   d.draw();
                 }});
  all.push_back({"practice.done.printing", "practice.done", [done](DrawnScreen& d) {
                   done(d);
                   d.practice().print_card({});
                   d.draw();
                 }});
  for (const auto& [name, end] :
       {std::pair{"printed", hal::JobEnd::printed}, {"trouble", hal::JobEnd::failed}}) {
    all.push_back({std::string("practice.done.") + name, "practice.done", [done, end = end](DrawnScreen& d) {
                     done(d);
                     d.practice().print_card({});
                     const auto& page = std::get<kiosk::PrintPage>(d.commands().back());
                     d.practice().take(hal::JobEnded{{}, hal::JobId(page.job), end, {}});
                     d.draw();
                   }});
  }
  all.push_back({"practice.list.stars", "practice.list", [done](DrawnScreen& d) {
                   done(d);
                   d.services().navigation.back();
                   d.draw();
                 }});
}

/// Somebody put down a card at the list.
void add_card(std::vector<Situation>& all) {
  const auto card = [](bool is_known) {
    return [is_known](DrawnScreen& d) {
      domain::Person person;
      person.id_number = Sensitive<std::string>("210904194903070010");
      d.services().session.person = person;
      d.open("practice.list");
      d.tap("practice.list.card");
      const auto ask = std::get<kiosk::ProgressAsk>(d.commands().back()).ask;
      kiosk::ProgressShown shown{.ask = ask, .is_known = is_known, .stars = {}};
      const auto& lessons = d.practice().lessons();
      for (const practice::Lesson& lesson : {lessons[0], lessons[1]}) {
        for (const practice::Scene& scene : lesson.scenes) shown.stars[{lesson.id, scene.id}] = 2;
      }
      d.practice().take(shown);
      d.draw();
    };
  };
  all.push_back({"practice.list.card", "practice.list", card(true)});
  all.push_back({"practice.list.card.unknown", "practice.list", card(false)});
}

/// A shelf whose second lesson is written with faults.
std::shared_ptr<const kiosk::LessonShelf> with_faults(DrawnScreen& drawn) {
  auto shelf = std::make_shared<kiosk::LessonShelf>();
  shelf->read.lessons = drawn.practice().lessons();
  const std::string file = "lessons/" + shelf->read.lessons.at(1).id + "/lesson.json";
  shelf->read.lessons.erase(shelf->read.lessons.begin() + 1);
  shelf->read.left_out = {
      {file, 41, "step \"open\": no part \"chta\" on screen \"home\" — did you mean \"chat\"?"},
      {file, 58, "\"hints\" is missing"}};
  return shelf;
}

/// A lesson with several scenes, of which one is done.
void add_scenes(std::vector<Situation>& all) {
  const auto first_done = [](DrawnScreen& d) {
    d.open("practice.scenes", {{"lesson", "fraud"}});
    d.open("practice.play", {{"lesson", "fraud"}});
    for (int i = 0; i < 20 && d.screen() == "practice.play"; ++i) go_on(d, 1);
  };
  all.push_back({"practice.scenes", "practice.scenes", [](DrawnScreen& d) {
                   d.open("practice.scenes", {{"lesson", "fraud"}});
                 }});
  all.push_back({"practice.scenes.stars", "practice.scenes", [first_done](DrawnScreen& d) {
                   first_done(d);
                   d.tap("practice.scene.choose");
                 }});
  all.push_back({"practice.scene", "practice.scene", first_done});
  all.push_back({"practice.done.part", "practice.done", [first_done](DrawnScreen& d) {
                   first_done(d);
                   d.tap("practice.scene.finish");
                 }});
}

}  // namespace

std::shared_ptr<const kiosk::LessonShelf> every_part() {
  std::ifstream in(YZ_SOURCE_DIR "/tests/kiosk/screens/every-part/lesson.json", std::ios::binary);
  const std::string json(std::istreambuf_iterator<char>(in), {});
  auto shelf = std::make_shared<kiosk::LessonShelf>();
  auto read = practice::read_lesson(json, "every-part/lesson.json", "every-part", {});
  for (const auto& fault : read.faults) FAIL(practice::to_string(fault));
  shelf->read.lessons.push_back(*std::move(read.lesson));
  return shelf;
}

void do_step(DrawnScreen& drawn) {
  practice::Practice& practice = playing(drawn);
  const practice::Step& step = practice.step();
  const Milliseconds now = drawn.clock().mono();
  switch (step.goal) {
    case practice::Goal::touch:
    case practice::Goal::toggle:
      practice.touch(step.target, now);
      return;
    case practice::Goal::slide:
      practice.slide(step.target, step.least, now);
      return;
    case practice::Goal::choose:
      practice.touch(practice::right_option(step)->touch, now);
      return;
    case practice::Goal::wait:
      drawn.clock().advance(std::chrono::seconds(step.seconds));
      practice.tick(drawn.clock().mono());
      return;
    case practice::Goal::type: {
      const auto keys = step.keys;
      std::vector<const practice::Part*> parts;
      for (const practice::Part& part : practice.view().parts) parts.push_back(&part);
      const std::string pad = practice::keypad_for(parts, step)->id;
      for (const std::string& key : keys) practice.touch(pad + '.' + key, now);
      return;
    }
  }
}

practice::Practice& playing(DrawnScreen& drawn) {
  REQUIRE(drawn.practice().playing() != nullptr);
  return *drawn.practice().playing();
}

void check_sentence(DrawnScreen& drawn) {
  const kiosk::Texts& texts = drawn.services().texts;
  std::string sentence = texts.of(playing(drawn).view().sentence);
  const kiosk::WidgetInfo* shown = drawn.find("practice.play.sentence");
  REQUIRE(shown != nullptr);
  CHECK(shown->text == sentence);
  if (const std::string& stop = texts.words("practice.stop"); sentence.ends_with(stop))
    sentence.resize(sentence.size() - stop.size());
  REQUIRE_FALSE(drawn.spoken().empty());
  INFO(drawn.spoken().back().text);
  CHECK(drawn.spoken().back().text.ends_with(kiosk::as_spoken(sentence, kiosk::spoken_words(texts))));
}

std::vector<Situation> practice_situations() {
  std::vector<Situation> all;
  all.push_back({"lessons.home", "lessons.home", [](DrawnScreen& d) { d.open("lessons.home"); }});
  all.push_back({"lessons.home.empty", "lessons.home", [](DrawnScreen& d) {
                   d.practice().set(std::make_shared<const kiosk::LessonShelf>());
                   d.open("lessons.home");
                 }});
  all.push_back({"practice.list", "practice.list", [](DrawnScreen& d) { d.open("practice.list"); }});
  add_card(all);
  add_scenes(all);
  all.push_back({"practice.faults", "practice.faults", [](DrawnScreen& d) {
                   d.practice().set_written(with_faults(d));
                   d.open("practice.faults");
                 }});
  add_play(all);
  constexpr int steps_of_every_part = 14;
  for (int step = 0; step < steps_of_every_part; ++step) {
    all.push_back({"practice.parts." + std::to_string(step + 1), "practice.play", [step](DrawnScreen& d) {
                     d.practice().set(every_part());
                     play(d, "every-part");
                     for (int i = 0; i < step; ++i) {
                       go_on(d, 1);
                       if (d.screen() == "practice.scene") d.tap("practice.scene.next");
                     }
                     d.draw();
                   }});
  }
  add_done(all);
  return all;
}

}  // namespace yz::test
