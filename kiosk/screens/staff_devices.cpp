#include <array>

#include "hal/device_names.h"
#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

std::string words_of(const Services& services, const DeviceView& device) {
  std::string words = services.texts.words(device.state_words);
  for (const std::string& reason : device.reason_words)
    words += services.texts.words("list.and") + services.texts.words(reason);
  return words;
}

/// 设备: each in words.
class StaffDevices final : public Screen {
 public:
  explicit StaffDevices(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "staff.devices"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    ui.title("staff.devices.title");
    if (!services_.speech.has_voice()) ui.words("staff.devices.no_voice", {}, ui::Role::small);
    std::vector<ui::Choice> rows;
    for (const DeviceView& device : services_.devices.all()) {
      ui::Choice row;
      row.id = "staff.devices." + device.id.value;
      row.words = ui.word(std::string("device.class.") + hal::to_string(device.device_class));
      row.second = words_of(services_, device);
      row.icon =
          device.status.state == hal::DeviceState::ready || device.status.state == hal::DeviceState::busy
              ? "check-circle"
              : "alert-circle";
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows("staff.devices", rows, page_)) {
      services_.navigation.open("staff.device", {{"device", services_.devices.all()[*chosen].id.value}});
    }
  }

 private:
  Services& services_;
  ui::Page page_;
};

/// One device: what it says of itself, start again, out of service and back.
class StaffDevice final : public Screen {
 public:
  StaffDevice(Services& services, const Params& params) : services_(services), answer_(services) {
    if (const auto found = params.find("device"); found != params.end()) id_ = hal::DeviceId{found->second};
  }

  [[nodiscard]] std::string_view name() const override { return "staff.device"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    const DeviceView* device = find();
    if (device == nullptr) {
      services_.navigation.back();
      return;
    }
    const bool is_disabled = device->status.state == hal::DeviceState::disabled;
    ui.title_words("staff.device.title",
                   ui.word(std::string("device.class.") + hal::to_string(device->device_class)));
    ui.paragraph("staff.device.state", words_of(services_, *device));
    if (!device->status.detail.empty()) {
      ui.paragraph("staff.device.detail", device->status.detail, ui::Role::small, ui::Ink::text_soft);
    }
    answer_.draw(ui);
    std::vector<ui::Choice> choices{{.id = is_disabled ? "staff.device.enable" : "staff.device.disable"},
                                    {.id = "staff.device.restart"}};
    if (device->device_class == hal::DeviceClass::printer)
      choices.push_back({.id = "staff.print.test", .main = true});
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    const std::string& id = choices[*chosen].id;
    if (id == "staff.device.enable") services_.devices.enable(device->id);
    if (id == "staff.device.disable") services_.devices.disable(device->id);
    if (id == "staff.device.restart") services_.devices.restart(device->id);
    if (id == "staff.print.test") answer_.wait_for(services_.staff.test_page(device->id));
  }

 private:
  [[nodiscard]] const DeviceView* find() const {
    for (const DeviceView& device : services_.devices.all()) {
      if (device.id == id_) return &device;
    }
    return nullptr;
  }

  Services& services_;
  StaffAnswer answer_;
  hal::DeviceId id_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_devices(Services& services, const Params&) {
  return std::make_unique<StaffDevices>(services);
}
std::unique_ptr<Screen> make_staff_device(Services& services, const Params& params) {
  return std::make_unique<StaffDevice>(services, params);
}

}  // namespace yz::kiosk
