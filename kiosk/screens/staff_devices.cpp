#include "kiosk/screens/device_words.h"
#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

/// 设备: each in words, the voice and the microphone too.
class StaffDevices final : public Screen {
 public:
  explicit StaffDevices(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "staff.devices"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    ui.title("staff.devices.title");
    std::vector<ui::Choice> rows;
    for (const DeviceView& device : services_.devices.all()) {
      rows.push_back({.id = "staff.devices." + device.id.value,
                      .words = name_of(services_, device.device_class),
                      .second = words_of(services_, device.status.state, device.status.reasons),
                      .icon = is_well(device.status.state) ? "check-circle" : "alert-circle"});
    }
    const bool has_voice = services_.speech.has_voice();
    rows.push_back({.id = "staff.devices.voice",
                    .second = ui.word(has_voice ? "device.state.ready" : "staff.devices.no_voice"),
                    .icon = has_voice ? "check-circle" : "alert-circle"});
    const bool has_input = services_.sound.view().has_input;
    rows.push_back({.id = "staff.devices.microphone",
                    .second = ui.word(has_input ? "device.state.ready" : "device.state.absent"),
                    .icon = has_input ? "check-circle" : "alert-circle"});
    const auto chosen = ui.rows(rows, page_);
    if (!chosen) return;
    const std::size_t devices = services_.devices.all().size();
    if (*chosen < devices) {
      services_.navigation.open("staff.device", {{"device", services_.devices.all()[*chosen].id.value}});
    } else {
      services_.navigation.open(*chosen == devices ? "staff.voice" : "staff.microphone");
    }
  }

 private:
  Services& services_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_devices(Services& services, const Params&) {
  return std::make_unique<StaffDevices>(services);
}

}  // namespace yz::kiosk
