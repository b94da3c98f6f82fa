// A full screen on a board whose display has no 3D driver that works: drawn in memory, shown by the kernel's
// mode setting without OpenGL, which would be emulated pixel by pixel. Owned by the window; UI thread.
#pragma once

#include <SDL.h>

#include <memory>

#include "base/result.h"

namespace yz::kiosk {

/// Whether `renderer` draws by a program that plays a graphics card.
[[nodiscard]] bool is_emulated(SDL_Renderer& renderer);

class PlainScreen {
 public:
  /// `window`: SDL's full-screen one on KMS, of which only its display and its events are used from here on.
  static Result<std::unique_ptr<PlainScreen>> open(SDL_Window& window);
  virtual ~PlainScreen() = default;
  PlainScreen(const PlainScreen&) = delete;
  PlainScreen& operator=(const PlainScreen&) = delete;

  /// Draws into the screen's memory; whoever takes it destroys it before the screen.
  [[nodiscard]] virtual SDL_Renderer* make_renderer() = 0;
  /// What was drawn is on the display when it returns.
  virtual void show() = 0;

 protected:
  PlainScreen() = default;
};

}  // namespace yz::kiosk
