// Codes as residents show them, read by us and by the decoder alone.
#include "hal/codes.h"

#define ZX_USE_UTF8 1  // asked for by ZXing 1.4's headers: text() as std::string
#include <ReadBarcode.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>

#include "tests/hal/codes/code_pictures.h"
#include "tests/support/fake_clock.h"

namespace yz::test {

using hal::CodeFormat;
using hal::Effort;

namespace {

constexpr std::array all_formats{CodeFormat::qr,     CodeFormat::data_matrix, CodeFormat::code_128,
                                 CodeFormat::ean_13, CodeFormat::ean_8,       CodeFormat::pdf_417};

std::string read_plainly(const hal::GreyPicture& picture) {
  const ZXing::ImageView view(picture.dots.data(), picture.width, picture.height, ZXing::ImageFormat::Lum);
  const auto found = ZXing::ReadBarcode(view);
  return found.isValid() ? found.text() : std::string();
}

/// A scene of a size that a test can afford.
CodeScene smaller(CodeScene scene) {
  scene.width = 860;
  scene.height = 560;
  return scene;
}

}  // namespace

TEST_CASE("codes: each format is read, named and found where it lies", "[hal]") {
  const FakeClock clock;
  const CodeFormat format = GENERATE(from_range(all_formats));
  INFO(to_string(format));
  const std::string text = text_for(format, 7);
  const auto picture = draw_scene(format, text, smaller({.module = 3, .turn = 3, .blur = 0.5}));
  for (const Effort effort : {Effort::quick, Effort::thorough}) {
    const auto code = hal::read_code(hal::view_of(picture), effort, clock);
    REQUIRE(code);
    CHECK(code->text == text);
    CHECK(code->format == format);
    for (const auto& corner : code->corners) {
      CHECK(std::abs(corner.x - picture.width / 2) < 330);
      CHECK(std::abs(corner.y - picture.height / 2) < 200);
    }
  }
}

TEST_CASE("codes: in every trouble more are read than by the decoder alone, and none wrongly", "[hal]") {
  const FakeClock clock;  // stands: a slow machine tries everything too
  const std::size_t which = GENERATE(range(std::size_t{0}, troubles().size()));
  const Trouble& trouble = troubles()[which];
  INFO(trouble.name);
  int ours = 0;
  int theirs = 0;
  std::uint64_t seed = 100 * (which + 1);
  for (const CodeFormat format : {CodeFormat::qr, CodeFormat::ean_13}) {
    for (const double level : {0.1, 0.45}) {
      const std::string text = text_for(format, ++seed);
      const auto picture = draw_scene(format, text, smaller(trouble.scene(level, seed)));
      const auto code = hal::read_code(hal::view_of(picture), Effort::thorough, clock);
      if (code) CHECK(code->text == text);
      ours += code ? 1 : 0;
      theirs += read_plainly(picture) == text ? 1 : 0;
    }
  }
  INFO("ours " << ours << ", the decoder alone " << theirs << " of 4");
  CHECK(ours >= theirs);
  CHECK(ours >= 1);
}

TEST_CASE("codes: a turned code and an inverted one are found where they lie", "[hal]") {
  const FakeClock clock;
  // Bars at 45 degrees, and light on dark.
  const bool is_inverted = GENERATE(false, true);
  CodeScene scene = smaller({.module = 3, .turn = is_inverted ? 8.0 : 45.0});
  scene.is_inverted = is_inverted;
  const std::string text = text_for(CodeFormat::ean_13, 3);
  const auto code =
      hal::read_code(hal::view_of(draw_scene(CodeFormat::ean_13, text, scene)), Effort::thorough, clock);
  REQUIRE(code);
  CHECK(code->text == text);
  int x = 0;
  int y = 0;
  for (const auto& corner : code->corners) {
    x += corner.x / 4;
    y += corner.y / 4;
  }
  CHECK(std::abs(x - scene.width / 2) < 60);
  CHECK(std::abs(y - scene.height / 2) < 60);
}

TEST_CASE("codes: a hall without a code has none, however long it is looked at", "[hal]") {
  const FakeClock clock;
  const std::uint64_t seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{5}));
  const auto hall = draw_hall(smaller(
      {.blur = 0.6, .noise = 3.0 + 20.0 * static_cast<double>(seed), .has_clutter = true, .seed = seed}));
  CHECK_FALSE(hal::read_code(hal::view_of(hall), Effort::quick, clock));
  CHECK_FALSE(hal::read_code(hal::view_of(hall), Effort::thorough, clock));
}

