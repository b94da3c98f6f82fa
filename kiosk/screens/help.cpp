#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

/// 求助: who to turn to, here and by telephone. Works with nothing but the screen.
class Help final : public Screen {
 public:
  explicit Help(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "help"; }

  void draw(ui::Ui& ui) override {
    ui.title("help.title");
    ui.words("help.words");
    ui.say("help.words");
    for (const char* line : {"help.120", "help.110", "help.119"}) ui.words(line, {}, ui::Role::lead);
    const auto grid = services_.station.phrases.find("phone.grid");
    if (grid != services_.station.phrases.end()) {
      ui.paragraph("help.grid", ui.word("help.grid", {{"phone", services_.texts.of(grid->second)}}),
                   ui::Role::lead);
    }
    const std::array choices{ui::Choice{.id = "help.back", .main = true}};
    if (ui.choices(choices)) services_.navigation.back();
  }

 private:
  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_help(Services& services, const Params&) {
  return std::make_unique<Help>(services);
}

}  // namespace yz::kiosk
