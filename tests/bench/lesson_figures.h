// What a pack of lessons costs to open and to keep, and how soon a step of it answers a touch.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/stage.h"

namespace yz::bench {

struct PackFigures {
  std::string id;
  double open_ms{};       // from its file to the first step, median
  double reference_ms{};  // the same file read by nlohmann-json alone, likewise
  double mib{};           // on the heap, once it is open
};

/// Of each pack below `lessons`.
[[nodiscard]] Result<std::vector<PackFigures>> measure_packs(const std::filesystem::path& lessons);

/// Frames from a touch on the practice phone to the one that answers it, for right touches and a wrong one:
/// the finger that comes, the mark of it, the finger that goes, and then the answer. The kiosk is at home;
/// `frames` counts what it has presented so far.
[[nodiscard]] Result<std::vector<double>> measure_step_frames(test::Stage& stage,
                                                              const std::function<Result<double>()>& frames);

}  // namespace yz::bench
