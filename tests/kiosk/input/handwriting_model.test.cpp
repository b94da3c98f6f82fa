#include "kiosk/input/handwriting_model.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <functional>
#include <limits>

#include "kiosk/input/stroke_features.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace yz::kiosk;

namespace {

HandwritingModel small_model() {
  HandwritingModel model{.dimensions = 3,
                         .step = 0.25F,
                         .mean = std::vector<float>(feature_count, 0.5F),
                         .projection = std::vector<float>(3 * feature_count, 0.01F),
                         .characters = {U'人', U'入'},
                         .rarity = {0.1F, 0.9F},
                         .places = {1, -2, 3, 127, -127, 0}};
  model.mean[7] = -3;
  model.projection[11] = 8;
  return model;
}

bool is_corrupt(std::span<const std::uint8_t> bytes) {
  const auto model = parse_model(bytes);
  return !model && model.error().code == yz::Code::corrupt && !model.error().what.empty();
}

/// The file with something changed and a checksum that fits.
std::vector<std::uint8_t> changed(const std::function<void(std::vector<std::uint8_t>&)>& change) {
  auto bytes = write_model(small_model());
  bytes.resize(bytes.size() - sizeof(std::uint64_t));
  change(bytes);
  const std::uint64_t sum = model_checksum(bytes);
  const auto* raw = reinterpret_cast<const std::uint8_t*>(&sum);
  bytes.insert(bytes.end(), raw, raw + sizeof sum);
  return bytes;
}

template <class T>
std::function<void(std::vector<std::uint8_t>&)> put(std::size_t at, T value) {
  return [=](std::vector<std::uint8_t>& bytes) { std::memcpy(bytes.data() + at, &value, sizeof value); };
}

constexpr std::size_t features_at = 8;
constexpr std::size_t dimensions_at = 12;
constexpr std::size_t entries_at = 16;
constexpr std::size_t step_at = 20;
constexpr std::size_t mean_at = 24;
constexpr std::size_t projection_at = mean_at + 4 * feature_count;
constexpr std::size_t characters_at = projection_at + 3 * 4 * feature_count;
constexpr std::size_t rarity_at = characters_at + 2 * 4;

}  // namespace

TEST_CASE("handwriting model: what was written is read again", "[kiosk]") {
  const auto model = small_model();
  const auto read = parse_model(write_model(model));
  REQUIRE(read);
  CHECK(read->dimensions == model.dimensions);
  CHECK(read->step == model.step);
  CHECK(read->mean == model.mean);
  CHECK(read->projection == model.projection);
  CHECK(read->characters == model.characters);
  CHECK(read->rarity == model.rarity);
  CHECK(read->places == model.places);
}

TEST_CASE("handwriting model: a change of any byte is seen", "[kiosk]") {
  auto bytes = write_model(small_model());
  int unseen = 0;
  for (std::uint8_t& byte : bytes) {
    for (const auto change : std::array<std::uint8_t, 3>{0x01, 0x80, 0xFF}) {
      byte ^= change;
      unseen += is_corrupt(bytes) ? 0 : 1;
      byte ^= change;
    }
  }
  CHECK(unseen == 0);
  CHECK(parse_model(bytes));
}

TEST_CASE("handwriting model: a file that was cut anywhere is seen", "[kiosk]") {
  const auto bytes = write_model(small_model());
  int unseen = 0;
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    unseen += is_corrupt(std::span(bytes).first(length)) ? 0 : 1;
  }
  CHECK(unseen == 0);
}

TEST_CASE("handwriting model: with a checksum that fits, sizes and numbers are still looked at", "[kiosk]") {
  REQUIRE(parse_model(changed([](auto&) {})));
  CHECK(is_corrupt(changed(put(0, 'Y'))));
  CHECK(is_corrupt(changed(put(features_at, static_cast<std::uint32_t>(feature_count + 1)))));
  CHECK(is_corrupt(changed(put(dimensions_at, std::uint32_t{0}))));
  CHECK(is_corrupt(changed(put(dimensions_at, std::uint32_t{2}))));
  CHECK(is_corrupt(changed(put(dimensions_at, std::uint32_t{0xFFFF'FFFF}))));
  CHECK(is_corrupt(changed(put(entries_at, std::uint32_t{0}))));
  CHECK(is_corrupt(changed(put(entries_at, std::uint32_t{3}))));
  CHECK(is_corrupt(changed(put(entries_at, std::uint32_t{0xFFFF'FFFF}))));
  CHECK(is_corrupt(changed(put(step_at, 0.0F))));
  CHECK(is_corrupt(changed(put(step_at, std::numeric_limits<float>::quiet_NaN()))));
  CHECK(is_corrupt(changed(put(mean_at, std::numeric_limits<float>::infinity()))));
  CHECK(is_corrupt(changed(put(projection_at + 40, std::numeric_limits<float>::quiet_NaN()))));
  CHECK(is_corrupt(changed(put(characters_at, std::uint32_t{0xD800}))));
  CHECK(is_corrupt(changed(put(characters_at + 4, std::uint32_t{0x11'0000}))));
  CHECK(is_corrupt(changed(put(characters_at, std::uint32_t{'\n'}))));
  CHECK(is_corrupt(changed(put(rarity_at, std::numeric_limits<float>::quiet_NaN()))));
  CHECK(is_corrupt(changed([](auto& bytes) { bytes.push_back(0); })));
}

TEST_CASE("handwriting model: no file, and one that is far too large, are told apart", "[kiosk]") {
  const yz::test::TempDir folder;
  const auto none = load_model(folder.path() / "none");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == yz::Code::not_found);
  CHECK_FALSE(load_model(folder.path()));

  REQUIRE(yz::test::write_file(folder.path() / "large", "yzhand1\n"));
  std::filesystem::resize_file(folder.path() / "large", model_bytes_max + 1);
  const auto large = load_model(folder.path() / "large");
  REQUIRE_FALSE(large);
  CHECK(large.error().code == yz::Code::corrupt);
}
