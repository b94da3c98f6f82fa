#include "hal/sim/font.h"

#include <ft2build.h>

#include <string_view>
#include FT_FREETYPE_H

namespace yz::sim {

namespace {

constexpr std::string_view wanted_family = "Noto Sans Mono CJK SC";
constexpr int baseline_dots = 20;
constexpr unsigned ink_min = 100;  // a thermal head burns a dot or does not

void set_dot(Picture& cell, int x, int y) {
  if (x < 0 || y < 0 || x >= cell.width || y >= cell.height) return;
  cell.dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(cell.width) +
            static_cast<std::size_t>(x)] = 0;
}

void draw_frame(Picture& cell, int scale) {
  const int inset = 2 * scale;
  for (int y = inset; y < cell.height - inset; ++y) {
    for (int x = inset; x < cell.width - inset; ++x) {
      const bool is_edge =
          x < inset + 2 || y < inset + 2 || x >= cell.width - inset - 2 || y >= cell.height - inset - 2;
      if (is_edge) set_dot(cell, x, y);
    }
  }
}

}  // namespace

Result<std::unique_ptr<Font>> Font::open(const std::string& path) {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return fail(Code::unavailable, "FreeType does not start");
  FT_Long faces = 1;
  for (FT_Long index = 0; index < faces; ++index) {
    FT_Face face = nullptr;
    if (FT_New_Face(library, path.c_str(), index, &face) != 0) break;
    faces = face->num_faces;
    // The face of that name, else the last one of the file: better than a printer without letters.
    if (face->family_name == wanted_family || index + 1 == faces)
      return std::unique_ptr<Font>(new Font(library, face));
    FT_Done_Face(face);
  }
  FT_Done_FreeType(library);
  return fail(Code::not_found, path + ": no font");
}

Font::~Font() {
  FT_Done_Face(face_);
  FT_Done_FreeType(library_);
}

Picture Font::cell(char32_t code, bool is_wide, int scale_x, int scale_y, bool is_bold) const {
  Picture cell{(is_wide ? chinese_cell_dots : latin_cell_dots) * scale_x, cell_height_dots * scale_y, {}};
  cell.dots.assign(static_cast<std::size_t>(cell.width) * static_cast<std::size_t>(cell.height), 255);
  const FT_UInt glyph = FT_Get_Char_Index(face_, code);
  const auto width = static_cast<FT_UInt>(chinese_cell_dots * scale_x);
  const auto height = static_cast<FT_UInt>(cell_height_dots * scale_y);
  if (glyph == 0 || FT_Set_Pixel_Sizes(face_, width, height) != 0 ||
      FT_Load_Glyph(face_, glyph, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) {
    draw_frame(cell, scale_x);
    return cell;
  }
  const FT_GlyphSlot slot = face_->glyph;
  const int left = slot->bitmap_left;
  const int top = baseline_dots * scale_y - slot->bitmap_top;
  for (int y = 0; y < static_cast<int>(slot->bitmap.rows); ++y) {
    for (int x = 0; x < static_cast<int>(slot->bitmap.width); ++x) {
      if (slot->bitmap.buffer[y * slot->bitmap.pitch + x] < ink_min) continue;
      set_dot(cell, left + x, top + y);
      if (is_bold) set_dot(cell, left + x + 1, top + y);
    }
  }
  return cell;
}

}  // namespace yz::sim
