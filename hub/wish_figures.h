// The figures that districts publish about wishes, of any period, unit and level (docs/domain.md, "Wishes").
// Pure; over the store's rows.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "hub/store/wishes.h"

namespace yz::hub {

/// So many of so many.
struct Share {
  std::int64_t count{};
  std::int64_t of{};
  bool operator==(const Share&) const = default;
};

struct WishFigures {
  std::int64_t submitted{};
  std::int64_t handled{};                       // a unit has resolved it, or it is closed
  Share satisfied;                              // three stars or more, of the rated
  Share settled_near;                           // at the grid's or the community's level, of the closed
  Share closed;                                 // of the submitted
  Share answered;                               // accepted by a unit, of the submitted
  std::optional<Milliseconds> median_response;  // submission to the first acceptance, of the answered
  bool operator==(const WishFigures&) const = default;
};
[[nodiscard]] WishFigures figures_of(const std::vector<store::WishRow>& wishes);

}  // namespace yz::hub
