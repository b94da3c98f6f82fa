// `yizhan-kiosk --rebuild`: the read models made anew from the journal.
#pragma once

#include "kiosk/app/config.h"

namespace yz::kiosk {

/// Prints one JSON line per difference and a last one with the figures; the process's exit status.
[[nodiscard]] int run_rebuild(const Config& config);

}  // namespace yz::kiosk
