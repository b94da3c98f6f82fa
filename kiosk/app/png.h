// Pictures of frames. The one file that knows stb_image_write.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace yz::kiosk {

struct Picture {
  int width{};
  int height{};
  std::vector<std::uint8_t> rgba;
};
[[nodiscard]] Status write_png(const std::filesystem::path& file, const Picture& picture);

}  // namespace yz::kiosk
