// How quick the way through the devices is: a card to the name on the screen, a slip to its first byte at the
// printer.
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "tests/support/stage.h"

namespace yz::bench {

struct CardFigures {
  std::vector<double> ours_ms;  // card put down to name on the screen
  double wire_ms{};             // what the reader's line alone takes for its answer
};
/// The kiosk runs and shows home; the reader's line is as slow as a real one's.
[[nodiscard]] Result<CardFigures> measure_card(test::Stage& stage, int times);

/// From the moment right after the commit, when the slip is asked for, to its first byte at a printer that
/// answers like one (`program`: yizhan-sim), in milliseconds.
[[nodiscard]] Result<std::vector<double>> measure_first_byte(const std::filesystem::path& program,
                                                             const std::filesystem::path& folder, int times);

}  // namespace yz::bench
