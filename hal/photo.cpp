#include "hal/photo.h"

#include <array>
#include <utility>

#include "hal/jpeg.h"

namespace yz::hal {
namespace {

constexpr std::array qualities{90, 80, 70, 60, 45, 30};

int light_of(const ColourPicture& picture) {
  std::array<std::size_t, 256> counts{};
  const auto& dots = picture.dots.reveal();
  for (std::size_t i = 0; i + colours <= dots.size(); i += colours) {
    // The weights of red, green and blue in the light that an eye sees (ITU-R BT.601), in 256ths.
    const unsigned light = (77U * dots[i] + 150U * dots[i + 1] + 29U * dots[i + 2]) >> 8U;
    ++counts.at(light);
  }
  const std::size_t tenth = dots.size() / colours / 10;
  std::size_t lighter = 0;
  int light = 255;
  while (light > 0 && (lighter += counts.at(static_cast<std::size_t>(light))) <= tenth) --light;
  return light;
}

}  // namespace

Result<Photograph> make_photograph(const ColourPicture& picture) {
  const ColourPicture bounded = shrunk_to(picture, photo_side_max);
  for (const int quality : qualities) {
    auto jpeg = encode_jpeg(bounded, quality, photo_bytes_max);
    if (!jpeg && jpeg.error().code == Code::full) continue;
    if (!jpeg) return fail(jpeg.error());
    return Photograph{*std::move(jpeg), bounded.width, bounded.height, light_of(bounded),
                      shrunk_to(bounded, photo_shown_side_max)};
  }
  return fail(Code::full, "a photograph beyond any bound");
}

}  // namespace yz::hal
