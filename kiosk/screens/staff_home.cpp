#include <array>

#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

/// Today in figures, and the ways on.
class StaffHome final : public Screen {
 public:
  explicit StaffHome(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "staff.home"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    const SystemView& system = services_.system;
    ui.title("staff.home.title");
    ui.words("staff.home.figures", {{"issued", std::to_string(system.issued_today)},
                                    {"waiting", std::to_string(system.waiting_now)},
                                    {"unsent", std::to_string(system.unsent)}});
    if (!system.clock_trusted) ui.words("staff.home.clock", {}, ui::Role::small);
    const std::array rows{ui::Choice{.id = "staff.home.call", .icon = "bullhorn"},
                          ui::Choice{.id = "staff.home.print", .icon = "printer"},
                          ui::Choice{.id = "staff.home.devices", .icon = "monitor"},
                          ui::Choice{.id = "staff.home.sync", .icon = "cloud-upload"},
                          ui::Choice{.id = "staff.home.leave", .icon = "close-circle"}};
    const auto chosen = ui.rows(rows, page_);
    if (!chosen) return;
    constexpr std::array screens{"staff.call", "staff.print", "staff.devices", "staff.sync"};
    if (*chosen < screens.size()) {
      services_.navigation.open(screens.at(*chosen));
    } else {
      services_.navigation.leave();
    }
  }

 private:
  Services& services_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_home(Services& services, const Params&) {
  return std::make_unique<StaffHome>(services);
}

}  // namespace yz::kiosk
