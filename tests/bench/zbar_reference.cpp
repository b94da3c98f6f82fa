#include <zbar.h>

#include "tests/bench/code_reading.h"

namespace yz::bench {

std::string read_with_zbar(const hal::GreyPicture& picture) {
  zbar::ImageScanner scanner;
  zbar::Image image(static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height), "Y800",
                    picture.dots.data(), picture.dots.size());
  if (scanner.scan(image) < 1) return {};
  return image.symbol_begin()->get_data();
}

}  // namespace yz::bench
