// The packs of 时代学堂 for the tour: each one's first step, a choice, what a wrong one brings, and the end,
// in three looks. Pictures and captions.jsonl, a line a pack and look, go into the folder that YZ_PACKS
// names.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/system_clock.h"
#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

struct PackLook {
  const char* folder;
  const char* caption;
  DrawnSize size;
  kiosk::AccessSettings access;
};

/// One pack on its way, and the pictures of it.
class PackTour {
 public:
  PackTour(DrawnScreen& drawn, const practice::Lesson& lesson, const PackLook& look,
           const std::filesystem::path& folder)
      : drawn_(drawn), lesson_(lesson), look_(look), folder_(folder) {}

  void play() {
    const SystemClock clock;
    const Milliseconds began = clock.mono();
    drawn_.open("practice.list");
    drawn_.open(has_scenes() ? "practice.scenes" : "practice.play", {{"lesson", lesson_.id}});
    if (has_scenes()) {
      save("scenes");
      drawn_.tap("practice.scenes.all");
    }
    check_sentence(drawn_);
    save("first");
    for (int steps = 0; !playing(drawn_).view().is_over; ++steps) {
      REQUIRE(steps < 50);
      choose_wrongly();
      do_step(drawn_);
    }
    drawn_.draw();
    if (has_scenes()) {
      save("scene-end");
      drawn_.tap("practice.scene.finish");
    }
    REQUIRE(drawn_.screen() == "practice.done");
    save("end");
    CHECK(has_chosen_);
    write_caption(clock.mono() - began);
    drawn_.leave();
  }

 private:
  [[nodiscard]] bool has_scenes() const { return lesson_.scenes.size() > 1; }

  /// The first wrong choice that the pack offers, to where it is undone.
  void choose_wrongly() {
    const practice::Step& step = playing(drawn_).step();
    const auto wrong = std::ranges::find(step.options, false, &practice::Option::is_right);
    if (has_chosen_ || wrong == step.options.end()) return;
    has_chosen_ = true;
    drawn_.draw();
    check_sentence(drawn_);
    save("choice");
    const std::string choice = step.id;
    drawn_.tap("practice.phone." + wrong->touch);
    for (int steps = 0; playing(drawn_).step().id != choice; ++steps) {
      REQUIRE(steps < 10);
      check_sentence(drawn_);
      save("harm-" + std::to_string(steps + 1));
      do_step(drawn_);
      drawn_.draw();
    }
    save("again");
  }

  void save(const std::string& what) {
    const std::string name = std::string(look_.folder) + '/' + lesson_.id + '-' + what + ".png";
    drawn_.save(folder_ / name);
    pictures_.push_back(folder_.filename().string() + '/' + name);
  }

  void write_caption(Milliseconds took) const {
    std::ofstream out(folder_ / "captions.jsonl", std::ios::app);
    const std::string step =
        "时代学堂《" + lesson_.title.zh + "》，" + look_.caption + " · " + lesson_.title.en;
    out << nlohmann::json{{"step", step}, {"pictures", pictures_}, {"took_ms", took.count()}} << '\n';
    REQUIRE(out.flush());
  }

  DrawnScreen& drawn_;
  const practice::Lesson& lesson_;
  const PackLook& look_;
  const std::filesystem::path& folder_;
  std::vector<std::string> pictures_;
  bool has_chosen_{};
};

TEST_CASE("packs: the tour of each, upright, lying and in the largest text") {
  const char* named = std::getenv("YZ_PACKS");
  REQUIRE(named != nullptr);
  const std::filesystem::path folder(named);
  constexpr DrawnSize upright{720, 1280};
  constexpr DrawnSize lying{1280, 720};
  const PackLook look =
      GENERATE_COPY(PackLook{"upright", "竖屏", upright, {}}, PackLook{"lying", "横屏", lying, {}},
                    PackLook{"largest", "最大字", upright, {.text_size = kiosk::TextSize::largest}});
  std::filesystem::create_directories(folder / look.folder);
  DrawnScreen drawn(look.size, look.access);
  const auto lessons = drawn.practice().lessons();
  REQUIRE_FALSE(lessons.empty());
  for (const practice::Lesson& lesson : lessons) {
    INFO(lesson.id << ", " << look.folder);
    PackTour(drawn, lesson, look, folder).play();
  }
}

}  // namespace
}  // namespace yz::test
