// What the model is made with. The whole training is too slow for a test; whether it worked is what
// handwriting.test.cpp finds out.
#include "kiosk/input/training/training.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "kiosk/input/training/digits.h"
#include "kiosk/input/training/discriminant.h"
#include "kiosk/input/training/distortion.h"
#include "kiosk/input/utf8.h"
#include "kiosk/input/written_line.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace yz::kiosk;
using yz::test::read_file;
using yz::test::TempDir;
using yz::test::write_file;

namespace {

bool is_near(double one, double other) {
  return std::abs(one - other) < 1e-9;
}

/// Symmetric, positive definite, with no other pattern.
Matrix some_matrix(std::size_t side) {
  Matrix matrix(side);
  for (std::size_t i = 0; i < side; ++i) {
    for (std::size_t k = 0; k < side; ++k) {
      matrix.at(i, k) = std::cos(static_cast<double>((i + 1) * (k + 1))) + (i == k ? 10.0 : 0.0);
    }
  }
  return matrix;
}

const std::vector<Stroke> ten{{{150, 512}, {870, 500}}, {{512, 120}, {512, 900}}};

}  // namespace

TEST_CASE("matrix: the triangle times itself is the matrix again", "[kiosk]") {
  const Matrix matrix = some_matrix(7);
  const Matrix lower = cholesky(matrix);
  for (std::size_t i = 0; i < 7; ++i) {
    for (std::size_t k = 0; k < 7; ++k) {
      double product = 0;
      for (std::size_t j = 0; j < 7; ++j) product += lower.at(i, j) * lower.at(k, j);
      CHECK(is_near(product, matrix.at(i, k)));
    }
  }
}

TEST_CASE("matrix: both triangles are solved", "[kiosk]") {
  const Matrix matrix = some_matrix(5);
  const Matrix lower = cholesky(matrix);
  const std::vector<double> wanted{1, -2, 3, 0.5, 4};
  std::vector<double> b(5);
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t k = 0; k < 5; ++k) b[i] += matrix.at(i, k) * wanted[k];
  }
  solve_lower(lower, b);
  solve_lower_transposed(lower, b);
  for (std::size_t i = 0; i < 5; ++i) CHECK(is_near(b[i], wanted[i]));
}

TEST_CASE("matrix: along each of its own directions it only stretches, the longest first", "[kiosk]") {
  const Matrix matrix = some_matrix(9);
  const Eigen eigen = eigen_of(matrix);
  CHECK(std::ranges::is_sorted(eigen.values, std::ranges::greater{}));
  for (std::size_t row = 0; row < 9; ++row) {
    const auto vector = eigen.vectors.row(row);
    double length = 0;
    for (std::size_t i = 0; i < 9; ++i) {
      double turned = 0;
      for (std::size_t k = 0; k < 9; ++k) turned += matrix.at(i, k) * vector[k];
      CHECK(is_near(turned, eigen.values[row] * vector[i]));
      length += vector[i] * vector[i];
    }
    CHECK(is_near(length, 1));
  }
}

TEST_CASE("scatter: is the covariance of what was added, by whichever thread", "[kiosk]") {
  std::vector<Features> samples(8);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i][3] = static_cast<float>(i) - 3.5F;
    samples[i][5] = i % 2 == 0 ? 1.0F : -1.0F;
  }
  Scatter one;
  one.add(std::span(samples).first(4));
  Scatter other;
  other.add(std::span(samples).last(4));
  one.add(other);
  const Matrix covariance = one.covariance();
  CHECK(is_near(covariance.at(3, 3), 5.25));
  CHECK(is_near(covariance.at(5, 5), 1));
  CHECK(is_near(covariance.at(3, 5), -0.5));
  CHECK(is_near(covariance.at(5, 3), -0.5));
  CHECK(is_near(covariance.at(0, 0), 0));
}

TEST_CASE("distortion: the same dice write the same, other dice otherwise", "[kiosk]") {
  Random one(5);
  Random same(5);
  Random other(6);
  const auto first = distorted(ten, one);
  CHECK(first == distorted(ten, same));
  CHECK(first != distorted(ten, other));
  CHECK(first != distorted(ten, one));
}

