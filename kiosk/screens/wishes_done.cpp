// 收到您的心愿: sends it when it is shown first, and says the number only when it is durable; 还没交上去.
#include "kiosk/screens/done_choices.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/wish_words.h"

namespace yz::kiosk {
namespace {

domain::WishTold told_by(const WishDraft& wish) {
  if (!wish.words.reveal().empty()) return wish.by_pinyin ? domain::WishTold::pinyin : domain::WishTold::hand;
  return wish.voice ? domain::WishTold::voice : domain::WishTold::photo;
}

class WishesDone final : public Screen {
 public:
  explicit WishesDone(Services& services) : services_(services) {
    const Session& session = services.session;
    ask_ = services.wishes.submit(session.wish,
                                  session.wish.contact == WishContact::card ? session.person : std::nullopt,
                                  told_by(session.wish));
  }

  [[nodiscard]] std::string_view name() const override { return "wishes.done"; }

  void draw(ui::Ui& ui) override {
    const WishAnswer* answer = services_.wishes.answer(ask_);
    if (answer == nullptr) {
      ui.title("wishes.done.wait");
      return;
    }
    const auto* sent = std::get_if<WishView>(answer);
    if (sent == nullptr) {
      services_.navigation.replace("wishes.unsent", {{"why", wish_problem_words(services_, *answer)}});
      return;
    }
    if (!is_settled_) {  // it is on disk: what was written is nobody's draft any more
      is_settled_ = true;
      services_.session.wish = {};
      services_.session.has_unsent = false;
      services_.wishes.settled();
    }
    const WishView* now = services_.wishes.wish(sent->id);
    draw_wish(ui, now == nullptr ? *sent : *now);
  }

 private:
  void draw_wish(ui::Ui& ui, const WishView& wish) {
    ui.title("wishes.done.title");
    ui.number("wishes.done.number", wish.number);
    if (wish.answer_by) {
      ui.words(wish.is_urgent ? "wishes.done.urgent" : "wishes.done.answer",
               {{"time", moment_words(services_, *wish.answer_by)}});
    } else {
      ui.words("wishes.done.soon");
    }
    draw_print_state(ui, wish.print, wish.number);
    ui.say("wishes.done.say");
    if (!ui.is_tight() || is_print_trouble(wish.print))
      ui.qr("wishes.done.qr", wish.qr, "wishes.done.qr.words");
    draw_done_choices(services_, ui, "wishes.done", [&] { services_.wishes.reprint(wish.id); });
  }

  Services& services_;
  AskId ask_{};
  bool is_settled_{};
};

/// It could not be sent: why, and what she can do. Nothing of it is lost.
class WishesUnsent final : public Screen {
 public:
  WishesUnsent(Services& services, const Params& params) : services_(services), why_(param(params, "why")) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.unsent"; }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.unsent.title");
    ui.banner("wishes.unsent.why", ui::Tone::trouble, why_);
    ui.words("wishes.unsent.kept");
    services_.speech.say_sentence("wishes.unsent.why", why_);
    const auto chosen = ui.pair({.id = "wishes.unsent.change"}, {.id = "wishes.unsent.retry", .main = true});
    if (chosen) services_.navigation.replace(*chosen == 0 ? "wishes.check" : "wishes.done");
  }

 private:
  Services& services_;
  std::string why_;
};

}  // namespace

std::unique_ptr<Screen> make_wishes_done(Services& services, const Params&) {
  return std::make_unique<WishesDone>(services);
}
std::unique_ptr<Screen> make_wishes_unsent(Services& services, const Params& params) {
  return std::make_unique<WishesUnsent>(services, params);
}

}  // namespace yz::kiosk
