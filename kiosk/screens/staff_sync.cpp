#include <vector>

#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

const char* link_id(NetLink link) {
  switch (link) {
    case NetLink::not_enrolled:
      return "link.not_enrolled";
    case NetLink::connecting:
      return "link.connecting";
    case NetLink::online:
      return "link.online";
    case NetLink::offline:
      return "link.offline";
    case NetLink::portal:
      return "link.portal";
    case NetLink::refused:
      return "link.refused";
  }
  return "link.offline";
}

const char* update_id(UpdateStep step) {
  switch (step) {
    case UpdateStep::none:
      return nullptr;
    case UpdateStep::looking:
      return "staff.sync.update.looking";
    case UpdateStep::installing:
      return "staff.sync.update.installing";
    case UpdateStep::installed:
      return "staff.sync.update.installed";
    case UpdateStep::refused:
      return "staff.sync.update.refused";
    case UpdateStep::failed:
      return "staff.sync.update.failed";
    case UpdateStep::rolled_back:
      return "staff.sync.update.rolled_back";
  }
  return nullptr;
}

/// 送出 and 内容: what waits to be sent, how the line is, which content is shown.
class StaffSync final : public Screen {
 public:
  explicit StaffSync(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "staff.sync"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    const SystemView& system = services_.system;
    ui.title("staff.sync.title");
    ui.words(link_id(system.link), {}, ui::Role::lead);
    ui.words("staff.sync.unsent", {{"unsent", std::to_string(system.unsent)}});
    if (system.last_sent) {
      ui.words("staff.sync.last", {{"time", clock_words(services_, *system.last_sent)}});
    }
    ui.words("staff.sync.content", {{"version", std::to_string(system.content_version)}});
    if (!system.content_problem.empty()) {
      ui.banner("staff.sync.problem", ui::Tone::trouble,
                ui.word("staff.sync.problem", {{"reason", system.content_problem}}));
    }
    draw_update(ui, system.update);
    if (!system.link_detail.empty()) {
      ui.paragraph("staff.sync.detail", system.link_detail, ui::Role::small, ui::Ink::text_soft);
    }
    std::vector<ui::Choice> choices;
    if (!system.update.running.empty()) choices.push_back({.id = "staff.sync.stick"});
    choices.push_back({.id = "staff.sync.send", .main = true});
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen + 1 == choices.size()) return services_.staff.send_now();
    services_.staff.install_from_stick();
  }

 private:
  void draw_update(ui::Ui& ui, const UpdateView& update) const {
    if (update.running.empty()) return;
    ui.words("staff.sync.running", {{"version", update.running}});
    if (update.step == UpdateStep::failed && update.reason == "no_stick")
      return ui.words("staff.sync.update.no_stick");
    if (const char* id = update_id(update.step); id != nullptr)
      ui.words(id, {{"version", update.next}, {"reason", reason_words(update.reason)}});
  }
  /// What staff can do about it; as the installer said it where that is in no list.
  [[nodiscard]] std::string reason_words(std::string_view reason) const {
    constexpr std::string_view of_stick = "stick_";
    const std::string_view code = reason.starts_with(of_stick) ? reason.substr(of_stick.size()) : reason;
    const std::string id = "staff.sync.reason." + std::string(code);
    return services_.texts.has(id) ? services_.texts.words(id) : std::string(reason);
  }

  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_sync(Services& services, const Params&) {
  return std::make_unique<StaffSync>(services);
}

}  // namespace yz::kiosk
