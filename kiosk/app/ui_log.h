// JSON lines about what is on the screen and what was touched: --list-widgets and --touch-log.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/app/stage.h"

namespace yz::kiosk {

[[nodiscard]] std::string to_json(std::string_view screen, const WidgetInfo& widget);
[[nodiscard]] std::string to_json(const TouchRecord& touch);

}  // namespace yz::kiosk
