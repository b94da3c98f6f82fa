// How hands write a character otherwise than it stands in the book, for training. The samples that tests use
// are made by other code (tests/support/handwriting_samples.h), which knows nothing of this.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "kiosk/input/strokes.h"

namespace yz::kiosk {

/// The same numbers on every machine; the standard's distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}
  /// 0 ≤ … < 1.
  [[nodiscard]] float part() { return static_cast<float>(bits_() >> 40U) * 0x1p-24F; }
  [[nodiscard]] float between(float low, float high) { return low + (high - low) * part(); }
  /// Around 0, three times `deviation` at most.
  [[nodiscard]] float around(float deviation);
  [[nodiscard]] bool happens(float chance) { return part() < chance; }

 private:
  std::mt19937_64 bits_;
};

/// The character as one more hand writes it: bent, leaning, its strokes moved, cut short and joined.
[[nodiscard]] std::vector<Stroke> distorted(std::span<const Stroke> character, Random& random);

}  // namespace yz::kiosk
