// 是哪一种？ and 关于什么？: the two first questions of a wish.
#include <array>

#include "kiosk/screens/wish_steps.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

class WishesKind final : public Screen {
 public:
  WishesKind(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.kind"; }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.kind.title");
    ui.words("wishes.kind.words");
    ui.say("wishes.kind.title");
    constexpr std::array kinds{"proposal", "appeal", "wish"};
    constexpr std::array icons{"lightbulb", "comment-text", "heart"};
    std::vector<ui::Choice> choices;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      ui::Choice choice;
      choice.id = std::string("wishes.kind.") + kinds.at(i);
      choice.second = ui.word(choice.id + ".second");
      choice.icon = icons.at(i);
      choice.ink = ui::Ink::violet;
      choices.push_back(std::move(choice));
    }
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    services_.session.wish.kind = kinds.at(*chosen);
    if (params_.contains("edit")) {  // they stand in one row of the answers
      services_.navigation.replace("wishes.category", params_);
    } else {
      services_.navigation.open("wishes.category");
    }
  }

 private:
  Services& services_;
  Params params_;
};

class WishesCategory final : public Screen {
 public:
  WishesCategory(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.category"; }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.category.title");
    ui.say(asks_danger_ ? "wishes.danger.words" : "wishes.category.title");
    const auto& categories = services_.wish_content.categories;
    std::vector<ui::Choice> cards;
    for (const domain::WishCategory& category : categories) {
      ui::Choice card;
      card.id = "wishes.category." + category.id.value;
      card.words = services_.texts.of(category.name);
      card.icon = category.icon;
      card.ink = ui::Ink::violet;
      cards.push_back(std::move(card));
    }
    const auto chosen = ui.cards(cards);
    if (asks_danger_) {
      const std::array answers{ui::Choice{.id = "wishes.danger.no"},
                               ui::Choice{.id = "wishes.danger.help", .main = true}};
      const auto answer = ui.sheet("wishes.danger", answers);
      if (!answer) return;
      asks_danger_ = false;
      if (*answer == 1) {
        services_.navigation.open("help.kind");
      } else {
        next_wish_step(services_, params_);
      }
      return;
    }
    if (!chosen) return;
    services_.session.wish.category = categories[*chosen].id.value;
    asks_danger_ = categories[*chosen].is_danger;
    if (!asks_danger_) next_wish_step(services_, params_);
  }

 private:
  Services& services_;
  Params params_;
  bool asks_danger_{};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_kind(Services& services, const Params& params) {
  return std::make_unique<WishesKind>(services, params);
}
std::unique_ptr<Screen> make_wishes_category(Services& services, const Params& params) {
  return std::make_unique<WishesCategory>(services, params);
}

}  // namespace yz::kiosk
