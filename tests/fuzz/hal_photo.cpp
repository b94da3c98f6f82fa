// Whatever a camera sends as JPEG: no photograph, or one within its bounds, that can be read again and has no
// segment but those a picture needs.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "hal/jpeg.h"
#include "hal/photo.h"

namespace {

bool is_needed(std::uint8_t marker) {
  constexpr std::uint8_t jfif = 0xE0;
  constexpr std::uint8_t frame = 0xC0;
  constexpr std::uint8_t huffman = 0xC4;
  constexpr std::uint8_t quantisation = 0xDB;
  return marker == jfif || marker == frame || marker == huffman || marker == quantisation;
}

/// Up to the picture's own data.
bool has_only_needed(const std::vector<std::uint8_t>& file) {
  constexpr std::uint8_t scan = 0xDA;
  std::size_t at = 2;
  while (at + 4 <= file.size() && file[at] == 0xFF) {
    if (file[at + 1] == scan) return true;
    if (!is_needed(file[at + 1])) return false;
    at += 2U + (std::size_t{file[at + 2]} << 8U) + file[at + 3];
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t dots_max = 1U << 16U;
  constexpr int side_enough = 200;
  const auto picture = yz::hal::decode_jpeg_colours({data, size}, side_enough, dots_max);
  if (!picture) return 0;
  const auto photo = yz::hal::make_photograph(*picture);
  yz::check(photo.has_value(), "what was decoded can be encoded");
  const auto& file = photo->jpeg.reveal();
  yz::check(file.size() <= yz::hal::photo_bytes_max, "a photograph is bounded");
  yz::check(photo->light >= 0 && photo->light <= 255, "light is of a byte");
  yz::check(has_only_needed(file), "a photograph has no metadata");
  const auto again = yz::hal::decode_jpeg_colours(file, yz::hal::photo_side_max);
  yz::check(again && again->width == photo->width && again->height == photo->height,
            "a photograph can be read");
  return 0;
}
