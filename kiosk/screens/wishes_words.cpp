// 写一写什么事: the wish in words, by hand, by pinyin or out of ready phrases.
#include "kiosk/app/screen.h"
#include "kiosk/screens/wish_steps.h"
#include "kiosk/ui/text_pad.h"

namespace yz::kiosk {
namespace {

class WishesWords final : public Screen {
 public:
  WishesWords(Services& services, const Params& params)
      : services_(services),
        params_(params),
        pad_(services, params.contains("way") && params.at("way") == "pinyin" ? ui::TextPad::Way::pinyin
                                                                              : ui::TextPad::Way::hand) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.words"; }

  void draw(ui::Ui& ui) override {
    WishDraft& wish = services_.session.wish;
    ui.title("wishes.words.title");
    ui.say("wishes.words.title");
    switch (pad_.draw(ui, "wishes.words", wish.words, wish_words_max, services_.wish_content.phrases)) {
      case ui::TextPad::Wish::nothing:
        return;
      case ui::TextPad::Wish::speak:
        services_.navigation.replace("wishes.voice", params_);
        return;
      case ui::TextPad::Wish::done:
        if (!wish.has_content()) {
          ui.toast(ui::Ui::Toast::answer, ui.word("wishes.words.empty"));
        } else {
          wish.by_pinyin = pad_.is_pinyin();
          next_wish_step(services_, params_);
        }
        return;
    }
  }

 private:
  Services& services_;
  Params params_;
  ui::TextPad pad_;
};

}  // namespace

std::unique_ptr<Screen> make_wishes_words(Services& services, const Params& params) {
  return std::make_unique<WishesWords>(services, params);
}

}  // namespace yz::kiosk
