#include "tests/support/handwriting_samples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <random>

#include "kiosk/input/written_line.h"

namespace yz::test {
namespace {

using kiosk::Stroke;
using kiosk::StrokePoint;

constexpr float pi = std::numbers::pi_v<float>;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : bits_(seed * 0x9E3779B97F4A7C15U + 0xD1B54A32D192ED03U) {}
  float even(float low, float high) { return std::uniform_real_distribution<float>(low, high)(bits_); }
  float normal(float deviation) {
    return deviation > 0 ? std::normal_distribution<float>(0, deviation)(bits_) : 0;
  }
  std::mt19937& bits() { return bits_; }

 private:
  std::mt19937 bits_;
};

StrokePoint between(const StrokePoint& a, const StrokePoint& b, float part) {
  return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

/// Corners cut by putting two points on each side of every inner one (Chaikin), `cut` of the way.
Stroke cut_corners(const Stroke& stroke, float cut) {
  Stroke result = stroke;
  for (int round = 0; round < 3 && cut > 0; ++round) {
    Stroke next{result.front()};
    for (std::size_t i = 1; i + 1 < result.size(); ++i) {
      next.push_back(between(result[i], result[i - 1], cut * 0.5F));
      next.push_back(between(result[i], result[i + 1], cut * 0.5F));
    }
    if (result.size() > 1) next.push_back(result.back());
    result = std::move(next);
  }
  return result;
}

/// Slow shaking: two waves along the stroke, whose phases differ from stroke to stroke, and jitter on top.
/// The points lie closer where the finger is slow, at both ends.
Stroke traced(const Stroke& stroke, const Hand& hand, Dice& dice) {
  float length = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
  }
  const float wave = dice.even(90, 220);
  const std::array phases{dice.even(0, 2 * pi), dice.even(0, 2 * pi), dice.even(0, 2 * pi)};
  Stroke result;
  const auto add = [&](const StrokePoint& at, float along) {
    const float angle = 2 * pi * along / wave;
    result.push_back(
        {at.x +
             hand.tremor * 0.7F * (std::sin(angle + phases[0]) + 0.5F * std::sin(2.3F * angle + phases[1])) +
             dice.normal(hand.jitter),
         at.y + hand.tremor * 0.7F * std::sin(angle * 1.13F + phases[2]) + dice.normal(hand.jitter)});
  };
  float along = 0;
  float next = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    const float piece = std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
    while (piece > 0 && next <= along + piece) {
      add(between(stroke[i - 1], stroke[i], (next - along) / piece), next);
      const float from_end = std::min(next, length - next);
      next += hand.point_gap * (from_end < 60 ? 0.5F : 1.0F) * dice.even(0.7F, 1.3F);
    }
    along += piece;
  }
  add(stroke.back(), length);
  return result;
}

/// Cuts a character between two of its strokes where the parts overlap least: left and right, or top and
/// bottom. Returns where the second part begins.
std::size_t where_parts_meet(const std::vector<Stroke>& strokes) {
  std::size_t best = strokes.size();
  float best_overlap = 0.35F;
  for (std::size_t cut = 1; cut < strokes.size(); ++cut) {
    std::array<StrokePoint, 2> low{StrokePoint{1e9F, 1e9F}, StrokePoint{1e9F, 1e9F}};
    std::array<StrokePoint, 2> high{StrokePoint{-1e9F, -1e9F}, StrokePoint{-1e9F, -1e9F}};
    for (std::size_t i = 0; i < strokes.size(); ++i) {
      const std::size_t part = i < cut ? 0 : 1;
      for (const StrokePoint& point : strokes[i]) {
        low[part] = {std::min(low[part].x, point.x), std::min(low[part].y, point.y)};
        high[part] = {std::max(high[part].x, point.x), std::max(high[part].y, point.y)};
      }
    }
    const auto overlap = [&](float low_0, float high_0, float low_1, float high_1) {
      const float shared = std::min(high_0, high_1) - std::max(low_0, low_1);
      return shared / std::max(std::min(high_0 - low_0, high_1 - low_1), 40.0F);
    };
    const float least = std::min(overlap(low[0].x, high[0].x, low[1].x, high[1].x),
                                 overlap(low[0].y, high[0].y, low[1].y, high[1].y));
    if (least < best_overlap) {
      best_overlap = least;
      best = cut;
    }
  }
  return best;
}

