// 办得满意吗？ of a wish, and 哪里不满意？, after which it goes one level up.
#include "kiosk/screens/wish_words.h"

namespace yz::kiosk {
namespace {

class WishesRate final : public Screen {
 public:
  explicit WishesRate(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.rate"; }

  void draw(ui::Ui& ui) override {
    if (ask_ != 0) {
      draw_answer(ui);
    } else if (stars_ == 0) {
      draw_faces(ui);
    } else {
      draw_reasons(ui);
    }
  }

 private:
  void draw_faces(ui::Ui& ui) {
    ui.title("wishes.rate.title");
    ui.say("wishes.rate.title");
    const auto stars = ui.faces("wishes.rate");
    if (!stars) return;
    stars_ = *stars;
    if (stars_ >= domain::wish_satisfied_stars_min) {
      ask_ = services_.wishes.rate(domain::WishId{services_.session.wish_shown}, stars_, {});
    } else {
      services_.speech.say("wishes.rate.why");
    }
  }

  void draw_reasons(ui::Ui& ui) {
    ui.title("wishes.rate.why");
    ui.say("wishes.rate.why");
    const auto& reasons = services_.wish_content.reasons;
    std::vector<ui::Choice> choices;
    choices.reserve(reasons.size());
    for (const domain::WishReason& reason : reasons)
      choices.push_back(
          {.id = "wishes.rate.why." + reason.id.value, .words = services_.texts.of(reason.name)});
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    ask_ = services_.wishes.rate(domain::WishId{services_.session.wish_shown}, stars_, reasons[*chosen].id);
  }

  void draw_answer(ui::Ui& ui) {
    const WishAnswer* answer = services_.wishes.answer(ask_);
    if (answer == nullptr) {
      ui.title("wishes.rate.wait");
      return;
    }
    const auto* wish = std::get_if<WishView>(answer);
    ui.title(wish == nullptr ? "wishes.rate.refused" : "wishes.rate.thanks");
    if (wish == nullptr) {
      ui.banner("wishes.rate.problem", ui::Tone::trouble, wish_problem_words(services_, *answer));
    } else if (wish->state == domain::WishState::closed) {
      ui.banner("wishes.rate.closed", ui::Tone::done, ui.word("wishes.rate.closed"));
      ui.say("wishes.rate.closed");
    } else {
      const std::string level = owner_words(services_, {domain::WishOwnerKind::dispatcher, wish->level, {}});
      const std::string words =
          wish->answer_by ? ui.word("wishes.rate.passed_up",
                                    {{"level", level}, {"time", moment_words(services_, *wish->answer_by)}})
                          : ui.word("wishes.rate.passed_up.soon", {{"level", level}});
      ui.banner("wishes.rate.passed_up", ui::Tone::done, words);
      services_.speech.say_sentence("wishes.rate.passed_up", words);
    }
    const auto chosen = ui.pair({.id = "wishes.rate.way"}, {.id = "wishes.rate.leave", .main = true});
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.back();
    } else {
      services_.navigation.leave();
    }
  }

  Services& services_;
  int stars_{};
  AskId ask_{};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_rate(Services& services, const Params&) {
  return std::make_unique<WishesRate>(services);
}

}  // namespace yz::kiosk
