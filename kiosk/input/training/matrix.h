// The little linear algebra that training needs, on square matrices. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace yz::kiosk {

class Matrix {
 public:
  explicit Matrix(std::size_t side) : side_(side), values_(side * side) {}
  [[nodiscard]] std::size_t side() const { return side_; }
  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return values_[row * side_ + column]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values_[row * side_ + column]; }
  [[nodiscard]] std::span<double> row(std::size_t row) {
    return std::span(values_).subspan(row * side_, side_);
  }
  [[nodiscard]] std::span<const double> row(std::size_t row) const {
    return std::span(values_).subspan(row * side_, side_);
  }

 private:
  std::size_t side_;
  std::vector<double> values_;
};

/// The lower triangle L with L·Lᵀ = `matrix`, which is symmetric and positive definite.
[[nodiscard]] Matrix cholesky(const Matrix& matrix);
/// Solves L·x = b, x in the place of b.
void solve_lower(const Matrix& lower, std::span<double> b);
/// Solves Lᵀ·x = b, x in the place of b.
void solve_lower_transposed(const Matrix& lower, std::span<double> b);

struct Eigen {
  std::vector<double> values;  // the largest first
  Matrix vectors;              // one a row, of length 1
};
/// Of a symmetric matrix.
[[nodiscard]] Eigen eigen_of(Matrix matrix);

}  // namespace yz::kiosk
