// What staff see of lessons, as JSON and as a table to print. A person is a masked name or number there.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "domain/lessons/lessons.h"

namespace yz::hub {

/// One session with its names and how many of what it has.
[[nodiscard]] nlohmann::json session_row(const domain::LessonBook& book,
                                         const domain::LessonSession& session);
/// Those who signed up, in the order of the list.
[[nodiscard]] nlohmann::json sign_ups_json(const domain::LessonBook& book,
                                           const domain::LessonSessionId& session);
/// The same as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets know it); times are the station's. No
/// cell begins a formula.
[[nodiscard]] std::string sign_ups_csv(const domain::LessonBook& book, const domain::LessonSession& session,
                                       domain::Minutes utc_offset);

}  // namespace yz::hub
