// Characters as people write them with a finger, made from the strokes of the book: for tests and benchmarks
// of handwriting. Knows nothing of how the recogniser was trained (kiosk/input/training), on purpose.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "kiosk/input/strokes.h"

namespace yz::test {

/// A character and its strokes, in their order in the book.
struct BookCharacter {
  std::string label;
  std::vector<kiosk::Stroke> strokes;
};

/// How somebody writes. Lengths are in units of the canvas (1024).
struct Hand {
  float tremor{5};         // amplitude, slow shaking along the stroke
  float jitter{1.5F};      // of each point alone
  float slant{};           // x to the right for each unit upwards
  float turn{};            // radians, of the whole
  float size{0.8F};        // of the canvas
  float wide{1};           // width to height
  float stroke_shift{12};  // each stroke apart from where it belongs
  float part_shift{};      // each part (radical) apart from where it belongs
  float part_scale{};      // and larger or smaller, as a part
  float corner_cut{0.3F};  // 0: sharp corners … 1: round ones
  float joins{};           // chance that two strokes near each other are one
  float point_gap{16};     // between two points that the panel tells
};

/// Several writers: the steady, the shaking, the slanting, the hurried, the cramped, the one whose parts
/// drift.
[[nodiscard]] std::span<const Hand> moderate_hands();
/// Every part moved and scaled by itself, far more than somebody who sees well would.
[[nodiscard]] Hand loose_hand();

enum class Order { book, shuffled };

/// The characters that the recogniser knows, the most common first; none when the file cannot be read.
[[nodiscard]] std::vector<BookCharacter> read_book(std::size_t most);
[[nodiscard]] std::filesystem::path handwriting_model();

[[nodiscard]] std::vector<kiosk::Stroke> written(const BookCharacter& character, const Hand& hand,
                                                 Order order, std::uint64_t seed);

}  // namespace yz::test