TEST_CASE("codes: frames are looked at quickly, each fifth thoroughly", "[hal]") {
  const FakeClock clock;
  const std::string text = text_for(CodeFormat::ean_13, 5);
  const auto picture = draw_scene(CodeFormat::ean_13, text, smaller({.module = 3, .turn = 45}));
  hal::CodeSearch search(clock);
  for (int frame = 1; frame < 5; ++frame) CHECK_FALSE(search.look_at(hal::view_of(picture)));
  const auto code = search.look_at(hal::view_of(picture));
  REQUIRE(code);
  CHECK(code->text == text);
  CHECK(search.look_hard_at(hal::view_of(picture)));
}

TEST_CASE("codes: rows with room behind them and dots apart, tiny pictures, large ones", "[hal]") {
  const FakeClock clock;
  const std::string text = text_for(CodeFormat::qr, 9);
  const auto picture = draw_scene(CodeFormat::qr, text, {.width = 320, .height = 240, .module = 4});
  std::vector<std::uint8_t> yuyv(std::size_t{700} * 240, 0x80);
  for (std::size_t y = 0; y < 240; ++y) {
    for (std::size_t x = 0; x < 320; ++x) yuyv[y * 700 + x * 2] = picture.dots[y * 320 + x];
  }
  const hal::GreyView view{yuyv.data(), 320, 240, 700, 2};
  CHECK(hal::copy_of(view) == picture);
  for (const Effort effort : {Effort::quick, Effort::thorough}) {
    REQUIRE(hal::read_code(view, effort, clock));
    CHECK(hal::read_code(view, effort, clock)->text == text);
    const std::uint8_t one = 0;
    CHECK_FALSE(hal::read_code({&one, 1, 1, 1, 1}, effort, clock));
    CHECK_FALSE(hal::read_code({}, effort, clock));
  }
  const auto large = hal::enlarged(view, 4);
  const auto huge = hal::enlarged(hal::view_of(large), 3);
  const auto code = hal::read_code(hal::view_of(huge), Effort::thorough, clock);
  REQUIRE(code);
  CHECK(code->text == text);
  CHECK(std::abs(code->corners[0].x - huge.width / 2) < 900);
}

TEST_CASE("grey image: means, halves, turns and enlargements keep a flat picture flat", "[hal]") {
  const hal::GreyPicture flat{40, 30, std::vector<std::uint8_t>(std::size_t{40} * 30, 200)};
  const hal::GreyView view = hal::view_of(flat);
  const auto is_flat = [](const hal::GreyPicture& picture, int about) {
    return std::ranges::all_of(picture.dots, [&](std::uint8_t dot) { return std::abs(dot - about) <= 1; });
  };
  CHECK(is_flat(hal::box_mean(view, 3), 200));
  CHECK(is_flat(hal::softened(view, 1), 200));
  CHECK(is_flat(hal::sharpened(view, 2, 300), 200));
  CHECK(is_flat(hal::halved(view), 200));
  CHECK(is_flat(hal::inverted(view), 55));
  CHECK(is_flat(hal::turned(view, 30, 200), 200));
  const auto large = hal::enlarged(view, 3);
  CHECK((large.width == 120 && large.height == 90));
  CHECK(is_flat(large, 200));
  CHECK(hal::shrunk_to(view, 20).width == 20);
  CHECK(hal::shrunk_to(view, 39).width == 20);
  CHECK(hal::shrunk_to(view, 40) == flat);
  CHECK(is_flat(hal::thresholded(view, 5, 2), 255));
  CHECK(hal::busy_boxes(view, 3).empty());
}

TEST_CASE("grey image: busy boxes hold the code", "[hal]") {
  const auto picture =
      draw_scene(CodeFormat::qr, text_for(CodeFormat::qr, 2), smaller({.module = 4, .noise = 4}));
  const auto boxes = hal::busy_boxes(hal::view_of(picture), 3);
  REQUIRE_FALSE(boxes.empty());
  const hal::GreyBox& box = boxes[0];
  CHECK((box.x < 430 - 40 && box.x + box.width > 430 + 40));
  CHECK((box.y < 280 - 40 && box.y + box.height > 280 + 40));
  CHECK((box.x >= 0 && box.y >= 0 && box.x + box.width <= 860 && box.y + box.height <= 560));
}

}  // namespace yz::test
