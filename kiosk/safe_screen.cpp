// yizhan-safe-screen: what the hall sees while the kiosk cannot be shown: a few lines of words, nothing to
// touch. Shares no code, no library for windows and no graphics driver with the kiosk, so that it stands when
// those do not.
#include <fcntl.h>
#include <ft2build.h>
#include <linux/fb.h>
#include <linux/kd.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

constexpr std::uint32_t paper = 0x00FAF7F2;
constexpr std::uint32_t ink = 0x001F1F1F;

struct Picture {
  unsigned width{};
  unsigned height{};
  std::vector<std::uint32_t> pixels;  // 0x00RRGGBB
};

std::uint32_t mixed(std::uint32_t under, std::uint32_t over, unsigned cover) {
  std::uint32_t out = 0;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const unsigned a = (under >> shift) & 255U;
    const unsigned b = (over >> shift) & 255U;
    out |= ((a * (255U - cover) + b * cover) / 255U) << shift;
  }
  return out;
}

/// The code points of a line of UTF-8; what is none ends it.
std::vector<std::uint32_t> code_points(const std::string& line) {
  std::vector<std::uint32_t> points;
  points.reserve(line.size());
  for (std::size_t at = 0; at < line.size();) {
    const auto lead = static_cast<unsigned char>(line[at]);
    const std::size_t length = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    if (at + length > line.size()) break;
    std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
      point = (point << 6U) | (static_cast<unsigned char>(line[at + i]) & 0x3FU);
    points.push_back(point);
    at += length;
  }
  return points;
}

class Pen {
 public:
  Pen(Picture& picture, FT_Face face) : picture_(picture), face_(face) {}

  /// One line, in the middle of the picture's width, on the base line `y`, no wider than nine tenths of it.
  void write(const std::string& line, unsigned size, int y) {
    const auto points = code_points(line);
    FT_Set_Pixel_Sizes(face_, 0, size);
    const unsigned room = picture_.width * 9 / 10;
    if (const unsigned wide = width_of(points); wide > room) FT_Set_Pixel_Sizes(face_, 0, size * room / wide);
    int x = static_cast<int>((picture_.width - std::min(width_of(points), picture_.width)) / 2);
    for (const std::uint32_t point : points) {
      if (FT_Load_Char(face_, point, FT_LOAD_RENDER) != 0) continue;
      const FT_GlyphSlot glyph = face_->glyph;
      draw(glyph->bitmap, x + glyph->bitmap_left, y - glyph->bitmap_top);
      x += static_cast<int>(glyph->advance.x / 64);
    }
  }

 private:
  unsigned width_of(const std::vector<std::uint32_t>& points) {
    unsigned width = 0;
    for (const std::uint32_t point : points) {
      if (FT_Load_Char(face_, point, FT_LOAD_DEFAULT) == 0)
        width += static_cast<unsigned>(face_->glyph->advance.x / 64);
    }
    return width;
  }
  void draw(const FT_Bitmap& bitmap, int left, int top) {
    for (unsigned row = 0; row < bitmap.rows; ++row) {
      for (unsigned column = 0; column < bitmap.width; ++column) {
        const int x = left + static_cast<int>(column);
        const int y = top + static_cast<int>(row);
        if (x < 0 || y < 0 || x >= static_cast<int>(picture_.width) || y >= static_cast<int>(picture_.height))
          continue;
        std::uint32_t& pixel =
            picture_.pixels[static_cast<std::size_t>(y) * picture_.width + static_cast<unsigned>(x)];
        pixel = mixed(pixel, ink, bitmap.buffer[row * static_cast<unsigned>(bitmap.pitch) + column]);
      }
    }
  }

  Picture& picture_;
  FT_Face face_;
};

Picture draw_words(const char* words_file, FT_Face face, unsigned width, unsigned height) {
  Picture picture{width, height, std::vector<std::uint32_t>(std::size_t{width} * height, paper)};
  Pen pen(picture, face);
  std::ifstream words(words_file);
  const unsigned size = std::min(width, height) / 11;
  int y = static_cast<int>(height) * 2 / 5;
  for (std::string line; std::getline(words, line); y += static_cast<int>(size) * 8 / 5)
    pen.write(line, size, y);
  return picture;
}

/// Row by row, as the panel lays them out; false: the panel is not of 32 bits a pixel, or takes no more.
bool show(int panel, const fb_var_screeninfo& shape, const fb_fix_screeninfo& layout,
          const Picture& picture) {
  if (shape.bits_per_pixel != 32) return false;
  for (unsigned row = 0; row < picture.height; ++row) {
    const std::size_t bytes = std::size_t{picture.width} * 4;
    const auto at = static_cast<off_t>(std::size_t{row + shape.yoffset} * layout.line_length);
    const auto* const pixels = picture.pixels.data() + std::size_t{row} * picture.width;
    if (pwrite(panel, pixels, bytes, at) != static_cast<ssize_t>(bytes)) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs(
        "yizhan-safe-screen PANEL WORDS FONT FACE: shows the lines of WORDS on PANEL (/dev/fb0) and stays\n",
        stderr);
    return 2;
  }
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  if (FT_Init_FreeType(&library) != 0 || FT_New_Face(library, argv[3], std::atoi(argv[4]), &face) != 0) {
    std::fprintf(stderr, "yizhan-safe-screen: %s is no font\n", argv[3]);
    return 1;
  }
  (void)ioctl(STDIN_FILENO, KDSETMODE, KD_GRAPHICS);  // no cursor, no console on it
  const int panel = open(argv[1], O_RDWR | O_CLOEXEC);
  fb_var_screeninfo shape{};
  fb_fix_screeninfo layout{};
  if (panel < 0 || ioctl(panel, FBIOGET_VSCREENINFO, &shape) != 0 ||
      ioctl(panel, FBIOGET_FSCREENINFO, &layout) != 0) {
    std::perror(argv[1]);
    return 1;
  }
  // A console that was told to be quiet has never switched the panel on.
  shape.activate = FB_ACTIVATE_NOW | FB_ACTIVATE_FORCE;
  (void)ioctl(panel, FBIOPUT_VSCREENINFO, &shape);
  (void)ioctl(panel, FBIOBLANK, FB_BLANK_UNBLANK);
  const Picture picture = draw_words(argv[2], face, shape.xres, shape.yres);
  // Again each second: the kiosk may have left the panel in a state that ends a little later.
  while (show(panel, shape, layout, picture)) sleep(1);
  std::fputs("yizhan-safe-screen: the panel takes no picture\n", stderr);
  return 1;
}
