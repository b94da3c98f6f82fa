// 收到您的心愿: sends it when it is shown first, and says the number only when it is durable.
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/wish_words.h"

namespace yz::kiosk {
namespace {

domain::WishTold told_by(const WishDraft& wish, bool by_pinyin) {
  if (!wish.words.reveal().empty()) return by_pinyin ? domain::WishTold::pinyin : domain::WishTold::hand;
  return wish.voice ? domain::WishTold::voice : domain::WishTold::photo;
}

class WishesDone final : public Screen {
 public:
  explicit WishesDone(Services& services) : services_(services) { send(); }

  [[nodiscard]] std::string_view name() const override { return "wishes.done"; }

  void draw(ui::Ui& ui) override {
    const WishAnswer* answer = services_.wishes.answer(ask_);
    if (answer == nullptr) {
      ui.title("wishes.done.wait");
      return;
    }
    const auto* sent = std::get_if<WishView>(answer);
    if (sent == nullptr) {
      draw_problem(ui, *answer);
      return;
    }
    if (!is_settled_) {  // it is on disk: what was written is nobody's draft any more
      is_settled_ = true;
      services_.session.wish = {};
      services_.session.has_unsent = false;
    }
    const WishView* now = services_.wishes.wish(sent->id);
    draw_wish(ui, now == nullptr ? *sent : *now);
  }

 private:
  void send() {
    const Session& session = services_.session;
    const bool by_pinyin = services_.session.wish.by_pinyin;
    ask_ = services_.wishes.submit(session.wish,
                                   session.wish.contact == WishContact::card ? session.person : std::nullopt,
                                   told_by(session.wish, by_pinyin));
  }

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
    ui::Choice left{.id = "wishes.done.again"};
    ui::Choice leave{.id = "wishes.done.leave", .main = true};
    const auto seconds = services_.navigation.seconds_left();
    if (seconds) {
      left.id = "wishes.done.stay";
      leave.words = ui.word("tickets.done.leaving", {{"seconds", std::to_string(*seconds)}});
      ui.again_in(Milliseconds{500});
    }
    const auto chosen = ui.pair(left, leave);
    if (!chosen) return;
    if (*chosen == 1) {
      services_.navigation.leave();
      return;
    }
    if (!seconds) services_.wishes.reprint(wish.id);
    services_.navigation.stay_longer();
  }

  void draw_problem(ui::Ui& ui, const WishAnswer& answer) {
    const std::string words = wish_problem_words(services_, answer);
    ui.title("wishes.done.refused");
    ui.banner("wishes.done.why", ui::Tone::trouble, words);
    ui.words("wishes.done.kept");
    services_.speech.say_sentence("wishes.done.why", words);
    const auto chosen = ui.pair({.id = "wishes.done.change"}, {.id = "wishes.done.retry", .main = true});
    if (!chosen) return;
    if (*chosen == 1) {
      send();
    } else {
      services_.navigation.replace("wishes.check");
    }
  }

  Services& services_;
  AskId ask_{};
  bool is_settled_{};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_done(Services& services, const Params&) {
  return std::make_unique<WishesDone>(services);
}

}  // namespace yz::kiosk
