// What the wish wall 心愿墙 of a station knows, as its content pack says it: categories, places, phrases,
// units and the deadlines. Values only; read from JSON by wish_content_json.h. Nothing here is compiled-in
// data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "domain/content/station.h"

namespace yz::domain {

using WishCategoryId = Id<struct WishCategoryTag>;  // "lighting", stable across content versions
using PlaceId = Id<struct PlaceTag>;                // a building, or a whole grid
using UnitId = Id<struct UnitTag>;
using WishReasonId = Id<struct WishReasonTag>;

/// 三事分流: 私事 to a mediator at the home, 小事 to a unit with a deadline, 大事 to the alliance's meeting.
enum class Matter { none, private_matter, small, big };  // none: not triaged yet

/// 网格, 社区, 街道, 区. A missed deadline and dissatisfaction pass a wish one level up.
enum class Level { grid, community, street, district };
/// The one above; the district has none above it and stays.
[[nodiscard]] Level next_level(Level level);

struct WishCategory {
  WishCategoryId id;
  std::string icon;  // glyph name
  LocalText name;
  bool is_danger{};  // the screen asks whether somebody is in danger right now
  bool operator==(const WishCategory&) const = default;
};

struct Building {
  PlaceId id;
  LocalText name;
  bool operator==(const Building&) const = default;
};

/// A grid 网格 and its buildings. As a place, the grid itself means "outdoors there".
struct Grid {
  PlaceId id;
  LocalText name;
  std::vector<Building> buildings;
  bool operator==(const Grid&) const = default;
};

/// Who can be given a wish: 红色物业, 律师事务所, 和事佬 …
struct WishUnit {
  UnitId id;
  LocalText name;
  std::vector<Matter> matters;  // which it takes; never empty
  Level level{Level::community};
  bool operator==(const WishUnit&) const = default;
};

/// What dissatisfies: 没解决, 没人来 …
struct WishReason {
  WishReasonId id;
  LocalText name;
  bool operator==(const WishReason&) const = default;
};

/// Numbers that a remote admin sets; the defaults are the demo station's (docs/domain.md, "Wishes").
struct WishRules {
  Level first_level{Level::community};             // whose dispatcher triages
  Minutes urgent{15};                              // to somebody's acceptance, from submission
  Minutes triage{std::chrono::hours(24)};          // by the dispatcher
  Minutes dispatch{std::chrono::hours(8)};         // by the dispatcher, once triaged
  Minutes accept{std::chrono::hours(12)};          // by the unit
  Minutes private_matter{std::chrono::hours(72)};  // to the resolution, from triage
  Minutes small{std::chrono::hours(48)};           // likewise
  Minutes big{std::chrono::hours(240)};            // likewise
  Minutes passed_up{std::chrono::hours(72)};       // at most, once a higher level has it
  std::chrono::days silence{7};                    // after a resolution: closed without a word
  std::chrono::days wall{30};                      // a closed wish stays on the wall
  bool operator==(const WishRules&) const = default;
};

struct WishContent {
  std::vector<WishCategory> categories;  // in the order they are shown, at most 8
  /// Of questions after a lesson on the practice phone, which nobody has to choose; not among those above.
  std::optional<WishCategory> lesson_category;
  std::vector<Grid> grids;
  std::vector<std::string> phrases;  // 常用语, Chinese, put into the words at a touch
  std::vector<WishUnit> units;
  std::vector<WishReason> reasons;
  WishRules rules;
  bool operator==(const WishContent&) const = default;

  /// A pack without wishes.json: the station has no wish wall.
  [[nodiscard]] bool is_empty() const { return categories.empty(); }
  /// Also that of the lessons.
  [[nodiscard]] const WishCategory* find_category(const WishCategoryId& id) const;
  [[nodiscard]] const WishUnit* find_unit(const UnitId& id) const;
  [[nodiscard]] const WishReason* find_reason(const WishReasonId& id) const;
  /// The name of a building or of a grid, or nullptr.
  [[nodiscard]] const LocalText* place_name(const PlaceId& id) const;
};

/// Takes matters of that kind?
[[nodiscard]] bool takes(const WishUnit& unit, Matter matter);

}  // namespace yz::domain
