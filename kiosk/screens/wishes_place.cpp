// 在哪里？: the buildings of this station, outdoors, or not sure.
#include "kiosk/screens/wish_steps.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

/// What stands for "not sure": a place of the content is never called so.
constexpr const char* not_sure = "?";

class WishesPlace final : public Screen {
 public:
  WishesPlace(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.place"; }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.place.title");
    ui.say("wishes.place.title");
    std::vector<ui::Choice> rows;
    std::vector<std::string> places;
    const auto& grids = services_.wish_content.grids;
    for (const domain::Grid& grid : grids) {
      for (const domain::Building& building : grid.buildings)
        add(rows, places, building.id.value, services_.texts.of(building.name));
    }
    for (const domain::Grid& grid : grids) {
      const std::string& name = services_.texts.of(grid.name);
      add(rows, places, grid.id.value, ui.word("wishes.place.yard", {{"grid", name}}));
    }
    const auto unsure = ui.choices(std::array{ui::Choice{.id = "wishes.place.unsure"}});
    const auto row = ui.rows(rows, page_);
    if (!unsure && !row) return;
    services_.session.wish.place = unsure ? not_sure : places[*row];
    next_wish_step(services_, params_);
  }

 private:
  static void add(std::vector<ui::Choice>& rows, std::vector<std::string>& places, const std::string& id,
                  const std::string& words) {
    ui::Choice row;
    row.id = "wishes.place." + id;
    row.words = words;
    rows.push_back(std::move(row));
    places.push_back(id);
  }

  Services& services_;
  Params params_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_wishes_place(Services& services, const Params& params) {
  return std::make_unique<WishesPlace>(services, params);
}

}  // namespace yz::kiosk
