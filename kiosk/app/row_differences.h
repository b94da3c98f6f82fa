// Read models made anew: what stood there against what the events give. Station thread, at --rebuild.
#pragma once

#include <string>
#include <vector>

#include "offline-cache/journal.h"

namespace yz::kiosk {

/// By which rows are loaded from a day on: the UTC day, "2026-11-23".
[[nodiscard]] std::string row_day(Instant at);
/// Replaces the area's rows, and adds a sentence for each that was missing, other or of no event.
[[nodiscard]] Status replace_rows(cache::Journal& journal, const std::string& area,
                                  const std::vector<cache::ModelRow>& rows,
                                  std::vector<std::string>& differences);

}  // namespace yz::kiosk