TEST_CASE("distortion: what comes out is written, whatever went in", "[kiosk]") {
  Random random(7);
  const std::vector<Stroke> dots{{{512, 512}}, {{10, 10}, {10, 10}}};
  for (int i = 0; i < 500; ++i) {
    for (const auto& character : {ten, dots}) {
      const auto strokes = distorted(character, random);
      REQUIRE_FALSE(strokes.empty());
      for (const Stroke& stroke : strokes) {
        REQUIRE_FALSE(stroke.empty());
        REQUIRE(std::ranges::all_of(
            stroke, [](const StrokePoint& at) { return std::isfinite(at.x) && std::isfinite(at.y); }));
      }
    }
  }
}

TEST_CASE("digits: all ten are drawn, upright on the canvas", "[kiosk]") {
  std::set<char32_t> drawn;
  for (const DigitShape& shape : digit_shapes()) {
    drawn.insert(shape.digit);
    CHECK(extent(shape.strokes) > 600);
    for (const Stroke& stroke : shape.strokes) {
      CHECK(stroke.size() >= 2);
      for (const StrokePoint& at : stroke) CHECK((at.x > 0 && at.x < 1'024 && at.y > 0 && at.y < 1'024));
    }
  }
  CHECK(drawn == std::set<char32_t>{U'0', U'1', U'2', U'3', U'4', U'5', U'6', U'7', U'8', U'9'});
}

TEST_CASE("stroke book: known characters with strokes, the most common first, and written as lines",
          "[kiosk]") {
  const TempDir folder;
  const auto path = [&](const char* name) { return folder.path() / name; };
  REQUIRE(write_file(path("一.json"), R"({"medians":[[[100,400],[900,380]]]})"));
  REQUIRE(write_file(path("十.json"), R"({"medians":[[[100,400],[900,400]],[[500,800],[500,0]]]})"));
  REQUIRE(write_file(path("known"), "一丁十\n"));
  REQUIRE(write_file(path("words"), "十\t7\n一\t3\n十一\t1\n丁\t900\nno weight\n"));
  const auto book = read_stroke_book(folder.path(), path("words"), path("known"));
  REQUIRE(book);
  REQUIRE(book->size() == 2);
  CHECK((*book)[0].character == U'十');
  CHECK((*book)[1].character == U'一');
  CHECK((*book)[0].strokes[1] == Stroke{{500, 100}, {500, 900}});

  REQUIRE(write_stroke_book(*book, path("lines")));
  const auto lines = read_file(path("lines"));
  CHECK(lines == "十\t100,500 900,500|500,100 500,900\n一\t100,500 900,520\n");
  CHECK(parse_written_line(lines.substr(0, lines.find('\n')))->strokes == (*book)[0].strokes);
}

TEST_CASE("stroke book: a broken file of strokes is named", "[kiosk]") {
  const TempDir folder;
  REQUIRE(write_file(folder.path() / "known", "一"));
  REQUIRE(write_file(folder.path() / "words", "一\t1\n"));
  for (const char* broken : {"", "[]", "{\"medians\":7}", "{\"medians\":[]}", "{\"medians\":[[]]}",
                             "{\"medians\":[[[1]]]}", "{\"medians\":[[[1,\"2\"]]]}"}) {
    CAPTURE(broken);
    REQUIRE(write_file(folder.path() / "一.json", broken));
    const auto book = read_stroke_book(folder.path(), folder.path() / "words", folder.path() / "known");
    REQUIRE_FALSE(book);
    CHECK(book.error().what.find("一.json") != std::string::npos);
  }
}

TEST_CASE("utf8: characters of one to four bytes come out as they went in", "[kiosk]") {
  const std::string text = "aé楼𠀀";
  const auto characters = characters_of(text);
  CHECK(characters == std::vector<char32_t>{U'a', U'é', U'楼', U'𠀀'});
  std::string again;
  for (const char32_t character : characters) again += utf8(character);
  CHECK(again == text);
  CHECK(characters_of(text.substr(0, text.size() - 1)).size() == 3);
}
