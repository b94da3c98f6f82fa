#include "kiosk/ui/paint.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <numbers>

#include "base/check.h"

namespace yz::ui {
namespace {

constexpr int corner_side = 32;

ImU32 packed(Colour colour) {
  return IM_COL32(colour.r, colour.g, colour.b, 255);
}

ImU32 with_cover(Colour colour, float cover) {
  return IM_COL32(colour.r, colour.g, colour.b, static_cast<int>(std::lround(cover * 255)));
}

ImDrawList& list() {
  return *ImGui::GetBackgroundDrawList();
}

void show(const Rect& rect, SDL_Texture* texture) {
  if (texture == nullptr) return;
  list().AddImage(ImTextureRef(reinterpret_cast<ImTextureID>(texture)), {rect.x, rect.y},
                  {rect.right(), rect.bottom()});
}

/// How much of the pixel lies in the quarter disc around its right lower corner.
float coverage(int x, int y) {
  const float dx = static_cast<float>(corner_side - x) - 0.5F;
  const float dy = static_cast<float>(corner_side - y) - 0.5F;
  const float inside = static_cast<float>(corner_side) - std::hypot(dx, dy) + 0.5F;
  return std::min(1.0F, std::max(0.0F, inside));
}

int add_corner() {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFontAtlasRect place{};
  const int id = atlas.AddCustomRect(corner_side, corner_side, &place);
  check(id != ImFontAtlasRectId_Invalid, "the atlas has room for a corner");
  ImTextureData& texture = *atlas.TexData;
  for (int y = 0; y < corner_side; ++y) {
    for (int x = 0; x < corner_side; ++x) {
      const auto alpha = static_cast<unsigned char>(std::lround(coverage(x, y) * 255));
      auto* pixel = static_cast<unsigned char*>(texture.GetPixelsAt(place.x + x, place.y + y));
      if (texture.Format == ImTextureFormat_Alpha8) {
        pixel[0] = alpha;
      } else {
        pixel[0] = pixel[1] = pixel[2] = 255;
        pixel[3] = alpha;
      }
    }
  }
  return id;
}

}  // namespace

Paint::Paint(Fonts fonts, SDL_Renderer* renderer)
    : fonts_(std::move(fonts)), textures_(renderer), corner_(add_corner()) {}

void Paint::picture(const Rect& rect, const std::shared_ptr<const hal::GreyPicture>& picture) {
  show(rect, textures_.of(picture));
}

void Paint::picture(const Rect& rect, const std::shared_ptr<const hal::ColourPicture>& picture) {
  show(rect, textures_.of(picture));
}

void Paint::drawing(const Rect& rect, const std::shared_ptr<const Drawing>& drawing) {
  show(rect, textures_.of(drawing));
}

void Paint::disc(float centre_x, float centre_y, float radius, Colour colour) const {
  constexpr float corner_enough = 28;  // beyond it the stretched corner looks soft
  if (radius <= corner_enough) {
    round({centre_x - radius, centre_y - radius, 2 * radius, 2 * radius}, radius, colour);
  } else {
    list().AddCircleFilled({centre_x, centre_y}, radius, packed(colour));
  }
}

void Paint::line(float from_x, float from_y, float to_x, float to_y, float width, Colour colour) const {
  constexpr float half_turn = std::numbers::pi_v<float>;
  const float along = std::atan2(to_y - from_y, to_x - from_x);
  list().PathArcTo({to_x, to_y}, width / 2, along - half_turn / 2, along + half_turn / 2);
  list().PathArcTo({from_x, from_y}, width / 2, along + half_turn / 2, along + half_turn * 3 / 2);
  list().PathFillConvex(packed(colour));
}

void Paint::veil(const Rect& rect, Colour colour, float cover) const {
  list().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, with_cover(colour, cover));
}

void Paint::fill(const Rect& rect, Colour colour) const {
  list().AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, packed(colour));
}

