// notices.json of a content pack (docs/formats/content-pack.md) to notices and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/content/notices.h"

namespace yz::domain {

/// Parses and validates; `invalid` says the JSON path, what is wrong and what is allowed there. Checks what a
/// screen relies on: unique ids, a title that fits its row, days that exist, an end after the beginning, and
/// an emergency short enough to stand on one screen.
[[nodiscard]] Result<std::vector<Notice>> parse_notices(std::string_view json);
[[nodiscard]] std::string to_json(const std::vector<Notice>& notices);

}  // namespace yz::domain
