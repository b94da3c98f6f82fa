// The look: colours, text sizes and measures of docs/accessibility.md, as data. Design pixels: of a canvas
// whose shorter side is 1080; multiplied by the picture's own scale when drawn.
#pragma once

#include <array>

#include "kiosk/app/session.h"
#include "kiosk/app/stage.h"

namespace yz::ui {

using kiosk::Colour;

/// What a colour is for; palette_of says which one it is.
enum class Ink {
  paper,      // behind everything
  card,       // cards, fields, rows
  text,       // on paper and card
  text_soft,  // second lines
  edge,       // around cards and fields
  main,       // the one red button of a screen, help
  on_main,    // text on `main` and on the coloured cards
  gold,       // chosen, the pressed ring
  on_gold,    // what is written on it
  notice,     // gold tint behind a notice
  trouble,    // red tint behind a trouble
  done,       // green tint behind something that went well
  done_text,
  trouble_text,
  off,  // what cannot be used now
  off_text,
  bar,  // status bar
  on_bar,
  slate,  // scan
  green,
  blue,    // lessons
  violet,  // wishes
  brown,   // meals
  teal,    // volunteers
  rust,    // guide
  white,   // behind QR codes, in every theme
  count,   // not a colour
};
inline constexpr auto ink_count = static_cast<std::size_t>(Ink::count);

using Palette = std::array<Colour, ink_count>;
[[nodiscard]] const Palette& palette_of(bool high_contrast);
[[nodiscard]] inline Colour colour_of(const Palette& palette, Ink ink) {
  return palette.at(static_cast<std::size_t>(ink));
}
/// 25 % darker: how a pressed thing looks, together with its gold ring.
[[nodiscard]] Colour pressed(Colour colour);
/// WCAG 2.2's contrast ratio, 1…21.
[[nodiscard]] double contrast(Colour a, Colour b);

/// What a text is for. Sizes are the side of a Chinese character's box.
enum class Role { number, title, lead, body, small };
[[nodiscard]] float em_of(Role role, kiosk::TextSize size);
/// One role less, where a text does not fit; `small` stays.
[[nodiscard]] Role smaller(Role role);

inline constexpr float margin = 56;
inline constexpr float gap = 28;
inline constexpr float padding = 24;
inline constexpr float corner_radius = 24;
inline constexpr float edge_width = 3;
inline constexpr float target_height_min = 120;
inline constexpr float target_width_min = 160;
inline constexpr float button_height = 160;
inline constexpr float ring_width = 8;

}  // namespace yz::ui
