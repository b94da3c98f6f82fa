// wishes.json of a content pack (docs/formats/content-pack.md) to WishContent and back.
#pragma once

#include <string_view>

#include "base/result.h"
#include "domain/content/wish_content.h"

namespace yz::domain {

/// Parses and validates; `invalid` says the JSON path, what is wrong and what is allowed there. Checks
/// everything a kiosk and a hub rely on: unique ids, 1 to 8 categories, every matter taken by a unit,
/// deadlines that leave time.
[[nodiscard]] Result<WishContent> parse_wish_content(std::string_view json);
[[nodiscard]] std::string to_json(const WishContent& content);

/// Names as they stand in JSON and in ids of words: "private", "small", "big"; "grid", "community" …
[[nodiscard]] const char* to_string(Matter matter);
[[nodiscard]] const char* to_string(Level level);
[[nodiscard]] bool parse_matter(std::string_view text, Matter& matter);
[[nodiscard]] bool parse_level(std::string_view text, Level& level);

}  // namespace yz::domain
