#include "kiosk/ui/font_texture.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/check.h"

namespace yz::ui {
namespace {

constexpr std::uint32_t white = 0x00FFFFFF;  // with the alpha above it, whatever the order of bytes
constexpr unsigned alpha_at = 24;

/// Row by row: the whole atlas in four bytes a pixel is what there is no memory for.
void upload(ImTextureData& atlas, SDL_Texture& texture, const SDL_Rect& rect) {
  std::vector<std::uint32_t> row(static_cast<std::size_t>(rect.w));
  for (int y = rect.y; y < rect.y + rect.h; ++y) {
    const auto* const letters = static_cast<const std::uint8_t*>(atlas.GetPixelsAt(rect.x, y));
    std::transform(letters, letters + rect.w, row.begin(),
                   [](std::uint8_t alpha) { return white | std::uint32_t{alpha} << alpha_at; });
    const SDL_Rect line{rect.x, y, rect.w, 1};
    SDL_UpdateTexture(&texture, &line, row.data(), rect.w * static_cast<int>(sizeof row[0]));
  }
}

void create(ImTextureData& atlas, SDL_Renderer& renderer) {
  SDL_Texture* const texture = SDL_CreateTexture(&renderer, SDL_PIXELFORMAT_ARGB8888,
                                                 SDL_TEXTUREACCESS_STATIC, atlas.Width, atlas.Height);
  check(texture != nullptr, "SDL has a texture for the letters");
  SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
  SDL_SetTextureScaleMode(texture, SDL_ScaleModeLinear);
  upload(atlas, *texture, {0, 0, atlas.Width, atlas.Height});
  atlas.SetTexID(reinterpret_cast<ImTextureID>(texture));
  atlas.SetStatus(ImTextureStatus_OK);
}

}  // namespace

void want_small_atlas(ImFontAtlas& atlas) {
  atlas.TexDesiredFormat = ImTextureFormat_Alpha8;
}

void update_font_textures(ImDrawData& data, SDL_Renderer& renderer) {
  if (data.Textures == nullptr) return;
  for (ImTextureData* const atlas : *data.Textures) {
    if (atlas->Format != ImTextureFormat_Alpha8) continue;
    if (atlas->Status == ImTextureStatus_WantCreate) {
      create(*atlas, renderer);
    } else if (atlas->Status == ImTextureStatus_WantUpdates) {
      for (const ImTextureRect& changed : atlas->Updates) {
        upload(*atlas, *std::bit_cast<SDL_Texture*>(static_cast<std::uintptr_t>(atlas->TexID)),
               {changed.x, changed.y, changed.w, changed.h});
      }
      atlas->SetStatus(ImTextureStatus_OK);
    }
  }
}

}  // namespace yz::ui
