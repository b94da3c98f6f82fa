// 练哪一题？: the scenes of a lesson that has several; and what follows when one of them is done.
#include <array>
#include <vector>

#include "kiosk/screens/practice_words.h"

namespace yz::kiosk {
namespace {

class PracticeScenes final : public Screen {
 public:
  PracticeScenes(Services& services, const Params& params)
      : services_(services), lesson_(param(params, "lesson")) {}
  [[nodiscard]] std::string_view name() const override { return "practice.scenes"; }

  void draw(ui::Ui& ui) override {
    const practice::Lesson* lesson = services_.practice.find(lesson_);
    if (lesson == nullptr) return services_.navigation.back();
    ui.title("practice.scenes.title");
    ui.paragraph("practice.scenes.done", scenes_done_words(services_, ui, *lesson));
    ui.say("practice.scenes.title");
    std::vector<ui::Choice> rows;
    rows.reserve(lesson->scenes.size() + 1);
    rows.push_back({.id = "practice.scenes.all", .icon = "play", .ink = ui::Ink::blue});
    for (std::size_t scene = 0; scene < lesson->scenes.size(); ++scene) {
      const std::string& title = services_.texts.of(lesson->scenes[scene].title);
      const int stars = services_.practice.stars(*lesson, scene);
      rows.push_back({.id = "practice.scenes.row." + lesson->scenes[scene].id,
                      .words = title,
                      .second = stars > 0 ? star_words(ui, stars) : std::string(),
                      .say = title,
                      .icon = std::to_string(scene + 1),
                      .ink = ui::Ink::blue});
    }
    const auto chosen = ui.rows(rows, page_);
    if (!chosen) return;
    const std::size_t scene = *chosen == 0 ? 0 : *chosen - 1;
    services_.navigation.open("practice.play", {{"lesson", lesson_}, {"scene", std::to_string(scene)}});
  }

 private:
  Services& services_;
  std::string lesson_;
  ui::Page page_;
};

class PracticeScene final : public Screen {
 public:
  PracticeScene(Services& services, const Params& params)
      : services_(services), lesson_(param(params, "lesson")), scene_(scene_of(params)) {}
  [[nodiscard]] std::string_view name() const override { return "practice.scene"; }

  void draw(ui::Ui& ui) override {
    const practice::Lesson* lesson = services_.practice.find(lesson_);
    if (lesson == nullptr || scene_ >= lesson->scenes.size()) return services_.navigation.back();
    ui.title("practice.scene.title");
    ui.say("practice.scene.title");
    draw_stars(services_, ui, "practice.scene.stars", services_.practice.stars(*lesson, scene_));
    ui.paragraph("practice.scenes.done", scenes_done_words(services_, ui, *lesson));
    const std::size_t next = services_.practice.next_scene(*lesson, scene_);
    const auto chosen = ui.choices(
        std::array{ui::Choice{.id = "practice.scene.finish"}, ui::Choice{.id = "practice.scene.choose"},
                   ui::Choice{.id = "practice.scene.next",
                              .second = services_.texts.of(lesson->scenes[next].title),
                              .main = true}});
    if (!chosen) return;
    if (*chosen == 0) return services_.navigation.replace("practice.done", {{"lesson", lesson_}});
    if (*chosen == 1) return services_.navigation.back();
    services_.navigation.replace("practice.play", {{"lesson", lesson_}, {"scene", std::to_string(next)}});
  }

 private:
  Services& services_;
  std::string lesson_;
  std::size_t scene_;
};

}  // namespace

std::unique_ptr<Screen> make_practice_scenes(Services& services, const Params& params) {
  return std::make_unique<PracticeScenes>(services, params);
}
std::unique_ptr<Screen> make_practice_scene(Services& services, const Params& params) {
  return std::make_unique<PracticeScene>(services, params);
}

}  // namespace yz::kiosk
