#include "kiosk/input/stroke_features.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace yz::kiosk {
namespace {

constexpr float steps_per_extent = 64;
constexpr int smoothing_rounds = 3;
constexpr float blur_cells = 0.65F;
constexpr float end_blur_cells = 0.6F;
constexpr float deviations_a_side = 4;  // ± two standard deviations fill the field

/// Centre and size by the mass of the ink, not by its box: one stroke that went astray moves them little.
struct Field {
  StrokePoint centre;
  float width{1};
  float height{1};
  float proportion{};  // logarithm of width / height

  [[nodiscard]] StrokePoint place(const StrokePoint& point) const {
    return {std::clamp(0.5F + (point.x - centre.x) / width, 0.0F, 1.0F),
            std::clamp(0.5F + (point.y - centre.y) / height, 0.0F, 1.0F)};
  }
};

Field field_of(std::span<const Stroke> strokes, float size) {
  double count = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double yy = 0;
  for (const Stroke& stroke : strokes) {
    for (const StrokePoint& point : stroke) {
      count += 1;
      x += point.x;
      y += point.y;
      xx += static_cast<double>(point.x) * point.x;
      yy += static_cast<double>(point.y) * point.y;
    }
  }
  Field field;
  if (count == 0) return field;
  field.centre = {static_cast<float>(x / count), static_cast<float>(y / count)};
  const auto deviation = [&](double sum, double squares) {
    return static_cast<float>(std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count))));
  };
  // A thousandth, so that a single dot has a size too.
  const float floor = std::max(size, 1.0F) / 1'000;
  const float wide = std::max(deviation(x, xx), floor);
  const float high = std::max(deviation(y, yy), floor);
  field.proportion = std::log(wide / high);
  // A flat character stays flat, but less so: what lies on its few rows of cells must still be told apart.
  const float ratio = std::min(wide, high) / std::max(wide, high);
  const float kept = std::sqrt(std::sin(std::numbers::pi_v<float> / 2 * ratio));
  field.width = wide * deviations_a_side / (wide < high ? kept : 1.0F);
  field.height = high * deviations_a_side / (high < wide ? kept : 1.0F);
  return field;
}

/// How much of a point at `at` (0…1) belongs to each of `Cells` cells in a row.
template <std::size_t Cells>
std::array<float, Cells> shares(float at, float blur) {
  std::array<float, Cells> share{};
  for (std::size_t i = 0; i < Cells; ++i) {
    const float distance = at * static_cast<float>(Cells) - (static_cast<float>(i) + 0.5F);
    if (std::abs(distance) < 2.2F) share[i] = std::exp(-distance * distance / (2 * blur * blur));
  }
  return share;
}

template <std::size_t Cells>
void drop(std::span<float> cells, const StrokePoint& at, float blur, float amount) {
  const auto across = shares<Cells>(at.x, blur);
  const auto down = shares<Cells>(at.y, blur);
  for (std::size_t row = 0; row < Cells; ++row) {
    for (std::size_t column = 0; column < Cells; ++column) {
      cells[row * Cells + column] += amount * down[row] * across[column];
    }
  }
}

void add_ink(std::span<float> features, const StrokePoint& from, const StrokePoint& to) {
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  if (length < 1e-6F) return;
  constexpr auto directions = static_cast<float>(ink_directions);
  float turn = std::atan2(to.y - from.y, to.x - from.x) / (2 * std::numbers::pi_v<float>)*directions;
  if (turn < 0) turn += directions;
  const auto first = static_cast<std::size_t>(turn) % ink_directions;
  const float to_second = turn - std::floor(turn);
  constexpr std::size_t plane = ink_cells * ink_cells;
  const StrokePoint middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
  const auto across = shares<ink_cells>(middle.x, blur_cells);
  const auto down = shares<ink_cells>(middle.y, blur_cells);
  float* one = features.data() + first * plane;
  float* other = features.data() + (first + 1) % ink_directions * plane;
  for (std::size_t row = 0; row < ink_cells; ++row) {
    if (down[row] == 0) continue;
    for (std::size_t column = 0; column < ink_cells; ++column) {
      const float amount = length * down[row] * across[column];
      one[row * ink_cells + column] += amount * (1 - to_second);
      other[row * ink_cells + column] += amount * to_second;
    }
  }
}

}  // namespace

Features features_of(std::span<const Stroke> strokes) {
  Features features{};
  if (strokes.empty()) return features;
  const float size = extent(strokes);
  const float step = std::max(size, 1.0F) / steps_per_extent;
  std::vector<Stroke> even;
  even.reserve(strokes.size());
  for (const Stroke& stroke : strokes) {
    even.push_back(resampled(stroke, step));
    smooth(even.back(), smoothing_rounds);
  }
  const Field field = field_of(even, size);
  const std::span<float> all(features);
  const auto begins = all.subspan(ink_features, end_cells * end_cells);
  const auto ends = all.subspan(ink_features + end_cells * end_cells, end_cells * end_cells);
  float length = 0;
  for (Stroke& stroke : even) {
    for (StrokePoint& point : stroke) point = field.place(point);
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      add_ink(all, stroke[i - 1], stroke[i]);
      length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    }
    drop<end_cells>(begins, stroke.front(), end_blur_cells, 0.1F);
    drop<end_cells>(ends, stroke.back(), end_blur_cells, 0.1F);
  }
  // The root makes a doubled stroke count less than a new one, and evens out how much cells vary.
  for (float& value : features) value = std::sqrt(value);
  features[feature_count - 3] = std::sqrt(static_cast<float>(strokes.size())) / 4;
  features[feature_count - 2] = std::sqrt(length) / 4;
  features[feature_count - 1] = std::clamp(field.proportion, -2.0F, 2.0F) / 4;
  return features;
}

}  // namespace yz::kiosk
