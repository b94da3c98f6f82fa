#include "kiosk/input/training/matrix.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.h"

namespace yz::kiosk {
namespace {

constexpr int sweeps_max = 15;

/// A turn by that angle of the plane of two axes.
struct Turn {
  double cosine{};
  double sine{};

  void apply(double& p, double& q) const {
    const double before = p;
    p = cosine * before - sine * q;
    q = sine * before + cosine * q;
  }
  void apply(std::span<double> p, std::span<double> q) const {
    for (std::size_t k = 0; k < p.size(); ++k) apply(p[k], q[k]);
  }
};

/// What brings the value beside the diagonal at (p, q) to zero.
Turn turn_for(const Matrix& matrix, std::size_t p, std::size_t q) {
  const double slope = (matrix.at(q, q) - matrix.at(p, p)) / (2 * matrix.at(p, q));
  const double tangent = (slope >= 0 ? 1 : -1) / (std::abs(slope) + std::sqrt(slope * slope + 1));
  const double cosine = 1 / std::sqrt(tangent * tangent + 1);
  return {cosine, tangent * cosine};
}

}  // namespace

Matrix cholesky(const Matrix& matrix) {
  Matrix lower(matrix.side());
  for (std::size_t i = 0; i < matrix.side(); ++i) {
    for (std::size_t k = 0; k <= i; ++k) {
      double sum = matrix.at(i, k);
      for (std::size_t j = 0; j < k; ++j) sum -= lower.at(i, j) * lower.at(k, j);
      if (i == k) {
        check(sum > 0, "the matrix is positive definite");
        lower.at(i, i) = std::sqrt(sum);
      } else {
        lower.at(i, k) = sum / lower.at(k, k);
      }
    }
  }
  return lower;
}

void solve_lower(const Matrix& lower, std::span<double> b) {
  for (std::size_t i = 0; i < b.size(); ++i) {
    const auto row = lower.row(i);
    double sum = b[i];
    for (std::size_t k = 0; k < i; ++k) sum -= row[k] * b[k];
    b[i] = sum / row[i];
  }
}

void solve_lower_transposed(const Matrix& lower, std::span<double> b) {
  for (std::size_t i = b.size(); i-- > 0;) {
    const auto row = lower.row(i);
    b[i] /= row[i];
    for (std::size_t k = 0; k < i; ++k) b[k] -= row[k] * b[i];
  }
}

Eigen eigen_of(Matrix matrix) {
  // Jacobi's method: plane after plane is turned until nothing is left beside the diagonal.
  const std::size_t n = matrix.side();
  Matrix vectors(n);
  for (std::size_t i = 0; i < n; ++i) vectors.at(i, i) = 1;
  bool turned = true;
  for (int sweep = 0; sweep < sweeps_max && turned; ++sweep) {
    turned = false;
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        const double scale = std::sqrt(std::abs(matrix.at(p, p) * matrix.at(q, q)));
        if (std::abs(matrix.at(p, q)) <= 1e-12 * scale) continue;
        turned = true;
        const Turn turn = turn_for(matrix, p, q);
        turn.apply(matrix.row(p), matrix.row(q));
        for (std::size_t k = 0; k < n; ++k) turn.apply(matrix.at(k, p), matrix.at(k, q));
        turn.apply(vectors.row(p), vectors.row(q));
      }
    }
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return matrix.at(a, a) > matrix.at(b, b); });
  Eigen eigen{std::vector<double>(n), Matrix(n)};
  for (std::size_t i = 0; i < n; ++i) {
    eigen.values[i] = matrix.at(order[i], order[i]);
    std::ranges::copy(vectors.row(order[i]), eigen.vectors.row(i).begin());
  }
  return eigen;
}

}  // namespace yz::kiosk
