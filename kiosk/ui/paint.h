// Drawing: rectangles, text, icons, codes, onto Dear ImGui's background list, in pixels of the picture. Round
// corners are four quarter discs out of the font atlas and three plain rectangles: a third of the time that
// Dear ImGui's own rounding takes on the software renderer, and smoother.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hal/glyphs.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/texture.h"
#include "kiosk/ui/theme.h"

namespace yz::ui {

enum class Weight { regular, bold };

class Paint {
 public:
  Paint(Fonts fonts, SDL_Renderer* renderer);

  void fill(const Rect& rect, Colour colour) const;
  void round(const Rect& rect, float radius, Colour colour) const;
  /// A round rectangle with an edge of `width` inside it.
  void framed(const Rect& rect, float radius, float width, Colour edge, Colour inside) const;
  /// `y` is the top of the em box.
  void text(float x, float y, float em, Weight weight, Colour colour, std::string_view words) const;
  [[nodiscard]] float measure(float em, Weight weight, std::string_view words) const;
  /// An icon by its glyph name, centred, `side` high. A name that is not loaded is a bug. `cover` 0…1.
  void icon(float centre_x, float centre_y, float side, Colour colour, std::string_view name,
            float cover = 1) const;
  [[nodiscard]] bool has_icon(std::string_view name) const { return fonts_.icon_text.contains(name); }
  /// A ring that is `part` full, clockwise from the top.
  void ring(float centre_x, float centre_y, float radius, float width, float part, Colour colour) const;
  void qr(const Rect& rect, const hal::Bitmap& code) const;
  /// What a finger drew: smoothed, with round ends.
  void ink(std::span<const InkPoint> points, float width, Colour colour) const;
  void picture(const Rect& rect, const std::shared_ptr<const hal::GreyPicture>& picture);
  void picture(const Rect& rect, const std::shared_ptr<const hal::ColourPicture>& picture);
  void drawing(const Rect& rect, const std::shared_ptr<const Drawing>& drawing);
  void disc(float centre_x, float centre_y, float radius, Colour colour) const;
  /// A straight line with round ends.
  void line(float from_x, float from_y, float to_x, float to_y, float width, Colour colour) const;
  /// Whatever was drawn there shows through: `cover` 0…1.
  void veil(const Rect& rect, Colour colour, float cover) const;
  /// Once before each frame; never between two tries of the same one.
  void new_frame() { textures_.new_frame(); }

 private:
  Fonts fonts_;
  Textures textures_;
  int corner_{-1};  // the quarter disc in the atlas
};

}  // namespace yz::ui
