#include "kiosk/input/strokes.h"

#include <algorithm>
#include <cmath>

namespace yz::kiosk {
namespace {

// A finger that slides off the writing field goes on being told; beyond this it says nothing about the shape.
constexpr float far_out = canvas_size;
// A stroke that fills the canvas and its surroundings at the finest step that is used.
constexpr std::size_t resampled_max = 4'096;

}  // namespace

std::vector<Stroke> cleaned(std::span<const Stroke> strokes) {
  std::vector<Stroke> clean;
  clean.reserve(std::min(strokes.size(), strokes_max));
  for (const Stroke& stroke : strokes) {
    if (clean.size() == strokes_max) break;
    Stroke kept;
    kept.reserve(stroke.size());
    for (const StrokePoint& point : stroke) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
      kept.push_back({std::clamp(point.x, -far_out, canvas_size + far_out),
                      std::clamp(point.y, -far_out, canvas_size + far_out)});
    }
    if (!kept.empty()) clean.push_back(std::move(kept));
  }
  return clean;
}

float extent(std::span<const Stroke> strokes) {
  bool any = false;
  StrokePoint low;
  StrokePoint high;
  for (const Stroke& stroke : strokes) {
    for (const StrokePoint& point : stroke) {
      low = any ? StrokePoint{std::min(low.x, point.x), std::min(low.y, point.y)} : point;
      high = any ? StrokePoint{std::max(high.x, point.x), std::max(high.y, point.y)} : point;
      any = true;
    }
  }
  return std::max(high.x - low.x, high.y - low.y);
}

Stroke resampled(std::span<const StrokePoint> stroke, float step) {
  Stroke points;
  if (stroke.empty()) return points;
  points.push_back(stroke.front());
  float since_last = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    StrokePoint from = stroke[i - 1];
    const StrokePoint to = stroke[i];
    float left = std::hypot(to.x - from.x, to.y - from.y);
    while (since_last + left >= step && left > 0 && points.size() < resampled_max) {
      const float part = (step - since_last) / left;
      from = {from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)};
      points.push_back(from);
      left -= step - since_last;
      since_last = 0;
    }
    since_last += std::max(left, 0.0F);
  }
  if (since_last > step / 2) points.push_back(stroke.back());
  return points;
}

void smooth(Stroke& stroke, int times) {
  for (int round = 0; round < times; ++round) {
    StrokePoint before = stroke.empty() ? StrokePoint{} : stroke.front();
    for (std::size_t i = 1; i + 1 < stroke.size(); ++i) {
      const StrokePoint here = stroke[i];
      const StrokePoint after = stroke[i + 1];
      stroke[i] = {here.x / 2 + (before.x + after.x) / 4, here.y / 2 + (before.y + after.y) / 4};
      before = here;
    }
  }
}

}  // namespace yz::kiosk
