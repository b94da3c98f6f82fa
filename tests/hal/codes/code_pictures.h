// Pictures of codes as cameras take them: far away, askew, out of focus, in the dark, under a lamp. Made from
// numbers, the same on every machine; shared by the tests and the bench.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hal/codes.h"
#include "hal/grey_image.h"

namespace yz::test {

/// How a code lies before the camera. All lengths in dots of the picture.
struct CodeScene {
  int width{1'280};
  int height{720};
  double module{4};    // width of the code's narrowest line
  double turn{};       // degrees
  double tilt{};       // 0 … 0.6: the far edge of the paper is so much smaller
  double blur{};       // sigma of the lens, in dots
  double noise{3};     // sigma of the sensor, in shades
  int paper{225};      // shade of the light parts
  int ink{30};         // shade of the dark parts
  double glare{};      // shades that a lamp adds at the middle of its spot
  double shadow{};     // 0 … 1: how much darker the right edge of the picture is than the left
  bool is_inverted{};  // light on dark, its quiet zone too
  bool has_clutter{};  // printed text and edges around it
  std::uint64_t seed{1};
};

/// `text` must be fit for the format; fails by check() when it is not.
[[nodiscard]] hal::GreyPicture draw_scene(hal::CodeFormat format, const std::string& text,
                                          const CodeScene& scene);
/// A hall without a code: walls, edges, lines of print.
[[nodiscard]] hal::GreyPicture draw_hall(const CodeScene& scene);

/// One kind of trouble; `scene(level)` goes from easy (0) to hopeless (1).
struct Trouble {
  std::string_view name;
  CodeScene (*scene)(double level, std::uint64_t seed);
};
[[nodiscard]] const std::vector<Trouble>& troubles();

/// A text that suits the format, another for each seed.
[[nodiscard]] std::string text_for(hal::CodeFormat format, std::uint64_t seed);

}  // namespace yz::test
