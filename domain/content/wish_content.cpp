#include "domain/content/wish_content.h"

#include <algorithm>

namespace yz::domain {

namespace {

template <class Row, class Key>
const Row* find_in(const std::vector<Row>& rows, const Key& id) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

Level next_level(Level level) {
  return level == Level::district ? level : static_cast<Level>(static_cast<int>(level) + 1);
}

const WishCategory* WishContent::find_category(const WishCategoryId& id) const {
  if (lesson_category && lesson_category->id == id) return &*lesson_category;
  return find_in(categories, id);
}
const WishUnit* WishContent::find_unit(const UnitId& id) const {
  return find_in(units, id);
}
const WishReason* WishContent::find_reason(const WishReasonId& id) const {
  return find_in(reasons, id);
}

const LocalText* WishContent::place_name(const PlaceId& id) const {
  for (const Grid& grid : grids) {
    if (grid.id == id) return &grid.name;
    if (const Building* building = find_in(grid.buildings, id)) return &building->name;
  }
  return nullptr;
}

bool takes(const WishUnit& unit, Matter matter) {
  return std::find(unit.matters.begin(), unit.matters.end(), matter) != unit.matters.end();
}

}  // namespace yz::domain
