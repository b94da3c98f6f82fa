#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t called_shown = 3;

struct HomeTile {
  ui::Tile tile;
  const char* screen;
  bool (*is_offered)(const Services&);
};
bool always(const Services&) {
  return true;
}
bool has_wishes(const Services& services) {
  return !services.wish_content.is_empty();
}
bool has_lessons(const Services& services) {
  return !services.practice.lessons().empty();
}
// What the station offers; another tile is another row.
const std::array home_tiles{HomeTile{{"home.tickets", "ticket", ui::Ink::main}, "tickets.choose", always},
                            HomeTile{{"home.wishes", "heart", ui::Ink::violet}, "wishes.home", has_wishes},
                            HomeTile{{"home.lessons", "school", ui::Ink::blue}, "lessons.home", has_lessons},
                            HomeTile{{"home.scan", "qrcode-scan", ui::Ink::slate}, "scan", always},
                            HomeTile{{"home.notices", "bullhorn", ui::Ink::green}, "notices", always}};

class Home final : public Screen {
 public:
  explicit Home(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "home"; }

  void draw(ui::Ui& ui) override {
    if (services_.tickets.power_back() != nullptr || services_.wishes.power_back() != nullptr)
      services_.navigation.open("power.back");
    if (const auto call = services_.help.take_resumed())
      services_.navigation.open("help.sent", {{"help", call->value}});
    const auto hour = services_.tickets.station_now().of_day / std::chrono::hours{1};
    const char* greeting = hour < 11   ? "home.morning"
                           : hour < 13 ? "home.noon"
                           : hour < 18 ? "home.afternoon"
                                       : "home.evening";
    ui.title(greeting);
    ui.words("home.title");
    ui.say("home.title");
    if (services_.system.disk_full) ui.banner("store.black", ui::Tone::trouble, ui.word("store.black"));
    if (services_.system.link == NetLink::offline) ui.banner("net.off", ui::Tone::notice, ui.word("net.off"));
    draw_calls(ui);
    std::vector<ui::Tile> tiles;
    std::vector<const char*> screens;
    for (const HomeTile& one : home_tiles) {
      if (!one.is_offered(services_)) continue;
      tiles.push_back(one.tile);
      screens.push_back(one.screen);
    }
    if (tiles.size() == 2) tiles.back().span = 2;
    if (tiles.size() % 2 != 0 || tiles.size() == 2) tiles.front().span = 2;  // what most people come for
    const auto chosen = ui.tiles(tiles);
    ui.illustration("home.picture", ui::Illustration::station);
    if (chosen) services_.navigation.open(screens[*chosen]);
  }

 private:
  void draw_calls(ui::Ui& ui) const {
    const auto& calls = services_.calls.recent();
    if (calls.empty()) {
      const int waiting = services_.system.waiting_now;
      ui.board("home.waiting", {.caption = ui.word(waiting == 0 ? "home.waiting.none" : "home.waiting",
                                                   {{"count", std::to_string(waiting)}})});
      return;
    }
    std::string before;
    for (std::size_t i = 1; i < calls.size() && i <= called_shown; ++i)
      before += (i == 1 ? "" : " ") + calls[i].label;
    if (!before.empty()) before = ui.word("home.called", {{"labels", before}});
    ui.board("home.calling",
             {.caption = ui.word("home.calling"),
              .label = calls.front().label,
              .where = ui.word("home.calling.where", {{"counter", calls.front().counter.value}}),
              .before = before});
  }

  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_home(Services& services, const Params&) {
  return std::make_unique<Home>(services);
}

}  // namespace yz::kiosk
