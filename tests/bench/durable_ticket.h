// What a durable ticket costs: rule + journal commit, against a bare SQLite commit of the same bytes on the
// same disk.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"

namespace yz::bench {

struct DurableFigures {
  std::vector<double> ours_ms;
  std::vector<double> bare_ms;
};

/// Takes turns between both, so that the disk's moods hit both alike. `count` tickets each.
[[nodiscard]] Result<DurableFigures> measure_durable_ticket(const std::filesystem::path& folder, int count);

}  // namespace yz::bench
