// Days and times as people say them, on screens and on paper: "后天 周三 上午 9 点". Words: day.* · weekday.*
// · clock.*.
#pragma once

#include <string>

#include "kiosk/app/texts.h"

namespace yz::kiosk {

/// "11月30日 周一": what stays true on paper.
[[nodiscard]] std::string date_words(const Texts& texts, domain::Day day);
/// "明天 周二", "11月30日 周一"; `today`: the station's day.
[[nodiscard]] std::string day_words(const Texts& texts, domain::Day day, domain::Day today);
/// "上午 9 点", "下午 2 点半".
[[nodiscard]] std::string time_words(const Texts& texts, domain::Minutes of_day);

}  // namespace yz::kiosk
