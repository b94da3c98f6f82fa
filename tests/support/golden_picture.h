// Pictures that screens are compared with: few colours, so that they stay small among the sources.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "kiosk/app/png.h"

namespace yz::test {

/// As a PNG of at most 48 colours, the most frequent ones; the others become the nearest of them.
[[nodiscard]] Status write_golden(const std::filesystem::path& file, const kiosk::Picture& picture);
/// Four bytes a pixel, whatever the file holds.
[[nodiscard]] Result<kiosk::Picture> read_golden(const std::filesystem::path& file);

/// Blocks of 12×12 pixels whose mean colour differs by more than `most` in a channel.
struct Difference {
  int blocks{};   // that differ too much
  int worst{};    // the largest difference, 0…255
  int worst_x{};  // where, in pixels
  int worst_y{};
};
/// Pictures of other sizes differ in every block.
[[nodiscard]] Difference compare(const kiosk::Picture& one, const kiosk::Picture& other, int most);

}  // namespace yz::test
