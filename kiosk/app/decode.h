// `yizhan-kiosk --decode FILE…`: what the scan screen would read in these pictures.
#pragma once

#include <string>
#include <vector>

namespace yz::kiosk {

/// Prints one JSON line for each picture, in their order: `path`, `text` and `format` (null: no code), `ms`
/// it took to look, and `error` when the file is no picture. Returns the process's exit status: 0 when all
/// files could be read, else 1.
[[nodiscard]] int run_decode(const std::vector<std::string>& files);

}  // namespace yz::kiosk
