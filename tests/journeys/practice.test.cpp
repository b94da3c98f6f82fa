// Somebody writes a lesson and has the kiosk beside it in a window; somebody else learns at two kiosks.
#include "tests/journeys/counterpart.h"
#include "tests/journeys/station_journey.h"

namespace yz::test {
namespace {

/// A file of the pack that the kiosk was installed with, as an editor saves it.
class WrittenLesson {
 public:
  explicit WrittenLesson(const Stage& stage)
      : file_(stage.paths().factory() / "lessons" / "try-first" / "lesson.json"), text_(read_file(file_)) {}

  void replace(const std::string& what, const std::string& by) {
    const auto at = text_.find(what);
    REQUIRE(at != std::string::npos);
    text_.replace(at, what.size(), by);
    require(write_file(file_, text_));
  }

 private:
  std::filesystem::path file_;
  std::string text_;
};

}  // namespace

TEST_CASE("practice: a lesson that is being written is seen as soon as it is saved, and its faults",
          "[journeys]") {
  StationJourney journey;
  KioskPlayer* kiosk = nullptr;
  const auto shows = [&](const std::string& words) {
    require(kiosk->play({{"wait_text", words}, {"timeout_ms", 10'000}}));
  };
  require(journey.stage().start_kiosk({.size = "540x960", .has_window = true}));
  kiosk = &journey.kiosk();
  require(journey.reach_home());
  for (const char* widget :
       {"home.lessons", "lessons.home.practise", "practice.list.row.try-first", "practice.phone.glass"}) {
    require(kiosk->wait_for(widget));
    require(kiosk->tap(widget));
  }
  shows("点设置，像齿轮");
  WrittenLesson lesson(journey.stage());

  lesson.replace("点设置，像齿轮", "找到齿轮，点一下");
  shows("找到齿轮，点一下");

  lesson.replace("\"touch\": \"settings\"", "\"touch\": \"setings\"");
  shows("课程里有 1 处错");
  shows("try-first 第 ");
  shows("did you mean \"settings\"?");
  require(kiosk->tap("practice.faults.go_on"));
  shows("找到齿轮，点一下");  // what was there before goes on

  lesson.replace("\"touch\": \"setings\"", "\"touch\": \"setings\" ");
  shows("课程里有 1 处错");
  lesson.replace("\"touch\": \"setings\" ", "\"touch\": \"settings\"");
  shows("找到齿轮，点一下");  // by itself, once it is mended
  require(kiosk->tap("practice.phone.settings"));
  shows("把声音调大一点");
}

TEST_CASE("practice: what was finished at one kiosk has its stars at the station's others", "[journeys]") {
  StationJourney journey({}, Content::demo);
  Stage& stage = journey.stage();
  const std::string station = stage.content().station().value("id", "");
  const auto kiosk = [&](const char* name) {
    auto code = stage.hub().enrol(station);
    require(code);
    return std::make_unique<Counterpart>(journey.folder() / name, stage, stage.hub_url(), *code);
  };
  const auto here = kiosk("here");
  const auto there = kiosk("there");
  kiosk::ProgressAsk ask;
  ask.number = Sensitive<std::string>("210904194903070010");
  REQUIRE(wait_until(answer_wait, [&] { return here->ask(ask).is_known && there->ask(ask).is_known; }));
  const domain::LessonScene scene{.pack = "fraud", .scene = "police"};
  kiosk::ProgressAsk done = ask;
  done.finished = scene;
  done.stars = 2;
  CHECK(here->ask(done).stars == std::map<domain::LessonScene, int>{{scene, 2}});
  CHECK(wait_until(answer_wait, [&] {
    const auto stars = there->ask(ask).stars;
    return stars.contains(scene) && stars.at(scene) == 2;
  }));
}

}  // namespace yz::test
