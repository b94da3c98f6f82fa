// 拍纸条: a note photographed, up to four. A yes first; the camera is open only under its sign.
#include <utility>
#include <vector>

#include "kiosk/screens/phrases.h"
#include "kiosk/screens/wish_steps.h"

namespace yz::kiosk {
namespace {

class WishesPaper final : public Screen {
 public:
  WishesPaper(Services& services, Params params) : services_(services), params_(std::move(params)) {}
  ~WishesPaper() override { services_.photos.close(); }
  WishesPaper(const WishesPaper&) = delete;
  WishesPaper& operator=(const WishesPaper&) = delete;

  [[nodiscard]] std::string_view name() const override { return "wishes.paper"; }

  void draw(ui::Ui& ui) override {
    // In the frame that has the sign, not in the one before it.
    if (std::exchange(is_asked_, false)) services_.photos.open();
    const PhotoState state = services_.photos.state();
    if (state == PhotoState::taken) services_.session.has_unsent = true;  // leaving asks
    ui.title(state == PhotoState::taken ? "wishes.paper.look" : "wishes.paper.title");
    std::vector<ui::Choice> choices;
    switch (state) {
      case PhotoState::closed:
        choices = draw_ask(ui);
        break;
      case PhotoState::live:
      case PhotoState::taking:
        choices = draw_live(ui, state == PhotoState::taking);
        break;
      case PhotoState::taken:
        choices = draw_taken(ui);
        break;
      case PhotoState::no_camera:
        choices = draw_broken(ui);
        break;
    }
    const auto chosen = ui.choices(choices);
    // Last: a picture takes what room is left.
    if (state == PhotoState::taken) ui.photo("wishes.paper.still", services_.photos.still());
    if (state == PhotoState::live || state == PhotoState::taking)
      ui.photo("wishes.paper.seen", services_.photos.seen());
    if (chosen) choose(choices[*chosen].id);
  }

 private:
  [[nodiscard]] std::size_t kept() const { return services_.session.wish.photos.size(); }

  std::vector<ui::Choice> draw_ask(ui::Ui& ui) const {
    if (kept() > 0) return draw_kept(ui);
    ui.words("wishes.paper.words");
    ui.say("wishes.paper.words");
    ui.picture("wishes.paper.picture", "camera", ui::Ink::main);
    return {{.id = "wishes.paper.agree", .main = true}};
  }

  std::vector<ui::Choice> draw_kept(ui::Ui& ui) const {
    ui.words("wishes.paper.kept", {{"count", std::to_string(kept())}});
    std::vector<ui::Choice> choices;
    if (kept() < wish_photos_max) choices.push_back({.id = "wishes.paper.another"});
    choices.push_back({.id = "wishes.paper.afresh"});
    choices.push_back({.id = "wishes.paper.use_kept", .main = true});
    return choices;
  }

  std::vector<ui::Choice> draw_live(ui::Ui& ui, bool is_taking) const {
    ui.sign("wishes.paper.open", "camera", ui.word("photo.open"));
    if (services_.photos.has_failed()) {
      ui.banner("photo.failed", ui::Tone::trouble, ui.word("photo.failed"));
      ui.say("photo.failed");
    } else if (services_.photos.seen() == nullptr) {
      ui.words("photo.wait");
    }
    ui::Choice shoot{.id = "wishes.paper.shoot", .icon = "camera", .main = true};
    if (is_taking) shoot.off_because = ui.word("photo.wait");
    return {shoot};
  }

  std::vector<ui::Choice> draw_taken(ui::Ui& ui) const {
    if (services_.photos.is_dark()) {
      ui.banner("photo.dark", ui::Tone::trouble, ui.word("photo.dark"));
      ui.say("photo.dark");
      // What is dark on purpose is theirs to judge.
      return {{.id = "wishes.paper.use"}, {.id = "wishes.paper.again", .main = true}};
    }
    ui.words("wishes.paper.which", {{"number", std::to_string(kept() + 1)}});
    ui.say("wishes.paper.look");
    std::vector<ui::Choice> choices;
    if (kept() + 1 < wish_photos_max) choices.push_back({.id = "wishes.paper.more"});
    choices.push_back({.id = "wishes.paper.again"});
    choices.push_back({.id = "wishes.paper.use", .main = true});
    return choices;
  }

  std::vector<ui::Choice> draw_broken(ui::Ui& ui) const {
    ui.banner("photo.camera", ui::Tone::trouble, ui.word("photo.camera"));
    ui.say("photo.camera");
    if (kept() == 0) return {{.id = "wishes.paper.other", .main = true}};
    ui.words("wishes.paper.kept", {{"count", std::to_string(kept())}});
    return {{.id = "wishes.paper.other"}, {.id = "wishes.paper.use_kept", .main = true}};
  }

  void choose(const std::string& id) {
    if (id == "wishes.paper.agree") services_.session.may_photograph = true;
    if (id == "wishes.paper.shoot") services_.photos.shoot();
    if (id == "wishes.paper.other") services_.navigation.back();
    if (id == "wishes.paper.more" || id == "wishes.paper.use") (void)services_.photos.keep();  // it is there
    if (id == "wishes.paper.afresh") services_.session.wish.photos.clear();
    is_asked_ = id == "wishes.paper.agree" || id == "wishes.paper.again" || id == "wishes.paper.more" ||
                id == "wishes.paper.another" || id == "wishes.paper.afresh";
    if (id == "wishes.paper.use" || id == "wishes.paper.use_kept") next_wish_step(services_, params_);
  }

  Services& services_;
  Params params_;
  bool is_asked_{};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_paper(Services& services, const Params& params) {
  return std::make_unique<WishesPaper>(services, params);
}

}  // namespace yz::kiosk
