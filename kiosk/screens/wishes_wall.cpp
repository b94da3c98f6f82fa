// 大家的心愿: what staff put on the wall, page by page, without a name; 我也想要, and 认领微心愿 by a card.
#include <algorithm>

#include "kiosk/screens/wish_words.h"

namespace yz::kiosk {
namespace {

class WishesWall final : public Screen {
 public:
  WishesWall(Services& services, bool for_claiming) : services_(services), for_claiming_(for_claiming) {}

  [[nodiscard]] std::string_view name() const override {
    return for_claiming_ ? "wishes.claim" : "wishes.wall";
  }

  void draw(ui::Ui& ui) override {
    const std::string id(name());
    ui.title(id + ".title");
    ui.words(id + ".words");
    ui.say(id + ".words");
    std::vector<WallView> shown;
    for (const WallView& wish : services_.wishes.wall()) {
      if (!for_claiming_ || wish.is_claimable) shown.push_back(wish);
    }
    if (shown.empty()) {
      if (ui.choices(std::array{ui::Choice{.id = id + ".tell", .main = true}}))
        services_.navigation.replace("wishes.kind");
      ui.empty(id + ".empty", "heart-outline", ui.word(id + ".empty"));
      return;
    }
    std::vector<ui::Choice> rows;
    for (const WallView& wish : shown) {
      const domain::WishCategory* category = services_.wish_content.find_category(wish.category);
      ui::Choice row;
      row.id = id + '.' + wish.id.value;
      row.words = wish.text;
      row.second = wall_words(services_, wish);
      row.icon = category == nullptr ? "heart" : category->icon;
      row.ink = ui::Ink::violet;
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows(rows, page_))
      services_.navigation.open("wishes.one", {{"wish", shown[*chosen].id.value}});
  }

 private:
  Services& services_;
  bool for_claiming_;
  ui::Page page_;
};

/// One wish of the wall.
class WishesOne final : public Screen {
 public:
  WishesOne(Services& services, const Params& params) : services_(services) {
    wish_ = domain::WishId{param(params, "wish")};
  }

  [[nodiscard]] std::string_view name() const override { return "wishes.one"; }

  void shown_again() override {
    const auto asked = std::exchange(asked_, std::nullopt);
    if (asked && is_known()) act(*asked);
  }

  void draw(ui::Ui& ui) override {
    const auto& wall = services_.wishes.wall();
    const auto found = std::ranges::find(wall, wish_, &WallView::id);
    ui.title("wishes.one.title");
    if (found == wall.end()) {
      ui.words("wishes.one.gone");
      return;
    }
    ui.paragraph("wishes.one.text", found->text, ui::Role::lead);
    if (found->supporters > 0)
      ui.words("wishes.wall.supporters", {{"count", std::to_string(found->supporters)}});
    if (draw_answer(ui)) return;
    services_.speech.say_sentence("wishes.one.text", found->text);
    ui::Choice support{.id = "wishes.one.support", .icon = "heart", .ink = ui::Ink::violet};
    ui::Choice claim{.id = "wishes.one.claim", .icon = "gift", .main = true};
    if (found->is_claimed) claim.off_because = ui.word("wishes.one.claimed");
    if (!found->is_claimed && !found->is_claimable) claim.off_because = ui.word("wishes.one.not_claimable");
    const auto chosen = ui.choices(std::array{support, claim});
    if (!chosen) return;
    const WallAction action = *chosen == 0 ? WallAction::support : WallAction::claim;
    if (is_known()) {
      act(action);
    } else {
      asked_ = action;
      services_.navigation.open(services_.session.has_consented ? "identity.read" : "identity.consent",
                                {{"then", "back"}, {"cards", "any"}});
    }
  }

 private:
  [[nodiscard]] bool is_known() const { return services_.session.person || services_.session.card_number; }

  void act(WallAction action) {
    const Session& session = services_.session;
    action_ = action;
    ask_ = session.person ? services_.wishes.on_wall(action, wish_, *session.person)
                          : services_.wishes.on_wall(action, wish_, *session.card_number);
  }

  /// True: what came of it stands there.
  bool draw_answer(ui::Ui& ui) {
    if (ask_ == 0) return false;
    const WishAnswer* answer = services_.wishes.answer(ask_);
    if (answer == nullptr) return false;
    const bool worked = std::holds_alternative<WishView>(*answer);
    const std::string id = !worked                          ? "wishes.one.problem"
                           : action_ == WallAction::support ? "wishes.one.supported"
                                                            : "wishes.one.thanks";
    ui.banner(id, worked ? ui::Tone::done : ui::Tone::trouble,
              worked ? ui.word(id) : wish_problem_words(services_, *answer));
    if (worked) ui.say(id);
    const std::string lost = lost_claim_words(services_, ask_);
    if (!lost.empty()) ui.banner("wishes.one.lost", ui::Tone::notice, lost);
    const auto chosen = ui.pair({.id = "wishes.one.more"}, {.id = "wishes.one.leave", .main = true});
    if (chosen == std::optional<std::size_t>(0)) services_.navigation.back();
    if (chosen == std::optional<std::size_t>(1)) services_.navigation.leave();
    return true;
  }

  Services& services_;
  domain::WishId wish_;
  std::optional<WallAction> asked_;
  WallAction action_{};
  AskId ask_{};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_wall(Services& services, const Params&) {
  return std::make_unique<WishesWall>(services, false);
}
std::unique_ptr<Screen> make_wishes_claim(Services& services, const Params&) {
  return std::make_unique<WishesWall>(services, true);
}
std::unique_ptr<Screen> make_wishes_one(Services& services, const Params& params) {
  return std::make_unique<WishesOne>(services, params);
}

}  // namespace yz::kiosk
