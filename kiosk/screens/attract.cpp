#include <algorithm>
#include <chrono>
#include <vector>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

constexpr Milliseconds notice_time{12'000};
/// Who comes by just after closing still sees that there is something.
constexpr std::chrono::minutes dark_after{10};

/// Nobody is here: the time, large, and a notice that changes.
class Attract final : public Screen {
 public:
  explicit Attract(Services& services) : services_(services), since_(services.clock.mono()) {}
  ~Attract() override { services_.light.set(true); }
  Attract(const Attract&) = delete;
  Attract& operator=(const Attract&) = delete;

  [[nodiscard]] std::string_view name() const override { return "attract"; }

  void draw(ui::Ui& ui) override {
    ui.without_frame();
    const domain::StationTime now = domain::station_time(services_.station, services_.clock.now());
    services_.light.set(!is_dark(now));
    if (!services_.light.is_on()) {
      ui.darkness();
    } else {
      draw_calm(ui, now);
    }
    ui.again_in(std::chrono::duration_cast<Milliseconds>(
        std::chrono::minutes{1} - services_.clock.now().time_since_epoch() % std::chrono::minutes{1}));
    if (ui.anywhere("attract.anywhere")) services_.navigation.leave();
  }

 private:
  [[nodiscard]] bool is_dark(const domain::StationTime& now) const {
    return services_.panel.dark_when_closed && services_.clock.mono() - since_ >= dark_after &&
           std::ranges::none_of(services_.station.services, [&](const domain::Service& service) {
             return domain::is_open(service.hours, now);
           });
  }

  void draw_calm(ui::Ui& ui, const domain::StationTime& now) const {
    const auto minutes = now.of_day.count();
    const std::string minute = std::to_string(minutes % 60);
    // Lying, large words need the height that lies between them else.
    const bool is_largest = ui.text_size() == TextSize::largest;
    const float upright = is_largest ? 0.5F : 1.0F;
    const float air = ui.is_portrait() ? upright : ui.text_size() == TextSize::normal ? 0.25F : 0.0F;
    ui.space(60 * air);
    if (ui.is_portrait())
      ui.illustration("attract.picture", ui::Illustration::station, is_largest ? 420 : 560);
    ui.centred("attract.time",
               std::to_string(minutes / 60) + ":" + (minute.size() < 2 ? "0" + minute : minute),
               ui::Role::number);
    const unsigned weekday = std::chrono::weekday{std::chrono::sys_days{now.day}}.c_encoding();
    ui.centred("attract.date",
               ui.word("attract.date", {{"month", std::to_string(static_cast<unsigned>(now.day.month()))},
                                        {"day", std::to_string(static_cast<unsigned>(now.day.day()))},
                                        {"weekday", ui.word("weekday." + std::to_string(weekday))}}),
               ui::Role::body);
    ui.space(100 * air);
    ui.centred("attract.title", ui.word("attract.title"), ui::Role::title, ui::Ink::main);
    ui.centred("attract.help", ui.word("attract.help"), ui::Role::body);
    ui.space(90 * air);
    draw_notice(ui);
  }

  void draw_notice(ui::Ui& ui) const {
    std::vector<domain::LocalText> notices = services_.station.notices;
    for (const domain::Notice* notice : services_.notices.current()) notices.push_back(notice->title);
    if (notices.empty()) return;
    const auto turn = services_.clock.mono() / notice_time;
    // Lying, two lines of the largest text would not fit any more.
    const bool is_tight = !ui.is_portrait() && ui.text_size() == TextSize::largest;
    ui.centred("attract.notice", services_.texts.of(notices[static_cast<std::size_t>(turn) % notices.size()]),
               is_tight ? ui::Role::small : ui::Role::body);
    if (notices.size() > 1) ui.again_in(notice_time - services_.clock.mono() % notice_time);
  }

  Services& services_;
  Milliseconds since_;
};

}  // namespace

std::unique_ptr<Screen> make_attract(Services& services, const Params&) {
  return std::make_unique<Attract>(services);
}

}  // namespace yz::kiosk
