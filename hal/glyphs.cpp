#include "hal/glyphs.h"

#include <ft2build.h>

#include <algorithm>
#include <mutex>
#include FT_FREETYPE_H

#include "hal/utf8.h"

namespace yz::hal {
namespace {

class FreetypeGlyphs final : public Glyphs {
 public:
  FreetypeGlyphs(FT_Library library, FT_Face face) : library_(library), face_(face) {}
  ~FreetypeGlyphs() override {
    FT_Done_Face(face_);
    FT_Done_FreeType(library_);
  }
  FreetypeGlyphs(const FreetypeGlyphs&) = delete;
  FreetypeGlyphs& operator=(const FreetypeGlyphs&) = delete;

  Bitmap draw(std::string_view text, int em, int width_max) const override {
    const std::lock_guard lock(mutex_);
    Bitmap bitmap{width_max, em + em / 4, {}};
    bitmap.dots.assign(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height),
                       false);
    FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(em));
    const int baseline = em * 88 / 100;  // where CJK faces stand in their em box
    int pen = 0;
    while (!text.empty() && pen < width_max) {
      if (FT_Load_Char(face_, take_char(text), FT_LOAD_RENDER | FT_LOAD_TARGET_MONO) != 0) continue;
      blit(bitmap, pen, baseline);
      pen += static_cast<int>(face_->glyph->advance.x >> 6);
    }
    trim(bitmap, std::min(pen, width_max));
    return bitmap;
  }

 private:
  void blit(Bitmap& bitmap, int pen, int baseline) const {
    const FT_GlyphSlot glyph = face_->glyph;
    const FT_Bitmap& from = glyph->bitmap;
    for (int y = 0; y < static_cast<int>(from.rows); ++y) {
      for (int x = 0; x < static_cast<int>(from.width); ++x) {
        const unsigned char bits = from.buffer[y * from.pitch + x / 8];
        const int to_x = pen + glyph->bitmap_left + x;
        const int to_y = baseline - glyph->bitmap_top + y;
        if ((bits & (0x80U >> (static_cast<unsigned>(x) % 8U))) == 0 || to_x < 0 || to_y < 0 ||
            to_x >= bitmap.width || to_y >= bitmap.height)
          continue;
        bitmap.dots[static_cast<std::size_t>(to_y) * static_cast<std::size_t>(bitmap.width) +
                    static_cast<std::size_t>(to_x)] = true;
      }
    }
  }

  static void trim(Bitmap& bitmap, int width) {
    Bitmap narrow{width, bitmap.height, {}};
    narrow.dots.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(bitmap.height));
    for (int y = 0; y < bitmap.height; ++y) {
      for (int x = 0; x < width; ++x) narrow.dots.push_back(bitmap.at(x, y));
    }
    bitmap = std::move(narrow);
  }

  mutable std::mutex mutex_;  // guards face_: each printer draws from its own thread
  FT_Library library_;
  FT_Face face_;
};

}  // namespace

Result<std::unique_ptr<Glyphs>> Glyphs::open(const std::string& font_file, int face) {
  FT_Library library{};
  if (FT_Init_FreeType(&library) != 0) return fail(Code::unavailable, "FreeType");
  FT_Face opened{};
  if (FT_New_Face(library, font_file.c_str(), face, &opened) != 0) {
    FT_Done_FreeType(library);
    return fail(Code::unavailable, "font file " + font_file);
  }
  return std::make_unique<FreetypeGlyphs>(library, opened);
}

}  // namespace yz::hal
