#include "kiosk/input/training/discriminant.h"

#include <algorithm>

#include "base/check.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t n = feature_count;

std::vector<float> mean_of(std::span<const Features> class_means) {
  std::vector<double> sum(n);
  for (const Features& one : class_means) {
    for (std::size_t i = 0; i < n; ++i) sum[i] += static_cast<double>(one[i]);
  }
  std::vector<float> mean(n);
  for (std::size_t i = 0; i < n; ++i) {
    mean[i] = static_cast<float>(sum[i] / static_cast<double>(class_means.size()));
  }
  return mean;
}

}  // namespace

void Scatter::add(std::span<const Features> apart) {
  check(apart.size() % 4 == 0, "samples come in fours");
  // In single precision for one class, four samples at a time: most of the training's time is spent here.
  std::vector<float> products(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::fill(products.begin(), products.end(), 0.0F);
    for (std::size_t s = 0; s < apart.size(); s += 4) {
      const float* a = apart[s].data();
      const float* b = apart[s + 1].data();
      const float* c = apart[s + 2].data();
      const float* d = apart[s + 3].data();
      for (std::size_t k = i; k < n; ++k)
        products[k] += a[i] * a[k] + b[i] * b[k] + c[i] * c[k] + d[i] * d[k];
    }
    const auto row = sum_.row(i);
    for (std::size_t k = i; k < n; ++k) row[k] += static_cast<double>(products[k]);
  }
  samples_ += static_cast<double>(apart.size());
}

void Scatter::add(const Scatter& other) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = i; k < n; ++k) sum_.at(i, k) += other.sum_.at(i, k);
  }
  samples_ += other.samples_;
}

Matrix Scatter::covariance() const {
  Matrix matrix(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = i; k < n; ++k) matrix.at(i, k) = matrix.at(k, i) = sum_.at(i, k) / samples_;
  }
  return matrix;
}

Discriminant find_discriminant(std::span<const Features> class_means, Matrix within, double regularisation,
                               std::size_t dimensions) {
  double diagonal = 0;
  for (std::size_t i = 0; i < n; ++i) diagonal += within.at(i, i) / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) within.at(i, i) += regularisation * diagonal;
  const Matrix lower = cholesky(within);

  // In the space where a class is round, the directions in which the classes' means spread most.
  Discriminant found{mean_of(class_means), std::vector<float>(dimensions * n)};
  Matrix between(n);
  std::vector<double> apart(n);
  for (const Features& one : class_means) {
    for (std::size_t i = 0; i < n; ++i) apart[i] = static_cast<double>(one[i] - found.mean[i]);
    solve_lower(lower, apart);
    for (std::size_t i = 0; i < n; ++i) {
      const auto row = between.row(i);
      for (std::size_t k = 0; k < n; ++k) row[k] += apart[i] * apart[k];
    }
  }
  Eigen eigen = eigen_of(std::move(between));
  for (std::size_t row = 0; row < dimensions; ++row) {
    const auto direction = eigen.vectors.row(row);
    solve_lower_transposed(lower, direction);
    for (std::size_t i = 0; i < n; ++i) found.projection[row * n + i] = static_cast<float>(direction[i]);
  }
  return found;
}

std::vector<float> project(const Discriminant& discriminant, const Features& features) {
  std::vector<float> place(discriminant.projection.size() / n);
  for (std::size_t row = 0; row < place.size(); ++row) {
    for (std::size_t i = 0; i < n; ++i) {
      place[row] += discriminant.projection[row * n + i] * (features[i] - discriminant.mean[i]);
    }
  }
  return place;
}

}  // namespace yz::kiosk
