// Zinnia with Tegaki's model for simplified Chinese, where both are installed.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "kiosk/input/strokes.h"

namespace yz::bench {

/// Up to eight characters, the likeliest first. Empty: there is none on this machine.
using ZinniaReader = std::function<std::vector<std::string>(std::span<const kiosk::Stroke>)>;
[[nodiscard]] ZinniaReader open_zinnia();

}  // namespace yz::bench
