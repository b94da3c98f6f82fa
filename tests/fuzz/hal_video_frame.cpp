// Whatever a camera's buffer holds, of whatever shape its driver says it is: a view within the bytes, or a
// refusal.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "hal/drivers/video_frame.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t head = 5;  // format, width, height, length of a row in two bytes
  if (size < head) return 0;
  const yz::hal::VideoShape shape{static_cast<yz::hal::VideoFormat>(data[0] % 4), data[1], data[2],
                                  data[3] + 256U * data[4], data[0] >= 128};
  constexpr int side_enough = 64;
  const auto coloured = yz::hal::colours_of({data + head, size - head}, shape, side_enough);
  if (coloured) {
    yz::check(coloured->width >= 1 && coloured->height >= 1, "a picture is not empty");
    yz::check(coloured->dots.reveal().size() == static_cast<std::size_t>(coloured->width) *
                                                    static_cast<std::size_t>(coloured->height) *
                                                    yz::hal::colours,
              "a picture has all its dots");
  }
  yz::hal::GreyPicture room;
  const auto view = yz::hal::grey_of({data + head, size - head}, shape, room);
  if (!view) return 0;
  yz::check(view->width >= 1 && view->height >= 1, "a picture is not empty");
  const auto copy = yz::hal::copy_of(*view);  // touches every dot: the sanitizer sees whether it is ours
  yz::check(
      copy.dots.size() == static_cast<std::size_t>(view->width) * static_cast<std::size_t>(view->height),
      "a picture has all its dots");
  return 0;
}
