#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

/// 怎样更方便: each row shows its state in words; a touch goes to the next.
class Access final : public Screen {
 public:
  explicit Access(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "access"; }

  void draw(ui::Ui& ui) override {
    AccessSettings& access = services_.session.access;
    ui.title("access.title");
    ui.words("access.words");
    ui.say("access.title");
    const auto row = [&](const char* id, const char* icon, const std::string& state) {
      ui::Choice choice;
      choice.id = id;
      choice.icon = icon;
      choice.second = ui.word(state);
      return choice;
    };
    const auto yes_no = [](bool value) {
      return value ? std::string("access.yes") : std::string("access.no");
    };
    const std::array rows{
        row("access.size", "format-size",
            "access.size." + std::to_string(static_cast<int>(access.text_size))),
        row("access.volume", "volume-high",
            "access.volume." + std::to_string(static_cast<int>(access.volume))),
        row("access.contrast", "contrast-circle", yes_no(access.high_contrast)),
        row("access.low", "wheelchair-accessibility", yes_no(access.low_reach)),
        row("access.slow", "clock", yes_no(access.slow)),
    };
    const auto chosen = ui.rows("access", rows, page_);
    if (!chosen) return;
    switch (*chosen) {
      case 0:
        access.text_size = static_cast<TextSize>((static_cast<int>(access.text_size) + 1) % 3);
        return;
      case 1:
        access.volume = static_cast<Volume>((static_cast<int>(access.volume) + 3) % 4);
        return;
      case 2:
        access.high_contrast = !access.high_contrast;
        return;
      case 3:
        access.low_reach = !access.low_reach;
        return;
      default:
        access.slow = !access.slow;
    }
  }

 private:
  Services& services_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_access(Services& services, const Params&) {
  return std::make_unique<Access>(services);
}

}  // namespace yz::kiosk
