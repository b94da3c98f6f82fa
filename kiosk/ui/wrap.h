// Breaking Chinese and mixed text into lines. Pure: the caller says how wide a piece is.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace yz::ui {

/// Width of a piece of text in the unit that `width` of wrap() has.
using Measure = std::function<float(std::string_view)>;

/// Lines of at most `width`. Breaks between Chinese characters and at blanks; never before
/// ，。！？：；、）》” and kin, never after （《“ and kin, never inside a Latin word, a number with its unit
/// or sign, a date, or a title in 《》 that fits on a line. A '\n' begins a new line. A piece wider than a
/// line stands on one of its own.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, float width, const Measure& measure);

}  // namespace yz::ui
