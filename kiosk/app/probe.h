// yizhan-kiosk --probe: which devices are here, for the technician who sets up a station.
#pragma once

#include <string>

#include "hal/probe.h"

namespace yz::kiosk {

/// A kiosk.toml of its own: what is sure as [[device]] tables, all else in comments.
[[nodiscard]] std::string probe_text(const hal::Findings& findings);

/// Looks and prints; the exit status. Nothing found is no error.
[[nodiscard]] int run_probe();

}  // namespace yz::kiosk
