// Pictures on the renderer: a camera's view, a photograph, a slip before it is printed, the photos of a wish,
// drawings of our own. What one frame shows stays for the next; what a frame does not show any more is
// overwritten, since it may be personal, and given back with the one after it.
#pragma once

#include <SDL.h>

#include <memory>
#include <vector>

#include "hal/colour_image.h"
#include "hal/grey_image.h"

namespace yz::ui {

/// Pixels of our own: red, green, blue, alpha.
struct Drawing {
  int width{};
  int height{};
  std::vector<std::uint8_t> rgba;
};

class Textures {
 public:
  explicit Textures(SDL_Renderer* renderer) : renderer_(renderer) {}

  /// The texture of this picture; nullptr where the renderer has no room. Holds for this frame and as long as
  /// each frame asks for it.
  [[nodiscard]] SDL_Texture* of(const std::shared_ptr<const hal::GreyPicture>& picture);
  [[nodiscard]] SDL_Texture* of(const std::shared_ptr<const hal::ColourPicture>& picture);
  [[nodiscard]] SDL_Texture* of(const std::shared_ptr<const Drawing>& drawing);
  void new_frame();

 private:
  struct Destroy {
    void operator()(SDL_Texture* texture) const;
  };
  struct Kept {
    std::shared_ptr<const void> of;
    std::unique_ptr<SDL_Texture, Destroy> texture;
    bool is_shown{};
  };
  [[nodiscard]] Kept* find(const void* picture);
  SDL_Texture* keep(std::shared_ptr<const void> picture, int width, int height,
                    const std::vector<std::uint8_t>& rgba);

  SDL_Renderer* renderer_;
  std::vector<Kept> kept_;
};

}  // namespace yz::ui
