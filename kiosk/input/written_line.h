// One line of strokes as text: `label<TAB>x,y x,y|x,y x,y`, on a canvas of 1024×1024, strokes parted by `|`.
// What --recognise reads, and how the training writes the characters down that it knows. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kiosk/input/strokes.h"

namespace yz::kiosk {

inline constexpr std::size_t written_line_bytes_max = 1U << 20U;

struct WrittenLine {
  std::string label;
  std::vector<Stroke> strokes;
};

/// `invalid` says what is wrong.
[[nodiscard]] Result<WrittenLine> parse_written_line(std::string_view line);

}  // namespace yz::kiosk
