// The packs of lessons at the end of the tour: drawn by yizhan-tour-packs, without the stage's processes,
// since every step of seven packs in three looks would take the kiosk minutes.
#pragma once

#include <filesystem>
#include <vector>

#include "tests/journeys/conductor.h"

namespace yz::test {

/// A report for each pack and look; their pictures lie in `pictures`/packs. Waits for the program, a minute
/// or so.
[[nodiscard]] std::vector<StepReport> show_packs(const std::filesystem::path& programs,
                                                 const std::filesystem::path& pictures,
                                                 const std::filesystem::path& log);

}  // namespace yz::test
