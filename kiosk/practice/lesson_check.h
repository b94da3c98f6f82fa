// What a lesson's parts must be to one another: targets on their screens, steps that all lead to the end,
// harm that is undone. Pure.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "kiosk/practice/lesson.h"

namespace yz::practice {

using TellFault = std::function<void(int line, const std::string& what)>;
/// Also of a lesson that was read with faults; ways are looked at only if every step's next is there.
void check_lesson(const Lesson& lesson, const TellFault& wrong);

/// Steps that are done from this one to the scene's end on the longest right way, itself counted; 0 for a
/// step that is on no right way. Of a lesson without faults.
using WayLengths = std::map<std::string, std::size_t, std::less<>>;
[[nodiscard]] WayLengths right_way_lengths(const Scene& scene);

inline constexpr std::size_t right_way_min = 6;
inline constexpr std::size_t right_way_max = 12;
inline constexpr std::size_t harm_max = 4;

}  // namespace yz::practice
