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
      return ui::Choice{.id = id, .second = ui.word(state), .icon = icon, .ink = ui::Ink::main};
    };
    const auto yes_no = [&](const char* id, const char* icon, bool value) {
      ui::Choice choice = row(id, icon, value ? "access.yes" : "access.no");
      choice.chosen = value;
      return choice;
    };
    const std::array rows{
        row("access.size", "format-size",
            "access.size." + std::to_string(static_cast<int>(access.text_size))),
        row("access.volume", "volume-high",
            "access.volume." + std::to_string(static_cast<int>(access.volume))),
        yes_no("access.contrast", "contrast-circle", access.high_contrast),
        yes_no("access.low", "wheelchair-accessibility", access.low_reach),
        yes_no("access.slow", "clock", access.slow),
        yes_no("access.listen", "volume-high", access.listen_first),
    };
    const auto chosen = ui.rows(rows, page_);
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
      case 4:
        access.slow = !access.slow;
        return;
      default:
        access.listen_first = !access.listen_first;
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
