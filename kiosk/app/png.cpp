#include "kiosk/app/png.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace yz::kiosk {

Status write_png(const std::filesystem::path& file, const Picture& picture) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  constexpr int channels = 4;
  stbi_write_png_compression_level = 2;  // a picture is for looking at once: time counts, not bytes
  if (stbi_write_png(file.c_str(), picture.width, picture.height, channels, picture.rgba.data(),
                     picture.width * channels) == 0) {
    return fail(Code::unavailable, file.string() + ": cannot be written");
  }
  return {};
}

}  // namespace yz::kiosk
