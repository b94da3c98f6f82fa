#include "kiosk/ui/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace yz::ui {
namespace {

constexpr float degree = std::numbers::pi_v<float> / 180;
constexpr int bow_pieces = 14;
constexpr float arc_piece = 5;  // degrees

float length(Point p) {
  return std::hypot(p.x, p.y);
}

float square_to_segment(Point p, Point a, Point b) {
  const Point along{b.x - a.x, b.y - a.y};
  const Point q{p.x - a.x, p.y - a.y};
  const float square = along.x * along.x + along.y * along.y;
  const float part = square <= 0 ? 0 : std::clamp((q.x * along.x + q.y * along.y) / square, 0.0F, 1.0F);
  const Point rest{q.x - along.x * part, q.y - along.y * part};
  return rest.x * rest.x + rest.y * rest.y;
}

float to_line(Point p, std::span<const Point> points) {
  float nearest = square_to_segment(p, points[0], points[0]);
  for (std::size_t i = 1; i < points.size(); ++i)
    nearest = std::min(nearest, square_to_segment(p, points[i - 1], points[i]));
  return std::sqrt(nearest);
}

bool is_inside(Point p, std::span<const Point> corners) {
  bool inside = false;
  for (std::size_t i = 0, before = corners.size() - 1; i < corners.size(); before = i++) {
    const Point a = corners[i];
    const Point b = corners[before];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

struct Bounds {
  Point from;
  Point to;
};
Bounds bounds_of(std::span<const Point> points, float margin) {
  Bounds bounds{points[0], points[0]};
  for (const Point& p : points) {
    bounds.from = {std::min(bounds.from.x, p.x), std::min(bounds.from.y, p.y)};
    bounds.to = {std::max(bounds.to.x, p.x), std::max(bounds.to.y, p.y)};
  }
  return {{bounds.from.x - margin, bounds.from.y - margin}, {bounds.to.x + margin, bounds.to.y + margin}};
}

}  // namespace

Canvas::Canvas(int width, int height, float scale, Colour ground)
    : drawing_{width, height, {}}, scale_(scale) {
  drawing_.rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  for (int i = 0; i < width * height; ++i)
    drawing_.rgba.insert(drawing_.rgba.end(), {ground.r, ground.g, ground.b, 255});
}

void Canvas::mix(int x, int y, Colour colour, float cover) {
  const auto at =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(drawing_.width) + static_cast<std::size_t>(x)) *
      4;
  const std::array<std::uint8_t, 3> wanted{colour.r, colour.g, colour.b};
  for (std::size_t part = 0; part < wanted.size(); ++part) {
    const auto before = static_cast<float>(drawing_.rgba[at + part]);
    drawing_.rgba[at + part] = static_cast<std::uint8_t>(
        std::lround(before + (static_cast<float>(wanted.at(part)) - before) * cover));
  }
}

/// Mixes the colour in where `distance` (in units, negative inside, never more than it is) says so; nothing
/// lies beyond the bounds.
template <typename Distance>
void Canvas::fill(Point from, Point to, Colour colour, Distance&& distance) {
  const auto pixel = [&](float at, int most) {
    return std::clamp(static_cast<int>(std::lround(at * scale_)), 0, most);
  };
  const int left = pixel(from.x - 1, drawing_.width);
  const int right = pixel(to.x + 1, drawing_.width);
  const int top = pixel(from.y - 1, drawing_.height);
  const int bottom = pixel(to.y + 1, drawing_.height);
  const auto away = [&](float x, float y) { return distance(Point{x / scale_, y / scale_}) * scale_; };
  // Block by block: most are wholly inside or outside, and only those on the rim are asked pixel by pixel.
  constexpr int block = 8;
  constexpr float half = block / 2.0F;
  constexpr float reach = half * 1.5F + 0.5F;
  for (int by = top; by < bottom; by += block) {
    for (int bx = left; bx < right; bx += block) {
      const float from_middle = away(static_cast<float>(bx) + half, static_cast<float>(by) + half);
      if (from_middle > reach) continue;
      const bool is_full = from_middle < -reach;
      for (int y = by; y < std::min(by + block, bottom); ++y) {
        for (int x = bx; x < std::min(bx + block, right); ++x) {
          const float cover =
              is_full ? 1.0F
                      : std::clamp(0.5F - away(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F),
                                   0.0F, 1.0F);
          if (cover > 0) mix(x, y, colour, cover);
        }
      }
    }
  }
}

void Canvas::disc(Point centre, float radius, Colour colour) {
  oval(centre, radius, radius, colour);
}

void Canvas::oval(Point centre, float radius_x, float radius_y, Colour colour) {
  fill({centre.x - radius_x, centre.y - radius_y}, {centre.x + radius_x, centre.y + radius_y}, colour,
       [&](Point p) {
         const Point q{(p.x - centre.x) / radius_x, (p.y - centre.y) / radius_y};
         const float from_centre = length(q);
         // Exact on the rim for a disc, close enough for an oval.
         return (from_centre - 1) * std::min(radius_x, radius_y);
       });
}

void Canvas::box(Point centre, float width, float height, float radius, float degrees, Colour colour) {
  const float reach = std::hypot(width, height) / 2;
  const float cosine = std::cos(degrees * degree);
  const float sine = std::sin(degrees * degree);
  fill({centre.x - reach, centre.y - reach}, {centre.x + reach, centre.y + reach}, colour, [&](Point p) {
    const Point q{p.x - centre.x, p.y - centre.y};
    const Point turned{q.x * cosine + q.y * sine, q.y * cosine - q.x * sine};
    const Point beyond{std::abs(turned.x) - width / 2 + radius, std::abs(turned.y) - height / 2 + radius};
    const float outside = length({std::max(beyond.x, 0.0F), std::max(beyond.y, 0.0F)});
    return outside + std::min(std::max(beyond.x, beyond.y), 0.0F) - radius;
  });
}

void Canvas::stroke(std::span<const Point> points, float width, Colour colour) {
  if (points.empty()) return;
  const Bounds bounds = bounds_of(points, width / 2);
  fill(bounds.from, bounds.to, colour, [&](Point p) { return to_line(p, points) - width / 2; });
}

void Canvas::bow(Point from, Point pull, Point to, float width, Colour colour) {
  std::array<Point, bow_pieces + 1> points;
  for (int i = 0; i <= bow_pieces; ++i) {
    const float t = static_cast<float>(i) / bow_pieces;
    const float a = (1 - t) * (1 - t);
    const float b = 2 * t * (1 - t);
    const float c = t * t;
    points.at(static_cast<std::size_t>(i)) = {a * from.x + b * pull.x + c * to.x,
                                              a * from.y + b * pull.y + c * to.y};
  }
  stroke(points, width, colour);
}

void Canvas::arc(Point centre, float radius, float from_degrees, float to_degrees, float width,
                 Colour colour) {
  const int pieces = std::max(1, static_cast<int>(std::ceil((to_degrees - from_degrees) / arc_piece)));
  std::vector<Point> points;
  for (int i = 0; i <= pieces; ++i) {
    const float part = static_cast<float>(i) / static_cast<float>(pieces);
    const float at = (from_degrees + (to_degrees - from_degrees) * part) * degree;
    points.push_back({centre.x + std::cos(at) * radius, centre.y + std::sin(at) * radius});
  }
  stroke(points, width, colour);
}

void Canvas::polygon(std::span<const Point> corners, float rounding, Colour colour) {
  if (corners.size() < 3) return;
  const Bounds bounds = bounds_of(corners, rounding);
  fill(bounds.from, bounds.to, colour, [&](Point p) {
    const float to_rim =
        std::min(to_line(p, corners), std::sqrt(square_to_segment(p, corners.back(), corners.front())));
    return is_inside(p, corners) ? -to_rim - rounding : to_rim - rounding;
  });
}

}  // namespace yz::ui
