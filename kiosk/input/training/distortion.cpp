#include "kiosk/input/training/distortion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace yz::kiosk {
namespace {

constexpr float point_distance = 14;
constexpr float middle = canvas_size / 2;

/// A sheet of rubber: its knots are pulled about, what lies between follows.
class Rubber {
 public:
  Rubber(Random& random, float pull) {
    for (StrokePoint& knot : knots_) knot = {random.around(pull), random.around(pull)};
  }
  [[nodiscard]] StrokePoint pulled(const StrokePoint& at) const {
    const float across = std::clamp(at.x / canvas_size, 0.0F, 1.0F) * (side - 1);
    const float down = std::clamp(at.y / canvas_size, 0.0F, 1.0F) * (side - 1);
    const auto column = std::min(static_cast<std::size_t>(across), knots_a_side - 2);
    const auto row = std::min(static_cast<std::size_t>(down), knots_a_side - 2);
    const float right = eased(across - static_cast<float>(column));
    const float below = eased(down - static_cast<float>(row));
    StrokePoint pull;
    for (const auto& [knot, share] : {std::pair{row * knots_a_side + column, (1 - right) * (1 - below)},
                                      std::pair{row * knots_a_side + column + 1, right * (1 - below)},
                                      std::pair{(row + 1) * knots_a_side + column, (1 - right) * below},
                                      std::pair{(row + 1) * knots_a_side + column + 1, right * below}}) {
      pull.x += knots_[knot].x * share;
      pull.y += knots_[knot].y * share;
    }
    return {at.x + pull.x, at.y + pull.y};
  }

 private:
  static float eased(float part) { return part * part * (3 - 2 * part); }
  static constexpr std::size_t knots_a_side = 4;
  static constexpr float side = knots_a_side;
  std::array<StrokePoint, knots_a_side * knots_a_side> knots_{};
};

/// Leaning, turning and stretching of the whole.
struct Stance {
  float xx, xy, yx, yy;
  static Stance of(Random& random, float strength) {
    const float turn = random.around(0.06F * strength);
    const float lean = random.around(0.11F * strength);
    const float wide = std::exp(random.around(0.10F * strength));
    const float cosine = std::cos(turn);
    const float sine = std::sin(turn);
    return {wide * cosine, lean * cosine - sine, wide * sine, lean * sine + cosine};
  }
  [[nodiscard]] StrokePoint of_point(const StrokePoint& at) const {
    const float x = at.x - middle;
    const float y = at.y - middle;
    return {middle + xx * x + xy * y, middle + yx * x + yy * y};
  }
};

float length_of(std::span<const StrokePoint> stroke) {
  float length = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
  }
  return length;
}

StrokePoint centre_of(std::span<const StrokePoint> stroke) {
  StrokePoint sum;
  for (const StrokePoint& point : stroke) sum = {sum.x + point.x, sum.y + point.y};
  const auto count = static_cast<float>(stroke.size());
  return {sum.x / count, sum.y / count};
}

/// A hook at the end is often left out, and a stroke begun late or ended early.
void trim(Stroke& stroke, Random& random, float strength) {
  if (stroke.size() < 6) return;
  const auto points = static_cast<float>(stroke.size());
  const auto off = [&] {
    return static_cast<std::size_t>(points * std::abs(random.around(0.04F * strength)));
  };
  const std::size_t from_end = std::min(off(), stroke.size() / 4);
  stroke.resize(stroke.size() - from_end);
  const std::size_t from_begin = std::min(off(), stroke.size() / 4);
  stroke.erase(stroke.begin(), stroke.begin() + static_cast<std::ptrdiff_t>(from_begin));
}

void unhook(Stroke& stroke) {
  // The sharpest turn in the last quarter, if it is sharp.
  const std::size_t from = stroke.size() - stroke.size() / 4;
  for (std::size_t i = std::max<std::size_t>(from, 3); i + 3 < stroke.size() + 2 && i + 1 < stroke.size();
       ++i) {
    const StrokePoint before{stroke[i].x - stroke[i - 3].x, stroke[i].y - stroke[i - 3].y};
    const std::size_t next = std::min(i + 3, stroke.size() - 1);
    const StrokePoint after{stroke[next].x - stroke[i].x, stroke[next].y - stroke[i].y};
    const float along = before.x * after.x + before.y * after.y;
    if (along < 0 && length_of(std::span(stroke).subspan(i)) < 130) {
      stroke.resize(i + 1);
      return;
    }
  }
}

