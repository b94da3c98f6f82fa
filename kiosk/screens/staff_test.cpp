#include "kiosk/app/slips.h"
#include "kiosk/screens/device_words.h"
#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

/// 试一下: a printer prints a test page, a reader reads a card, a scanner a code.
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
    if (device == nullptr) return services_.navigation.back();
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
      ui.photo("staff.test.slip", slip_);  // last: it takes what room is left
      return;
    }
    if (const auto& trial = services_.trial.result()) {
      std::string words = services_.texts.words(trial->words, trial->values);
      ui.banner("staff.test.result", trial->worked ? ui::Tone::done : ui::Tone::trouble, words);
    }
    ui.photo("staff.test.seen", services_.trial.seen());
  }

 private:
  [[nodiscard]] const DeviceView* find() const {
    const auto& all = services_.devices.all();
    const auto found = std::ranges::find(all, id_, &DeviceView::id);
    return found == all.end() ? nullptr : &*found;
  }

  void begin() {
    const DeviceView* device = find();
    if (device == nullptr) return;
    if (device->device_class == hal::DeviceClass::printer) {
      slip_ = services_.devices.picture_of(
          test_slip(services_.station, services_.tickets.station_now(), services_.texts));
    } else {
      services_.trial.arm(device->id, device->device_class);
    }
  }

  static const char* words_for(hal::DeviceClass device_class) {
    switch (device_class) {
      case hal::DeviceClass::printer:
        return "staff.test.printer_words";
      case hal::DeviceClass::id_reader:
        return "staff.test.id_words";
      case hal::DeviceClass::card_reader:
        return "staff.test.card_words";
      case hal::DeviceClass::scanner:
      case hal::DeviceClass::camera:
        return "staff.test.code_words";
    }
    return "staff.test.code_words";
  }

  Services& services_;
  StaffAnswer answer_;
  hal::DeviceId id_;
  std::shared_ptr<const hal::GreyPicture> slip_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_test(Services& services, const Params& params) {
  return std::make_unique<StaffTest>(services, params);
}

}  // namespace yz::kiosk
