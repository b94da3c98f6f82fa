// Reading codes out of pictures and making QR codes. The one file with ZXing-C++ in hal: its interface
// differs between Debian 12 (1.4) and 13 (2.3), and nobody else has to know.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "hal/glyphs.h"

namespace yz::hal {

/// The first QR, Data Matrix, Code 128, EAN-13 or PDF 417 in a grey picture (one byte a dot, row by row);
/// empty if there is none. `thorough`: also rotated, inverted and small ones, three times as slow.
[[nodiscard]] std::string read_code(std::span<const std::uint8_t> grey, int width, int height, bool thorough);

/// One dot a module, no quiet zone; error level M. `invalid` for text that is empty or too long for a QR
/// code.
[[nodiscard]] Result<Bitmap> make_qr(const std::string& text);

}  // namespace yz::hal
