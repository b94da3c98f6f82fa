#include "hal/codes.h"

#define ZX_USE_UTF8 1  // asked for by ZXing 1.4's headers: text() as std::string
#include <BitMatrix.h>
#include <MultiFormatWriter.h>
#include <ReadBarcode.h>

#include <exception>
#include <vector>

namespace yz::hal {
namespace {

#if __has_include(<ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

}  // namespace

std::string read_code(std::span<const std::uint8_t> grey, int width, int height, bool thorough) {
  using ZXing::BarcodeFormat;
  if (width <= 0 || height <= 0 ||
      grey.size() < static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
    return {};
  try {
    Options options;
    options.setFormats(BarcodeFormat::QRCode | BarcodeFormat::DataMatrix | BarcodeFormat::Code128 |
                       BarcodeFormat::EAN13 | BarcodeFormat::PDF417);
    options.setTryHarder(thorough).setTryRotate(thorough);
    const auto read = [&](const std::uint8_t* dots) {
      const auto found =
          ZXing::ReadBarcode(ZXing::ImageView(dots, width, height, ZXing::ImageFormat::Lum), options);
      return found.isValid() ? found.text() : std::string();
    };
    std::string text = read(grey.data());
    if (!text.empty() || !thorough) return text;
    // Light on dark, as on many telephones: ZXing 1.4 does not turn pictures round by itself.
    std::vector<std::uint8_t> inverted(grey.begin(), grey.end());
    for (std::uint8_t& dot : inverted) dot = static_cast<std::uint8_t>(255 - dot);
    return read(inverted.data());
  } catch (const std::exception&) {
    return {};  // a picture it cannot take has no code in it
  }
}

Result<Bitmap> make_qr(const std::string& text) {
  constexpr int level_m = 4;  // of the writer's scale 0…8, which it halves into L, M, Q, H
  if (text.empty()) return fail(Code::invalid, "a QR code of nothing");
  try {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    const ZXing::BitMatrix bits = writer.setMargin(0).setEccLevel(level_m).encode(text, 0, 0);
    Bitmap bitmap{bits.width(), bits.height(), {}};
    for (int y = 0; y < bits.height(); ++y) {
      for (int x = 0; x < bits.width(); ++x) bitmap.dots.push_back(bits.get(x, y));
    }
    return bitmap;
  } catch (const std::exception& error) {
    return fail(Code::invalid, error.what());
  }
}

}  // namespace yz::hal
