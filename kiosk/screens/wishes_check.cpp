// 请看一遍: all answers, each to be changed, before it is sent.
#include "kiosk/screens/wish_steps.h"
#include "kiosk/screens/wish_words.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

class WishesCheck final : public Screen {
 public:
  explicit WishesCheck(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.check"; }

  void draw(ui::Ui& ui) override {
    const WishDraft& wish = services_.session.wish;
    // Back from a wish that was sent: what is changed here now would not go with it.
    if (services_.wishes.is_sent()) return services_.navigation.replace("wishes.done");
    ui.title("wishes.check.title");
    ui.say("wishes.check.title");
    const auto send = ui.choices(std::array{ui::Choice{.id = "wishes.check.send", .main = true}});
    std::vector<ui::Choice> rows;
    std::vector<const char*> screens;
    const auto row = [&](const char* id, const std::string& answer, const char* screen) {
      // What she wrote and where she can be reached is not for the hall's ears.
      rows.push_back({.id = std::string("wishes.check.") + id,
                      .words = answer,
                      .second = ui.word(std::string("wishes.check.") + id),
                      .say = ui.word(std::string("wishes.check.") + id)});
      screens.push_back(screen);
    };
    row("kind", kind_words(services_, wish), "wishes.kind");
    row("what", told_words(services_, wish), "wishes.how");
    if (wish.voice && !wish.words.reveal().empty())
      row("voice", voice_words(services_, wish), "wishes.voice");
    row("where", place_words(services_, wish.place), "wishes.place");
    row("contact", contact_words(services_), "wishes.contact");
    if (wish.photos.empty()) {
      row("add_photo", ui.word("wishes.check.no_photo"), "wishes.paper");
    } else {
      row("photo", ui.word("wishes.check.photos", {{"count", std::to_string(wish.photos.size())}}),
          "wishes.paper");
    }
    if (const auto chosen = ui.rows(rows, page_))
      services_.navigation.open(screens[*chosen], {{"edit", "1"}});
    if (!send) return;
    if (!wish.has_content()) {
      services_.navigation.open("wishes.how", {{"edit", "1"}});
    } else {
      services_.navigation.replace("wishes.done");
    }
  }

 private:
  Services& services_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_wishes_check(Services& services, const Params&) {
  return std::make_unique<WishesCheck>(services);
}

}  // namespace yz::kiosk
