// How many hard pictures of codes are read, and how long it takes: ours, ZXing's defaults and ZBar's. Each of
// the two is called in a file of its own: their headers do not go together.
#pragma once

#include <string>

#include "hal/grey_image.h"

namespace yz::bench {

[[nodiscard]] std::string read_with_zxing(const hal::GreyPicture& picture);
[[nodiscard]] std::string read_with_zbar(const hal::GreyPicture& picture);

}  // namespace yz::bench