void move_part(std::span<Stroke> part, const Hand& hand, Dice& dice) {
  StrokePoint sum;
  float count = 0;
  for (const Stroke& stroke : part) {
    for (const StrokePoint& point : stroke) {
      sum = {sum.x + point.x, sum.y + point.y};
      ++count;
    }
  }
  if (count == 0) return;
  const StrokePoint centre{sum.x / count, sum.y / count};
  const StrokePoint shift{dice.normal(hand.part_shift), dice.normal(hand.part_shift)};
  const float wider = std::exp(dice.normal(hand.part_scale));
  const float higher = std::exp(dice.normal(hand.part_scale));
  for (Stroke& stroke : part) {
    for (StrokePoint& point : stroke) {
      point = {centre.x + shift.x + (point.x - centre.x) * wider,
               centre.y + shift.y + (point.y - centre.y) * higher};
    }
  }
}

std::vector<Stroke> joined(const std::vector<Stroke>& strokes, float chance, Dice& dice) {
  std::vector<Stroke> result;
  for (const Stroke& stroke : strokes) {
    const bool near = !result.empty() && std::hypot(stroke.front().x - result.back().back().x,
                                                    stroke.front().y - result.back().back().y) < 300;
    if (near && dice.even(0, 1) < chance) {
      result.back().insert(result.back().end(), stroke.begin(), stroke.end());
    } else {
      result.push_back(stroke);
    }
  }
  return result;
}

void place(std::vector<Stroke>& strokes, const Hand& hand, Dice& dice) {
  const float turn = hand.turn + dice.normal(0.02F);
  const float slant = hand.slant + dice.normal(0.03F);
  const float wide = hand.wide * std::exp(dice.normal(0.04F));
  const StrokePoint at{512 + dice.normal(40), 512 + dice.normal(40)};
  for (Stroke& stroke : strokes) {
    for (StrokePoint& point : stroke) {
      const float y = (point.y - 512) * hand.size;
      const float x = (point.x - 512) * hand.size * wide - slant * y;
      point = {at.x + x * std::cos(turn) - y * std::sin(turn),
               at.y + x * std::sin(turn) + y * std::cos(turn)};
    }
  }
}

}  // namespace

std::vector<BookCharacter> read_book(std::size_t most) {
  std::ifstream in(YZ_HANDWRITING_FOLDER "/strokes.txt");
  std::vector<BookCharacter> book;
  for (std::string line; book.size() < most && std::getline(in, line);) {
    auto written = kiosk::parse_written_line(line);
    if (!written) return {};
    book.push_back({std::move(written->label), std::move(written->strokes)});
  }
  return book;
}

std::filesystem::path handwriting_model() {
  return YZ_HANDWRITING_FOLDER "/handwriting.model";
}

std::span<const Hand> moderate_hands() {
  static constexpr std::array hands{
      Hand{},
      Hand{.tremor = 9, .jitter = 2.5F, .size = 0.85F, .stroke_shift = 16},
      Hand{.tremor = 4, .slant = 0.18F, .turn = -0.05F, .size = 0.7F, .wide = 0.9F, .part_shift = 12},
      Hand{.tremor = 3,
           .jitter = 1,
           .slant = 0.08F,
           .size = 0.75F,
           .stroke_shift = 14,
           .corner_cut = 0.8F,
           .point_gap = 30},
      Hand{.tremor = 4, .jitter = 2, .size = 0.4F, .wide = 1.12F, .stroke_shift = 20},
      Hand{.tremor = 6, .turn = 0.06F, .size = 0.9F, .part_shift = 22, .part_scale = 0.07F},
  };
  return hands;
}

Hand loose_hand() {
  return {
      .tremor = 6, .slant = 0.05F, .size = 0.7F, .stroke_shift = 18, .part_shift = 45, .part_scale = 0.16F};
}

std::vector<Stroke> written(const BookCharacter& character, const Hand& hand, Order order,
                            std::uint64_t seed) {
  Dice dice(seed);
  std::vector<Stroke> strokes = character.strokes;
  for (Stroke& stroke : strokes) {
    stroke = cut_corners(stroke, hand.corner_cut);
    const StrokePoint shift{dice.normal(hand.stroke_shift), dice.normal(hand.stroke_shift)};
    for (StrokePoint& point : stroke) point = {point.x + shift.x, point.y + shift.y};
  }
  if (hand.part_shift > 0) {
    const std::size_t cut = where_parts_meet(strokes);
    move_part(std::span(strokes).first(cut), hand, dice);
    move_part(std::span(strokes).subspan(cut), hand, dice);
  }
  place(strokes, hand, dice);
  if (order == Order::shuffled) std::shuffle(strokes.begin(), strokes.end(), dice.bits());
  if (hand.joins > 0) strokes = joined(strokes, hand.joins, dice);
  for (Stroke& stroke : strokes) stroke = traced(stroke, hand, dice);
  return strokes;
}

}  // namespace yz::test
