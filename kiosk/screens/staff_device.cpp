#include "kiosk/screens/device_words.h"
#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t faults_shown = 3;

/// One device: how it is, what it has done, its last faults; try it out, start it again, out of service and
/// back.
class StaffDevice final : public Screen {
 public:
  StaffDevice(Services& services, const Params& params) : services_(services) {
    if (const auto found = params.find("device"); found != params.end()) id_ = hal::DeviceId{found->second};
  }

  [[nodiscard]] std::string_view name() const override { return "staff.device"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    const auto health = services_.devices.health(id_);
    if (!health) {
      services_.navigation.back();
      return;
    }
    const hal::DeviceStatus& status = health->now.status;
    ui.title_words("staff.device.title", name_of(services_, health->now.device_class));
    ui.paragraph("staff.device.state", words_of(services_, status.state, status.reasons));
    draw_figures(ui, *health);
    if (!ui.is_tight()) draw_more(ui, *health);
    ui.again_in(look_again);  // the figures move without an event

    const bool is_disabled = status.state == hal::DeviceState::disabled;
    const std::array choices{ui::Choice{.id = "staff.device.test", .main = true},
                             ui::Choice{.id = is_disabled ? "staff.device.enable" : "staff.device.disable"},
                             ui::Choice{.id = "staff.device.restart"}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    const std::string& id = choices.at(*chosen).id;
    if (id == "staff.device.test") services_.navigation.open("staff.test", {{"device", id_.value}});
    if (id == "staff.device.enable") services_.devices.enable(id_);
    if (id == "staff.device.disable") services_.devices.disable(id_);
    if (id == "staff.device.restart") services_.devices.restart(id_);
  }

 private:
  static constexpr Milliseconds look_again{1'000};

  void draw_figures(ui::Ui& ui, const hal::DeviceHealth& health) const {
    const auto count = [&](hal::Counter counter) {
      const auto found = health.statistics.find(counter);
      return std::to_string(found == health.statistics.end() ? 0 : found->second);
    };
    using enum hal::Counter;
    switch (health.now.device_class) {
      case hal::DeviceClass::printer:
        return ui.words(
            "staff.device.printed",
            {{"done", count(jobs_printed)}, {"failed", count(jobs_failed)}, {"unsure", count(jobs_unsure)}},
            ui::Role::small);
      case hal::DeviceClass::id_reader:
      case hal::DeviceClass::card_reader:
        return ui.words("staff.device.cards", {{"done", count(cards_read)}, {"failed", count(cards_failed)}},
                        ui::Role::small);
      case hal::DeviceClass::scanner:
      case hal::DeviceClass::camera:
        return ui.words("staff.device.codes", {{"done", count(codes_read)}, {"failed", count(codes_refused)}},
                        ui::Role::small);
    }
  }

  /// Faults, and for who mends it the device's own words.
  void draw_more(ui::Ui& ui, const hal::DeviceHealth& health) const {
    for (std::size_t i = 0; i < std::min(health.faults.size(), faults_shown); ++i) {
      const hal::DeviceFault& fault = health.faults[i];
      ui.paragraph("staff.device.fault." + std::to_string(i),
                   clock_words(services_, fault.at) + "  " + words_of(services_, fault.state, fault.reasons),
                   ui::Role::small);
    }
    std::string detail = health.driver + " · " + health.port;
    for (const auto& [name, value] : health.capabilities)
      detail.append(" · ").append(name).append(" ").append(value);
    if (!health.now.status.detail.empty()) detail += " · " + health.now.status.detail;
    ui.paragraph("staff.device.detail", detail, ui::Role::small, ui::Ink::text_soft);
  }

  Services& services_;
  hal::DeviceId id_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_device(Services& services, const Params& params) {
  return std::make_unique<StaffDevice>(services, params);
}

}  // namespace yz::kiosk
