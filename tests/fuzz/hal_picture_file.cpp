// Whatever lies in the camera's folder, comes out of a camera as JPEG or is handed to --decode: a picture
// with all its dots, or a refusal; small ones are searched for codes.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "base/system_clock.h"
#include "hal/codes.h"
#include "hal/picture_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t dots_max = 1U << 18U;
  constexpr std::size_t searched_max = 4'096;
  if (const auto colours = yz::hal::decode_png_colours({data, size}, dots_max)) {
    const auto all = static_cast<std::size_t>(colours->width) * static_cast<std::size_t>(colours->height);
    yz::check(colours->dots.reveal().size() == all * yz::hal::colours, "a picture has all its colours");
    yz::check(all <= dots_max, "a picture in colour is bounded");
  }
  const auto picture = yz::hal::decode_picture({data, size}, dots_max);
  if (!picture) return 0;
  const auto dots = static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height);
  yz::check(picture->dots.size() == dots, "a picture has all its dots");
  yz::check(dots <= dots_max, "a picture is bounded");
  if (dots > searched_max) return 0;
  // Every preparation takes its time under the sanitizers: only of the smallest pictures.
  constexpr std::size_t prepared_max = 512;
  const auto effort = dots <= prepared_max ? yz::hal::Effort::thorough : yz::hal::Effort::quick;
  (void)yz::hal::read_code(yz::hal::view_of(*picture), effort, yz::SystemClock());
  return 0;
}
