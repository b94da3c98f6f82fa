// 心愿墙: what can be done about wishes.
#include <array>

#include "kiosk/screens/wish_steps.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

class WishesHome final : public Screen {
 public:
  explicit WishesHome(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.home"; }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.home.title");
    ui.words("wishes.home.words");
    ui.say("wishes.home.words");
    const bool has_draft = services_.session.wish.has_content();
    if (has_draft) ui.banner("wishes.home.kept", ui::Tone::notice, ui.word("wishes.home.kept"));
    const std::array choices{
        ui::Choice{.id = "wishes.home.claim", .icon = "gift", .ink = ui::Ink::violet},
        ui::Choice{.id = "wishes.home.wall", .icon = "heart-outline", .ink = ui::Ink::violet},
        ui::Choice{.id = "wishes.home.find", .icon = "map-marker", .ink = ui::Ink::violet},
        ui::Choice{.id = "wishes.home.tell",
                   .words = has_draft ? ui.word("wishes.home.go_on") : std::string(),
                   .icon = "pencil",
                   .main = true}};
    constexpr std::array screens{"wishes.claim", "wishes.wall", "wishes.find"};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen < screens.size()) {
      services_.navigation.open(screens.at(*chosen));
    } else if (has_draft) {
      next_wish_step(services_, {});
    } else {
      services_.navigation.open("wishes.kind");
    }
  }

 private:
  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_wishes_home(Services& services, const Params&) {
  return std::make_unique<WishesHome>(services);
}

}  // namespace yz::kiosk
