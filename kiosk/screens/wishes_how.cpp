// 您想怎么说？: four ways to tell it, equal in rank.
#include <array>

#include "kiosk/app/screen.h"
#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

class WishesHow final : public Screen {
 public:
  WishesHow(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.how"; }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.how.title");
    ui.words("wishes.how.words");
    ui.say("wishes.how.title");
    constexpr std::array ways{"hand", "speak", "pinyin", "paper"};
    const std::array cards{ui::Choice{.id = "wishes.how.hand", .icon = "pencil", .ink = ui::Ink::violet},
                           ui::Choice{.id = "wishes.how.speak", .icon = "microphone", .ink = ui::Ink::violet},
                           ui::Choice{.id = "wishes.how.pinyin", .icon = "keyboard", .ink = ui::Ink::violet},
                           ui::Choice{.id = "wishes.how.paper", .icon = "camera", .ink = ui::Ink::violet}};
    const auto chosen = ui.cards(cards);
    if (!chosen) return;
    Params params = params_;
    const std::string way = ways.at(*chosen);
    params["way"] = way;
    const char* screen = way == "speak" ? "wishes.voice" : way == "paper" ? "wishes.paper" : "wishes.words";
    // Back from there leads to the list of answers, not to this question once more.
    if (params.contains("edit")) {
      services_.navigation.replace(screen, params);
    } else {
      services_.navigation.open(screen, params);
    }
  }

 private:
  Services& services_;
  Params params_;
};

}  // namespace

std::unique_ptr<Screen> make_wishes_how(Services& services, const Params& params) {
  return std::make_unique<WishesHow>(services, params);
}

}  // namespace yz::kiosk
