// 时代学堂: what one can do there.
#include <vector>

#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

class LessonsHome final : public Screen {
 public:
  explicit LessonsHome(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "lessons.home"; }

  void draw(ui::Ui& ui) override {
    ui.title("lessons.home.title");
    ui.words("lessons.home.words");
    ui.say("lessons.home.words");
    std::vector<ui::Choice> choices;
    std::vector<const char*> screens;
    const auto add = [&](const char* id, const char* icon, const char* screen) {
      choices.push_back(
          {.id = id, .second = ui.word(std::string(id) + ".second"), .icon = icon, .ink = ui::Ink::blue});
      screens.push_back(screen);
    };
    if (!services_.classes.is_empty()) add("lessons.home.sign_up", "school", "lessons.list");
    if (!services_.practice.lessons().empty()) add("lessons.home.practise", "cellphone", "practice.list");
    if (!services_.classes.is_empty()) {
      add("lessons.home.checkin", "qrcode-scan", "lessons.checkin");
      add("lessons.home.mine", "account-card-details", "lessons.find");
    }
    const auto chosen = ui.choices(choices);
    if (!choices.empty()) ui.illustration("lessons.home.picture", ui::Illustration::station);
    if (choices.empty()) ui.empty("lessons.home.empty", "school", ui.word("lessons.home.empty"));
    if (chosen) services_.navigation.open(screens[*chosen]);
  }

 private:
  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_lessons_home(Services& services, const Params&) {
  return std::make_unique<LessonsHome>(services);
}

}  // namespace yz::kiosk
