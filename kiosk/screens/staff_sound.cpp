// What the kiosk is heard with and hears with, tried out: the voice says a sentence, the microphone records
// one and plays it back.
#include <array>

#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

class StaffVoice final : public Screen {
 public:
  explicit StaffVoice(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "staff.voice"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    ui.title_words("staff.voice.title", ui.word("staff.devices.voice"));
    ui.words(services_.speech.has_voice() ? "device.state.ready" : "staff.devices.no_voice");
    if (has_tried_ && !services_.sound.view().has_output)
      ui.banner("staff.voice.silent", ui::Tone::trouble, ui.word("staff.voice.silent"));
    const std::array choices{ui::Choice{.id = "staff.voice.speak", .icon = "volume-high", .main = true},
                             ui::Choice{.id = "staff.voice.tones"}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.speech.stop();
      services_.speech.new_visit();  // the same sentence is said once more
      services_.speech.say("staff.voice.sentence");
    } else {
      has_tried_ = true;
      for (const auto tone : {hal::Tone::done, hal::Tone::trouble, hal::Tone::chime})
        services_.sound.play(tone);
    }
  }

 private:
  Services& services_;
  bool has_tried_{};
};

class StaffMicrophone final : public Screen {
 public:
  explicit StaffMicrophone(Services& services) : services_(services) {}
  ~StaffMicrophone() override { services_.sound.forget(); }
  StaffMicrophone(const StaffMicrophone&) = delete;
  StaffMicrophone& operator=(const StaffMicrophone&) = delete;

  [[nodiscard]] std::string_view name() const override { return "staff.microphone"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    const hal::SoundView view = services_.sound.view();
    const bool is_open =
        view.microphone == hal::Microphone::opening || view.microphone == hal::Microphone::recording;
    ui.title_words("staff.microphone.title", ui.word("staff.devices.microphone"));
    ui.words("staff.microphone.words");
    draw_state(ui, view, is_open);
    std::vector<ui::Choice> choices;
    if (is_open) {
      choices.push_back({.id = "staff.microphone.end", .main = true});
    } else {
      choices.push_back({.id = "staff.microphone.begin", .main = true});
      if (services_.sound.recording() != nullptr)
        choices.push_back({.id = "staff.microphone.listen", .icon = "volume-high"});
    }
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    const std::string& id = choices[*chosen].id;
    if (id == "staff.microphone.begin") services_.sound.record(most);
    if (id == "staff.microphone.end") services_.sound.end_recording();
    if (id == "staff.microphone.listen") services_.sound.listen();
  }

 private:
  static constexpr Milliseconds most{10'000};

  void draw_state(ui::Ui& ui, const hal::SoundView& view, bool is_open) const {
    if (is_open) {
      ui.banner("staff.microphone.open", ui::Tone::notice, ui.word("voice.recording"));
      ui.meter("staff.microphone.level", view.level);
      const auto left = std::chrono::ceil<std::chrono::seconds>(most - view.recorded).count();
      ui.ring("staff.microphone.left", static_cast<int>(left), static_cast<int>(most.count() / 1'000));
      return;
    }
    if (view.microphone == hal::Microphone::failed)
      return ui.banner("staff.microphone.failed", ui::Tone::trouble, ui.word("staff.microphone.failed"));
    const auto recording = services_.sound.recording();
    if (recording == nullptr) return;
    const bool is_quiet = recording->loudest < voice_quiet_below;
    ui.banner("staff.microphone.done", is_quiet ? ui::Tone::trouble : ui::Tone::done,
              is_quiet ? ui.word("voice.short")
                       : ui.word("staff.microphone.done",
                                 {{"seconds", std::to_string(recording->length.count() / 1'000)}}));
  }

  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_voice(Services& services, const Params&) {
  return std::make_unique<StaffVoice>(services);
}
std::unique_ptr<Screen> make_staff_microphone(Services& services, const Params&) {
  return std::make_unique<StaffMicrophone>(services);
}

}  // namespace yz::kiosk
