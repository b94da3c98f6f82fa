// How well and how fast pinyin becomes characters: the sentences of tests/kiosk/input, with letters and on
// nine keys.
#pragma once

#include <filesystem>

namespace yz::bench {

/// Prints a row for each; false when a bound is broken. `source` has tests/.
[[nodiscard]] bool print_pinyin(const std::filesystem::path& source);

}  // namespace yz::bench
