// What staff's pages show of wishes, as JSON, and who may see which. What a resident told is in none of it:
// only one wish's own page opens that (api/wishes.cpp).
#pragma once

#include <nlohmann/json.hpp>

#include "domain/wishes/wishes.h"
#include "hub/api/exchange.h"

namespace yz::hub {

/// A dispatcher and an admin see their station's; a unit its own, and what is urgent and nobody's yet.
[[nodiscard]] bool may_see(const Session& session, const domain::Wish& wish);
/// Who works on it: the dispatcher, and the unit that has it.
[[nodiscard]] bool may_read_words(const Session& session, const domain::Wish& wish);

/// A line of the list.
[[nodiscard]] nlohmann::json wish_row(const domain::WishContent& content, const domain::Wish& wish,
                                      Instant now);
/// One wish: the row, its way and steps, its claims, its words on the wall.
[[nodiscard]] nlohmann::json wish_detail(const domain::WishContent& content, const domain::Wish& wish,
                                         Instant now);
/// The stops that anybody sees who holds the receipt.
[[nodiscard]] nlohmann::json way_json(const domain::WishContent& content, const domain::Wish& wish);
/// Who can be given a wish, and what.
[[nodiscard]] nlohmann::json units_json(const domain::WishContent& content);

}  // namespace yz::hub
