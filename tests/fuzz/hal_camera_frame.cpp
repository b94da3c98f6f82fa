// Whatever lies in the camera's folder: a picture with all its dots, or a refusal; small ones are searched
// for codes.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "hal/codes.h"
#include "hal/drivers/camera_frame.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t dots_max = 4'096;
  const auto frame = yz::hal::parse_pgm({data, size});
  if (!frame) return 0;
  const auto dots = static_cast<std::size_t>(frame->width) * static_cast<std::size_t>(frame->height);
  yz::check(frame->dots.size() == dots, "a picture has all its dots");
  if (dots <= dots_max) (void)yz::hal::read_code(frame->dots, frame->width, frame->height, false);
  return 0;
}
