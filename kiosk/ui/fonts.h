// The faces and the icons. Dear ImGui's font size is ascent to descent; ours is the em, the side of a Chinese
// character's box, which is what the design's numbers mean. Read from the font files, so that another face
// stays right.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kiosk/app/stage.h"

struct ImFont;

namespace yz::ui {

struct Fonts {
  ImFont* regular{};
  ImFont* bold{};
  ImFont* icons{};
  float size_per_em{};  // Dear ImGui's size for an em of 1
  float em_top{};       // from the top of Dear ImGui's line to the top of the em box, for an em of 1
  std::map<std::string, std::string, std::less<>> icon_text;  // glyph name → its character, UTF-8
};

/// Adds the faces to Dear ImGui's atlas. `unavailable` names the file that cannot be read, or the icon that
/// its font lacks.
[[nodiscard]] Result<Fonts> load_fonts(const kiosk::StageConfig& config);

}  // namespace yz::ui
