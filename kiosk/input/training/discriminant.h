// Fisher's linear discriminant (LDA in books): the directions in feature space along which characters differ
// most, measured by how much one character's samples differ among themselves.
#pragma once

#include <span>
#include <vector>

#include "kiosk/input/stroke_features.h"
#include "kiosk/input/training/matrix.h"

namespace yz::kiosk {

/// How samples lie around their class's mean, summed up.
class Scatter {
 public:
  Scatter() : sum_(feature_count) {}
  /// Of one class, already less its mean; their number is a multiple of four.
  void add(std::span<const Features> apart);
  /// Adds what another thread summed up.
  void add(const Scatter& other);
  /// Of all samples so far.
  [[nodiscard]] Matrix covariance() const;

 private:
  Matrix sum_;  // its upper half
  double samples_{};
};

struct Discriminant {
  std::vector<float> mean;        // of all classes
  std::vector<float> projection;  // dimensions × features, row by row; within a class each row varies by 1
};

/// `within` is widened by `regularisation` times its mean diagonal: what the samples did not vary in may
/// still vary in life. Takes some ten seconds.
[[nodiscard]] Discriminant find_discriminant(std::span<const Features> class_means, Matrix within,
                                             double regularisation, std::size_t dimensions);

/// Where `features` lie in it.
[[nodiscard]] std::vector<float> project(const Discriminant& discriminant, const Features& features);

}  // namespace yz::kiosk
