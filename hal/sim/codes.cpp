#include "hal/sim/codes.h"

#define ZX_USE_UTF8 1  // asked for by ZXing 1.4's headers: text() as std::string
#include <BitMatrix.h>
#include <CharacterSet.h>
#include <MultiFormatWriter.h>
#include <ReadBarcode.h>

#include <algorithm>
#include <exception>

namespace yz::sim {

namespace {

#if __has_include(<ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

}  // namespace

Result<Picture> draw_qr(std::string_view bytes, int level) {
  try {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    writer.setEccLevel(level * 2 + 1).setMargin(0).setEncoding(ZXing::CharacterSet::UTF8);
    const ZXing::BitMatrix matrix = writer.encode(std::string(bytes), 0, 0);
    Picture picture{matrix.width(), matrix.height(), {}};
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        picture.dots.push_back(matrix.get(x, y) ? std::uint8_t{0} : std::uint8_t{255});
      }
    }
    return picture;
  } catch (const std::exception& error) {
    return fail(Code::full, error.what());
  }
}

std::vector<std::string> read_qrs(const Picture& picture) {
  if (picture.width <= 0 || picture.height <= 0) return {};
  try {
    Options options;
    options.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(false);
    const ZXing::ImageView view(picture.dots.data(), picture.width, picture.height, ZXing::ImageFormat::Lum);
    auto found = ZXing::ReadBarcodes(view, options);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return a.position().topLeft().y < b.position().topLeft().y;
    });
    std::vector<std::string> texts;
    for (const auto& code : found) {
      if (code.isValid()) texts.push_back(code.text());
    }
    return texts;
  } catch (const std::exception&) {
    return {};  // a picture it cannot take has no code in it
  }
}

}  // namespace yz::sim