void Paint::round(const Rect& rect, float radius, Colour colour) const {
  const float r = std::floor(std::min({std::round(radius), rect.w / 2, rect.h / 2}));
  ImFontAtlasRect place{};
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  if (r < 1 || !atlas.GetCustomRect(corner_, &place)) {
    fill(rect, colour);
    return;
  }
  const ImU32 ink = packed(colour);
  // Whole pixels: pieces that meet within one would leave a line between them.
  const float left = std::round(rect.x);
  const float top = std::round(rect.y);
  const float right = std::round(rect.right());
  const float bottom = std::round(rect.bottom());
  list().AddRectFilled({left + r, top}, {right - r, bottom}, ink);
  list().AddRectFilled({left, top + r}, {left + r, bottom - r}, ink);
  list().AddRectFilled({right - r, top + r}, {right, bottom - r}, ink);
  // The same disc four times, mirrored by its texture coordinates.
  const auto corner = [&](float x, float y, bool flip_x, bool flip_y) {
    const ImVec2 from{flip_x ? place.uv1.x : place.uv0.x, flip_y ? place.uv1.y : place.uv0.y};
    const ImVec2 to{flip_x ? place.uv0.x : place.uv1.x, flip_y ? place.uv0.y : place.uv1.y};
    list().AddImage(atlas.TexRef, {x, y}, {x + r, y + r}, from, to, ink);
  };
  corner(left, top, false, false);
  corner(right - r, top, true, false);
  corner(left, bottom - r, false, true);
  corner(right - r, bottom - r, true, true);
}

void Paint::framed(const Rect& rect, float radius, float width, Colour edge, Colour inside) const {
  round(rect, radius, edge);
  round(rect.inset(width), radius - width, inside);
}

void Paint::text(float x, float y, float em, Weight weight, Colour colour, std::string_view words) const {
  ImFont* font = weight == Weight::bold ? fonts_.bold : fonts_.regular;
  const float size = std::round(em * fonts_.size_per_em);
  list().AddText(font, size, {std::round(x), std::round(y - em * fonts_.em_top)}, packed(colour),
                 words.data(), words.data() + words.size());
}

float Paint::measure(float em, Weight weight, std::string_view words) const {
  ImFont* font = weight == Weight::bold ? fonts_.bold : fonts_.regular;
  const float size = std::round(em * fonts_.size_per_em);
  return font->CalcTextSizeA(size, 1e9F, 0, words.data(), words.data() + words.size()).x;
}

void Paint::icon(float centre_x, float centre_y, float side, Colour colour, std::string_view name,
                 float cover) const {
  const auto found = fonts_.icon_text.find(name);
  check(found != fonts_.icon_text.end(), "an icon's name is one of icon_names");
  const float size = std::round(side);
  const ImVec2 box = fonts_.icons->CalcTextSizeA(size, 1e9F, 0, found->second.c_str());
  list().AddText(fonts_.icons, size, {std::round(centre_x - box.x / 2), std::round(centre_y - box.y / 2)},
                 with_cover(colour, cover), found->second.c_str());
}

void Paint::ring(float centre_x, float centre_y, float radius, float width, float part, Colour colour) const {
  if (part <= 0) return;
  constexpr float turn = 2 * std::numbers::pi_v<float>;
  const float from = -turn / 4;
  list().PathArcTo({centre_x, centre_y}, radius, from, from + turn * std::min(part, 1.0F), 64);
  list().PathStroke(packed(colour), ImDrawFlags_None, width);
}

void Paint::qr(const Rect& rect, const hal::Bitmap& code) const {
  constexpr int quiet = 4;  // modules of white that a reader needs around
  fill(rect, {255, 255, 255});
  const float module = std::floor(rect.w / static_cast<float>(code.width + 2 * quiet));
  if (module < 1) return;
  const float start = std::round((rect.w - module * static_cast<float>(code.width)) / 2);
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!code.at(x, y)) continue;
      int run = 1;  // one rectangle for a run of dark modules
      while (x + run < code.width && code.at(x + run, y)) ++run;
      fill({rect.x + start + module * static_cast<float>(x), rect.y + start + module * static_cast<float>(y),
            module * static_cast<float>(run), module},
           {0, 0, 0});
      x += run - 1;
    }
  }
}

void Paint::ink(std::span<const InkPoint> points, float width, Colour colour) const {
  if (points.empty()) return;
  const ImU32 packed_colour = packed(colour);
  list().AddCircleFilled({points.front().x, points.front().y}, width / 2, packed_colour);
  if (points.size() == 1) return;
  list().AddCircleFilled({points.back().x, points.back().y}, width / 2, packed_colour);
  // Through the middles of what the finger gave: corners of a shaking hand become curves.
  list().PathLineTo({points.front().x, points.front().y});
  for (std::size_t i = 1; i < points.size(); ++i) {
    list().PathLineTo({(points[i - 1].x + points[i].x) / 2, (points[i - 1].y + points[i].y) / 2});
  }
  list().PathLineTo({points.back().x, points.back().y});
  list().PathStroke(packed_colour, ImDrawFlags_None, width);
}

}  // namespace yz::ui
