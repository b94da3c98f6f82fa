// kiosk/ui as the loop sees it: fingers in, frames and their widgets out.
#include "kiosk/app/stage.h"

#include <algorithm>
#include <utility>

#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

class ImguiStage final : public kiosk::Stage {
 public:
  ImguiStage(Fonts fonts, SDL_Renderer* renderer, kiosk::Services& services)
      : services_(services), ui_(Paint(std::move(fonts), renderer), services) {}

  void finger(const kiosk::Finger& event) override {
    const bool was_down = ui_.touch().is_finger_down();
    ui_.touch().finger(event);
    if (!was_down && ui_.touch().is_finger_down()) down_at_ = event.at;
    for (kiosk::TouchRecord& record : ui_.touch().take_records()) {
      record.pressed = std::exchange(pressed_after_, std::nullopt);
      ended_.push_back({std::move(record), event.at});
    }
  }
  [[nodiscard]] bool is_finger_down() const override { return ui_.touch().is_finger_down(); }
  bool type(const std::string& text) override { return ui_.type(text); }

  void draw(kiosk::Screen& screen, int width, int height) override {
    do {
      ui_.begin(width, height, screen.name());
      screen.draw(ui_);
    } while (ui_.end());
    const Milliseconds now = services_.clock.mono();
    if (ui_.touch().pressed() != nullptr && down_at_) {
      pressed_after_ = now - *std::exchange(down_at_, std::nullopt);
      services_.sound.play(hal::Tone::click);
    }
    for (Ended& ended : ended_) {
      ended.record.shown = std::max(Milliseconds{0}, now - ended.up_at);
      records_.push_back(std::move(ended.record));
    }
    ended_.clear();
  }
  [[nodiscard]] std::optional<Milliseconds> next_frame() const override { return ui_.next_frame(); }
  [[nodiscard]] const std::vector<kiosk::WidgetInfo>& widgets() const override { return ui_.widgets(); }
  [[nodiscard]] std::vector<kiosk::TouchRecord> take_touches() override {
    return std::exchange(records_, {});
  }
  void screen_changed() override { ui_.screen_changed(); }

 private:
  struct Ended {  // waits for the frame that shows what came of it
    kiosk::TouchRecord record;
    Milliseconds up_at{};
  };
  kiosk::Services& services_;
  Ui ui_;
  std::optional<Milliseconds> down_at_;  // of a finger that no frame has shown yet
  std::optional<Milliseconds> pressed_after_;
  std::vector<Ended> ended_;
  std::vector<kiosk::TouchRecord> records_;
};

}  // namespace

Result<std::unique_ptr<kiosk::Stage>> make_stage(kiosk::Services& services,
                                                 const kiosk::StageConfig& config) {
  auto fonts = load_fonts(config);
  if (!fonts) return fail(fonts.error());
  return std::make_unique<ImguiStage>(*std::move(fonts), config.renderer, services);
}

}  // namespace yz::ui
