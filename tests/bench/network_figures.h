// Whether anybody waits for the network: from the touch on a service to the number, with the hub well, away
// and at one byte a second (docs/reliability.md, p04).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/stage.h"

namespace yz::bench {

struct NetworkFigures {
  std::vector<double> well_ms;
  std::vector<double> away_ms;
  std::vector<double> slow_ms;
};
/// The stage has a proxy and plain content, the kiosk runs and shows home. Takes three times `times` numbers.
[[nodiscard]] Result<NetworkFigures> measure_network(test::Stage& stage, int times);

}  // namespace yz::bench
