// 说出来: a wish told by voice. A yes first; the microphone is open only under its sign.
#include <utility>
#include <vector>

#include "kiosk/screens/phrases.h"
#include "kiosk/screens/wish_steps.h"

namespace yz::kiosk {
namespace {

class WishesVoice final : public Screen {
 public:
  WishesVoice(Services& services, Params params) : services_(services), params_(std::move(params)) {}
  ~WishesVoice() override { services_.voice.end(); }
  WishesVoice(const WishesVoice&) = delete;
  WishesVoice& operator=(const WishesVoice&) = delete;

  [[nodiscard]] std::string_view name() const override { return "wishes.voice"; }

  void draw(ui::Ui& ui) override {
    // In the frame that has the sign, not in the one before it.
    if (std::exchange(is_asked_, false)) services_.voice.start();
    const VoiceState state = services_.voice.state();
    // From the first word on leaving asks.
    if (state == VoiceState::recording) services_.session.has_unsent = true;
    ui.title("wishes.voice.title");
    std::vector<ui::Choice> choices;
    switch (state) {
      case VoiceState::idle:
        choices = draw_ask(ui);
        break;
      case VoiceState::recording:
        choices = draw_recording(ui);
        break;
      case VoiceState::said:
        choices = draw_said(ui);
        break;
      case VoiceState::no_microphone:
        choices = draw_broken(ui);
        break;
    }
    if (const auto chosen = ui.choices(choices)) choose(choices[*chosen].id);
  }

 private:
  std::vector<ui::Choice> draw_ask(ui::Ui& ui) const {
    if (const auto& voice = services_.session.wish.voice) {
      draw_done(ui, voice->length);
      return {{.id = "wishes.voice.drop"},
              {.id = "wishes.voice.again"},
              {.id = "wishes.voice.use", .main = true}};
    }
    ui.words("wishes.voice.words");
    ui.say("wishes.voice.words");
    ui.picture("wishes.voice.picture", "microphone", ui::Ink::main);
    return {{.id = "wishes.voice.agree", .main = true}};
  }

  std::vector<ui::Choice> draw_recording(ui::Ui& ui) const {
    ui.sign("wishes.voice.open", "microphone", ui.word("voice.recording"));
    ui.meter("wishes.voice.level", services_.voice.level());
    ui.ring("wishes.voice.left", services_.voice.seconds_left(),
            static_cast<int>(wish_voice_max.count() / 1'000));
    return {{.id = "wishes.voice.end", .main = true}};
  }

  std::vector<ui::Choice> draw_said(ui::Ui& ui) const {
    const VoiceDesk& voice = services_.voice;
    if (voice.is_too_short()) {
      draw_trouble(ui, "voice.short");
      return {{.id = "wishes.voice.again", .main = true}};
    }
    ui::Choice listen{.id = "wishes.voice.listen", .icon = "volume-high"};
    if (voice.is_playing()) listen.off_because = ui.word("wishes.voice.playing");
    if (voice.is_too_quiet()) {
      draw_trouble(ui, "voice.short");
      // Whoever speaks softly may still be understood: they decide.
      return {listen, {.id = "wishes.voice.use"}, {.id = "wishes.voice.again", .main = true}};
    }
    draw_done(ui, voice.length());
    if (voice.is_full()) ui.banner("wishes.voice.full", ui::Tone::notice, ui.word("wishes.voice.full"));
    return {listen, {.id = "wishes.voice.again"}, {.id = "wishes.voice.use", .main = true}};
  }

  std::vector<ui::Choice> draw_broken(ui::Ui& ui) const {
    draw_trouble(ui, "voice.mic");
    return {{.id = "wishes.voice.retry"}, {.id = "wishes.voice.other", .main = true}};
  }

  static void draw_trouble(ui::Ui& ui, const char* words) {
    ui.banner(words, ui::Tone::trouble, ui.word(words));
    ui.say(words);
  }
  static void draw_done(ui::Ui& ui, Milliseconds length) {
    const std::string count = std::to_string(length.count() / 1'000);
    ui.banner("wishes.voice.done", ui::Tone::done, ui.word("wishes.voice.done", {{"seconds", count}}));
    ui.say("wishes.voice.done", {{"seconds", count}});
  }

  void choose(const std::string& id) {
    if (id == "wishes.voice.agree") services_.session.may_record = true;
    is_asked_ = id == "wishes.voice.agree" || id == "wishes.voice.again" || id == "wishes.voice.retry";
    if (id == "wishes.voice.end") services_.voice.end();
    if (id == "wishes.voice.listen") services_.voice.listen();
    if (id == "wishes.voice.other") services_.navigation.back();
    if (id == "wishes.voice.drop") {
      services_.session.wish.voice.reset();
    } else if (id == "wishes.voice.use") {
      // Nothing new was said: what the wish has already is what they mean.
      (void)services_.voice.keep();
    } else {
      return;
    }
    next_wish_step(services_, params_);
  }

  Services& services_;
  Params params_;
  bool is_asked_{};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_voice(Services& services, const Params& params) {
  return std::make_unique<WishesVoice>(services, params);
}

}  // namespace yz::kiosk
