#include "kiosk/ui/texture.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/wipe.h"

namespace yz::ui {
namespace {

constexpr std::size_t dot_bytes = 4;

}  // namespace

void Textures::Destroy::operator()(SDL_Texture* texture) const {
  int width = 0;
  int height = 0;
  if (SDL_QueryTexture(texture, nullptr, nullptr, &width, &height) == 0) {
    const auto row_bytes = static_cast<std::size_t>(width) * dot_bytes;
    const std::vector<std::uint8_t> nothing(row_bytes * static_cast<std::size_t>(height));
    (void)SDL_UpdateTexture(texture, nullptr, nothing.data(), static_cast<int>(row_bytes));
  }
  SDL_DestroyTexture(texture);
}

Textures::Kept* Textures::find(const void* picture) {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.of.get() == picture; });
  if (found == kept_.end()) return nullptr;
  found->is_shown = true;
  return &*found;
}

SDL_Texture* Textures::keep(std::shared_ptr<const void> picture, int width, int height,
                            const std::vector<std::uint8_t>& rgba) {
  Kept kept{std::move(picture), nullptr, true};
  kept.texture.reset(
      SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_RGBA32, SDL_TEXTUREACCESS_STATIC, width, height));
  if (kept.texture != nullptr) {
    SDL_SetTextureScaleMode(kept.texture.get(), SDL_ScaleModeLinear);
    if (SDL_UpdateTexture(kept.texture.get(), nullptr, rgba.data(), width * static_cast<int>(dot_bytes)) != 0)
      kept.texture.reset();
  }
  // Also one that there was no room for: it is not tried again in every frame.
  kept_.push_back(std::move(kept));
  return kept_.back().texture.get();
}

SDL_Texture* Textures::of(const std::shared_ptr<const hal::GreyPicture>& picture) {
  if (picture == nullptr) return nullptr;
  if (const Kept* kept = find(picture.get())) return kept->texture.get();
  std::vector<std::uint8_t> rgba;
  rgba.reserve(picture->dots.size() * dot_bytes);
  for (const std::uint8_t dot : picture->dots) rgba.insert(rgba.end(), {dot, dot, dot, 255});
  SDL_Texture* texture = keep(picture, picture->width, picture->height, rgba);
  wipe(std::span(rgba));
  return texture;
}

SDL_Texture* Textures::of(const std::shared_ptr<const hal::ColourPicture>& picture) {
  if (picture == nullptr) return nullptr;
  if (const Kept* kept = find(picture.get())) return kept->texture.get();
  const std::vector<std::uint8_t>& dots = picture->dots.reveal();
  std::vector<std::uint8_t> rgba;
  rgba.reserve(dots.size() / hal::colours * dot_bytes);
  for (std::size_t i = 0; i + hal::colours <= dots.size(); i += hal::colours)
    rgba.insert(rgba.end(), {dots[i], dots[i + 1], dots[i + 2], 255});
  SDL_Texture* texture = keep(picture, picture->width, picture->height, rgba);
  wipe(std::span(rgba));
  return texture;
}

SDL_Texture* Textures::of(const std::shared_ptr<const Drawing>& drawing) {
  if (drawing == nullptr) return nullptr;
  if (const Kept* kept = find(drawing.get())) return kept->texture.get();
  return keep(drawing, drawing->width, drawing->height, drawing->rgba);
}

void Textures::new_frame() {
  std::erase_if(kept_, [](Kept& kept) { return !std::exchange(kept.is_shown, false); });
}

}  // namespace yz::ui
