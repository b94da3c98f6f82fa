#define ZX_USE_UTF8 1  // asked for by ZXing 1.4's headers: text() as std::string
#include <ReadBarcode.h>

#include "tests/bench/code_reading.h"

namespace yz::bench {

std::string read_with_zxing(const hal::GreyPicture& picture) {
  const ZXing::ImageView view(picture.dots.data(), picture.width, picture.height, ZXing::ImageFormat::Lum);
  const auto found = ZXing::ReadBarcode(view);
  return found.isValid() ? found.text() : std::string();
}

}  // namespace yz::bench
