// A picture of filled shapes with soft edges, made once and then kept as a texture: each pixel asks a shape
// how far away it is, which the renderers' own triangles do neither as smoothly nor as cheaply in every
// frame. Pure; values only.
#pragma once

#include <span>
#include <vector>

#include "kiosk/ui/texture.h"
#include "kiosk/ui/theme.h"

namespace yz::ui {

struct Point {
  float x{}, y{};
};

class Canvas {
 public:
  /// `scale` pixels for a unit of the shapes; `ground` is all there is at first.
  Canvas(int width, int height, float scale, Colour ground);

  void disc(Point centre, float radius, Colour colour);
  /// Higher or wider than a disc.
  void oval(Point centre, float radius_x, float radius_y, Colour colour);
  /// A round rectangle, turned clockwise by `degrees` around its centre.
  void box(Point centre, float width, float height, float radius, float degrees, Colour colour);
  /// Lines from point to point, with round ends and joints.
  void stroke(std::span<const Point> points, float width, Colour colour);
  /// A bow from `from` to `to`, drawn towards `pull`.
  void bow(Point from, Point pull, Point to, float width, Colour colour);
  /// Part of a ring, clockwise; 0° is to the right.
  void arc(Point centre, float radius, float from_degrees, float to_degrees, float width, Colour colour);
  /// A filled polygon whose corners are rounded outwards by `rounding`.
  void polygon(std::span<const Point> corners, float rounding, Colour colour);

  [[nodiscard]] Drawing take() { return std::move(drawing_); }

 private:
  void mix(int x, int y, Colour colour, float cover);
  template <typename Distance>
  void fill(Point from, Point to, Colour colour, Distance&& distance);

  Drawing drawing_;
  float scale_;
};

}  // namespace yz::ui
