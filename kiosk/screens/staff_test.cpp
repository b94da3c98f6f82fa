#include "kiosk/screens/device_words.h"
#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

/// 试一下: a printer prints a test page, a reader reads a card, a scanner a code, the voice says a sentence.
class StaffTest final : public Screen {
 public:
  StaffTest(Services& services, const Params& params) : services_(services), answer_(services) {
    if (const auto found = params.find("device"); found != params.end()) id_ = hal::DeviceId{found->second};
    begin();
  }
  ~StaffTest() override { services_.trial.wipe(); }
  StaffTest(const StaffTest&) = delete;
  StaffTest& operator=(const StaffTest&) = delete;

  [[nodiscard]] std::string_view name() const override { return "staff.test"; }
  void shown_again() override { begin(); }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    const DeviceView* device = find();
    if (device == nullptr) return draw_voice(ui);
    ui.title_words("staff.test.title", name_of(services_, device->device_class));
    ui.words(words_for(device->device_class));
    if (!is_well(device->status.state)) {
      ui.banner("staff.test.state", ui::Tone::trouble,
                words_of(services_, device->status.state, device->status.reasons));
    }
    if (device->device_class == hal::DeviceClass::printer) {
      answer_.draw(ui);
      const std::array choices{ui::Choice{.id = "staff.test.print", .icon = "printer", .main = true}};
      if (ui.choices(choices)) answer_.wait_for(services_.staff.test_page(device->id));
      return;
    }
    if (const auto& trial = services_.trial.result()) {
      std::string words = services_.texts.words(trial->words, trial->values);
      ui.banner("staff.test.result", trial->worked ? ui::Tone::done : ui::Tone::trouble, words);
    }
  }

 private:
  /// Nothing for the voice, which is no device of kiosk.toml.
  [[nodiscard]] const DeviceView* find() const {
    const auto& all = services_.devices.all();
    const auto found = std::ranges::find(all, id_, &DeviceView::id);
    return found == all.end() ? nullptr : &*found;
  }

  void begin() {
    const DeviceView* device = find();
    if (device != nullptr && device->device_class != hal::DeviceClass::printer)
      services_.trial.arm(device->id, device->device_class);
  }

  static const char* words_for(hal::DeviceClass device_class) {
    switch (device_class) {
      case hal::DeviceClass::printer:
        return "staff.test.printer_words";
      case hal::DeviceClass::id_reader:
      case hal::DeviceClass::card_reader:
        return "staff.test.card_words";
      case hal::DeviceClass::scanner:
      case hal::DeviceClass::camera:
        return "staff.test.code_words";
    }
    return "staff.test.code_words";
  }

  void draw_voice(ui::Ui& ui) {
    ui.title_words("staff.test.title", ui.word("staff.devices.voice"));
    ui.words(services_.speech.has_voice() ? "staff.devices.has_voice" : "staff.devices.no_voice");
    const std::array choices{ui::Choice{.id = "staff.test.speak", .icon = "volume-high", .main = true}};
    if (ui.choices(choices)) {
      services_.speech.stop();
      services_.speech.new_visit();  // the same sentence is said once more
      services_.speech.say("staff.test.sentence");
    }
  }

  Services& services_;
  StaffAnswer answer_;
  hal::DeviceId id_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_test(Services& services, const Params& params) {
  return std::make_unique<StaffTest>(services, params);
}

}  // namespace yz::kiosk
