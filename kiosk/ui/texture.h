// A grey picture on the renderer: a camera's view, a slip before it is printed. One at a time.
#pragma once

#include <SDL.h>

#include <memory>

#include "hal/grey_image.h"

namespace yz::ui {

class Texture {
 public:
  explicit Texture(SDL_Renderer* renderer) : renderer_(renderer) {}

  /// The texture of this picture, made when another one is given; nullptr where the renderer has no room.
  /// Holds until another picture is given.
  [[nodiscard]] SDL_Texture* of(const std::shared_ptr<const hal::GreyPicture>& picture);

 private:
  struct Destroy {
    void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
  };
  SDL_Renderer* renderer_;
  std::unique_ptr<SDL_Texture, Destroy> texture_;
  std::shared_ptr<const hal::GreyPicture> shown_;
};

}  // namespace yz::ui
