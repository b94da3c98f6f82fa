// What the recogniser knows of each character, as bytes in a file: docs/formats/handwriting.md. Made at build
// time by kiosk/input/training; read once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"

namespace yz::kiosk {

inline constexpr std::size_t model_bytes_max = 16U << 20U;
inline constexpr std::size_t model_dimensions_max = 512;
inline constexpr std::size_t model_entries_max = 30'000;

/// Features (stroke_features.h) less `mean`, times `projection`, are a place among `dimensions`; every entry
/// has one too, and the nearest is what was meant.
struct HandwritingModel {
  std::size_t dimensions{};
  float step{};                      // of `places`
  std::vector<float> mean;           // for each feature
  std::vector<float> projection;     // dimensions × features, row by row
  std::vector<char32_t> characters;  // of each entry; a character may have several
  std::vector<float> rarity;         // added to an entry's squared distance
  std::vector<std::int8_t> places;   // entries × dimensions, row by row
};

/// The checksum at the end of the file, over all before it.
[[nodiscard]] std::uint64_t model_checksum(std::span<const std::uint8_t> bytes);

/// `corrupt` for everything that write_model() would not have written.
[[nodiscard]] Result<HandwritingModel> parse_model(std::span<const std::uint8_t> bytes);
/// `not_found` without a readable file. Blocks for the disk.
[[nodiscard]] Result<HandwritingModel> load_model(const std::filesystem::path& file);

[[nodiscard]] std::vector<std::uint8_t> write_model(const HandwritingModel& model);

}  // namespace yz::kiosk
