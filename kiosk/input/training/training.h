// Makes the handwriting model: each character is written many times by made-up hands, and what tells the
// characters apart in spite of the hands is kept.
#pragma once

#include <vector>

#include "kiosk/input/handwriting_model.h"
#include "kiosk/input/training/stroke_book.h"

namespace yz::kiosk {

struct TrainingPlan {
  std::size_t samples{32};  // of each character; a multiple of four
  std::size_t dimensions{128};
  double regularisation{0.02};
  /// How much a rarer character has to be nearer: times ln(1 + rank / 50).
  float rarity{3};
};

/// The digits are added to the book. The same book gives the same model. Uses all processors; a minute or so.
[[nodiscard]] HandwritingModel train(const std::vector<BookEntry>& book, const TrainingPlan& plan);

}  // namespace yz::kiosk
