#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t called_shown = 3;

struct HomeTile {
  ui::Tile tile;
  const char* screen;
};
// What the station offers; another tile is another row.
const std::array home_tiles{HomeTile{{"home.tickets", "ticket", ui::Ink::main, 2}, "tickets.choose"},
                            HomeTile{{"home.scan", "qrcode-scan", ui::Ink::slate, 2}, "scan"}};

class Home final : public Screen {
 public:
  explicit Home(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "home"; }

  void draw(ui::Ui& ui) override {
    if (services_.tickets.power_back() != nullptr) services_.navigation.open("power.back");
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
    std::array<ui::Tile, home_tiles.size()> tiles;
    for (std::size_t i = 0; i < tiles.size(); ++i) tiles[i] = home_tiles[i].tile;
    if (const auto chosen = ui.tiles(tiles)) services_.navigation.open(home_tiles[*chosen].screen);
  }

 private:
  void draw_calls(ui::Ui& ui) const {
    const auto& calls = services_.calls.recent();
    if (calls.empty()) {
      const int waiting = services_.system.waiting_now;
      ui.words(waiting == 0 ? "home.waiting.none" : "home.waiting", {{"count", std::to_string(waiting)}},
               ui::Role::lead);
      return;
    }
    ui.words("home.calling");
    ui.number("home.number", calls.front().label);
    ui.words("home.calling.where", {{"counter", calls.front().counter.value}}, ui::Role::lead);
    std::string before;
    for (std::size_t i = 1; i < calls.size() && i <= called_shown; ++i)
      before += (i == 1 ? "" : " ") + calls[i].label;
    if (!before.empty() && !ui.is_tight()) ui.words("home.called", {{"labels", before}}, ui::Role::small);
  }

  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_home(Services& services, const Params&) {
  return std::make_unique<Home>(services);
}

}  // namespace yz::kiosk
