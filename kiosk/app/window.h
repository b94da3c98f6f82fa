// The window, its renderer and the Dear ImGui context: full screen, in a window, or without any display. UI
// thread.
#pragma once

#include <SDL.h>

#include <functional>
#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "kiosk/app/panel_mapping.h"
#include "kiosk/app/png.h"

namespace yz::kiosk {

enum class WindowMode { full_screen, window, headless };
/// Width and height are the window's: of a panel on its side, the picture's are the other way round.
struct WindowConfig {
  WindowMode mode{WindowMode::full_screen};
  int width{1080};
  int height{1920};
  PanelMapping panel{};
  bool draws_for_pictures_only{};  // of a headless one whose frames nobody sees
};

class Window {
 public:
  static Result<std::unique_ptr<Window>> open(const WindowConfig& config);
  virtual ~Window() = default;
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  /// In pixels of the picture; may change while a window is dragged.
  [[nodiscard]] virtual int width() const = 0;
  [[nodiscard]] virtual int height() const = 0;
  /// Where in the picture, in its pixels, a finger is (0 to 1 of the panel, as SDL tells) or the mouse (in
  /// the window's coordinates).
  [[nodiscard]] virtual PanelPoint finger_at(PanelPoint told) const = 0;
  [[nodiscard]] virtual PanelPoint mouse_at(int x, int y) const = 0;
  /// For pictures; lives as long as the window.
  [[nodiscard]] virtual SDL_Renderer* renderer() const = 0;
  /// One frame: `draw` runs between Dear ImGui's NewFrame and Render; then it is shown. `seconds`: since the
  /// last one.
  virtual void frame(float seconds, const std::function<void()>& draw) = 0;
  /// Shows the last frame once more: some displays lag by two.
  virtual void show_again() = 0;
  /// The last frame as it was drawn.
  [[nodiscard]] virtual Result<Picture> picture() = 0;
  /// The next event, waited for at most so long (0: only looked for); false when there is none.
  [[nodiscard]] virtual bool next_event(SDL_Event& event, Milliseconds most) = 0;
  /// Ends the wait for events; may be called from any thread, and even after the window is gone.
  [[nodiscard]] virtual std::function<void()> waker() const = 0;

 protected:
  Window() = default;
};

}  // namespace yz::kiosk