void move_alone(Stroke& stroke, Random& random, float strength) {
  const StrokePoint centre = centre_of(stroke);
  const StrokePoint shift{random.around(17 * strength), random.around(17 * strength)};
  const float larger = std::exp(random.around(0.07F * strength));
  const float turn = random.around(0.06F * strength);
  const float bow = random.around(0.035F * strength) * length_of(stroke);
  const float cosine = std::cos(turn) * larger;
  const float sine = std::sin(turn) * larger;
  const StrokePoint chord{stroke.back().x - stroke.front().x, stroke.back().y - stroke.front().y};
  const float chord_length = std::max(std::hypot(chord.x, chord.y), 1.0F);
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const float x = stroke[i].x - centre.x;
    const float y = stroke[i].y - centre.y;
    const float along =
        static_cast<float>(i) / static_cast<float>(std::max<std::size_t>(stroke.size() - 1, 1));
    const float aside = bow * std::sin(std::numbers::pi_v<float> * along);
    stroke[i] = {centre.x + shift.x + cosine * x - sine * y - aside * chord.y / chord_length,
                 centre.y + shift.y + sine * x + cosine * y + aside * chord.x / chord_length};
  }
}

void shake(Stroke& stroke, Random& random, float strength) {
  const float size = 5 * strength * random.part();
  float x = 0;
  float y = 0;
  for (StrokePoint& point : stroke) {
    x = 0.6F * x + random.around(size);
    y = 0.6F * y + random.around(size);
    point = {point.x + x, point.y + y};
  }
}

/// The finger stays down between two strokes, the sooner the nearer they are.
std::vector<Stroke> joined(std::vector<Stroke> strokes, Random& random, float chance) {
  std::vector<Stroke> result;
  for (Stroke& stroke : strokes) {
    if (!result.empty()) {
      Stroke& last = result.back();
      const float gap = std::hypot(stroke.front().x - last.back().x, stroke.front().y - last.back().y);
      if (random.happens(chance * std::exp(-gap / 250))) {
        last.insert(last.end(), stroke.begin(), stroke.end());
        continue;
      }
    }
    result.push_back(std::move(stroke));
  }
  return result;
}

/// What goes wrong now and then: a stroke begun from its end, one left out, a touch that was none.
void slip(std::vector<Stroke>& strokes, Random& random) {
  const auto any = [&] {
    return std::min(static_cast<std::size_t>(random.part() * static_cast<float>(strokes.size())),
                    strokes.size() - 1);
  };
  if (random.happens(0.08F)) std::ranges::reverse(strokes[any()]);
  if (strokes.size() > 4 && random.happens(0.08F)) {
    strokes.erase(strokes.begin() + static_cast<std::ptrdiff_t>(any()));
  }
  if (random.happens(0.03F)) {
    const StrokePoint at{random.between(100, canvas_size - 100), random.between(100, canvas_size - 100)};
    strokes.push_back({at, {at.x + random.around(30), at.y + random.around(30)}});
  }
}

}  // namespace

float Random::around(float deviation) {
  // Twelve uniform numbers would be the textbook's; four are near enough here.
  return (part() + part() + part() + part() - 2) * 1.7320508F * deviation;
}

std::vector<Stroke> distorted(std::span<const Stroke> character, Random& random) {
  const float strength = random.between(0.3F, 2.0F);
  const Rubber rubber(random, 42 * strength);
  const Stance stance = Stance::of(random, strength);
  const bool drops_hooks = random.happens(0.3F);
  const int rounding = static_cast<int>(random.between(0, 7));
  std::vector<Stroke> strokes;
  for (const Stroke& given : character) {
    Stroke stroke = resampled(given, point_distance);
    if (drops_hooks) unhook(stroke);
    trim(stroke, random, strength);
    move_alone(stroke, random, strength);
    for (StrokePoint& point : stroke) point = stance.of_point(rubber.pulled(point));
    smooth(stroke, rounding * rounding);
    strokes.push_back(std::move(stroke));
  }
  if (random.happens(0.5F)) strokes = joined(std::move(strokes), random, random.between(0.2F, 1.0F));
  for (Stroke& stroke : strokes) {
    stroke = resampled(stroke, point_distance);
    shake(stroke, random, strength);
  }
  slip(strokes, random);
  return strokes;
}

}  // namespace yz::kiosk
