#include "kiosk/ui/texture.h"

#include <vector>

namespace yz::ui {

SDL_Texture* Texture::of(const std::shared_ptr<const hal::GreyPicture>& picture) {
  if (picture == shown_) return texture_.get();
  shown_ = picture;
  texture_.reset();
  if (picture == nullptr) return nullptr;
  texture_.reset(SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_RGBA32, SDL_TEXTUREACCESS_STATIC,
                                   picture->width, picture->height));
  if (texture_ == nullptr) return nullptr;
  std::vector<std::uint8_t> rgba;
  rgba.reserve(picture->dots.size() * 4);
  for (const std::uint8_t dot : picture->dots) rgba.insert(rgba.end(), {dot, dot, dot, 255});
  SDL_SetTextureScaleMode(texture_.get(), SDL_ScaleModeLinear);
  if (SDL_UpdateTexture(texture_.get(), nullptr, rgba.data(), picture->width * 4) != 0) texture_.reset();
  return texture_.get();
}

}  // namespace yz::ui
