// What the loop needs of kiosk/ui, and no more: fingers in, frames and their widgets out. The loop makes the
// window, the Dear ImGui context and its back ends, and calls NewFrame before and Render after draw(). UI
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "kiosk/app/screen.h"
#include "kiosk/app/services.h"

struct SDL_Renderer;

namespace yz::kiosk {

/// A finger on the glass, or the mouse as finger 0. Position in pixels of the drawn picture.
struct Finger {
  enum class Kind { down, move, up, cancel };
  Kind kind{};
  std::int64_t finger{};
  float x{};
  float y{};
  Milliseconds at{};  // time since boot
};

struct Colour {
  std::uint8_t r{}, g{}, b{};
  bool operator==(const Colour&) const = default;
};

/// A widget as it was drawn in the last frame (--list-widgets prints it).
struct WidgetInfo {
  std::string id;
  std::string kind;  // "button", "text", "field" …
  float x{}, y{}, w{}, h{};
  std::string text;
  float em{};
  Colour fg, bg;
  std::string say;
  bool small{};
  bool touchable{};
  bool crowded{};  // its words found less room than they need: a fault of its layout
};

/// A touch from down to up, for --touch-log.
struct TouchRecord {
  Milliseconds at{};
  std::int64_t finger{};
  float down_x{}, down_y{}, up_x{}, up_y{};
  std::string target;                   // empty: none
  std::string not_taken;                // why not; empty: it was taken
  std::optional<Milliseconds> pressed;  // from down to the frame that shows it pressed
  std::optional<Milliseconds> shown;    // from up to the frame drawn after it was taken
};

struct StageConfig {
  std::string font_regular;
  std::string font_bold;
  int font_face{};
  std::string font_icons;
  SDL_Renderer* renderer{};  // of the window
};

class Stage {
 public:
  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  virtual ~Stage() = default;

  virtual void finger(const Finger& event) = 0;
  [[nodiscard]] virtual bool is_finger_down() const = 0;
  /// A hardware keyboard's text, or the player's: goes where the screen takes text now; false if nothing
  /// takes any.
  virtual bool type(const std::string& text) = 0;
  /// One frame: status bar, screen, bar, banner, toasts. `width` and `height` in pixels.
  virtual void draw(Screen& screen, int width, int height) = 0;
  /// When the next frame is wanted without any event (time since boot): a ring, a glow, a rest that ends.
  /// Nothing: idle.
  [[nodiscard]] virtual std::optional<Milliseconds> next_frame() const = 0;
  [[nodiscard]] virtual const std::vector<WidgetInfo>& widgets() const = 0;
  /// Touches that ended since the last call.
  [[nodiscard]] virtual std::vector<TouchRecord> take_touches() = 0;
  /// Another screen or another person: rests and half-done touches of the old one are dropped.
  virtual void screen_changed() = 0;
};

}  // namespace yz::kiosk

namespace yz::ui {
/// Implemented in kiosk/ui. The Dear ImGui context exists already. `unavailable` when a font cannot be read.
Result<std::unique_ptr<kiosk::Stage>> make_stage(kiosk::Services& services, const kiosk::StageConfig& config);
}  // namespace yz::ui
