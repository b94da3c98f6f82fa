#include "kiosk/ui/qr.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <exception>

namespace yz::ui {

Result<QrMatrix> make_qr(const std::string& text) {
  constexpr std::size_t text_bytes_max = 300;
  constexpr int level_m = 4;  // of the writer's scale 0…8, which it halves into L, M, Q, H
  if (text.empty() || text.size() > text_bytes_max) return fail(Code::invalid, "QR text of 1 to 300 bytes");
  try {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    const ZXing::BitMatrix bits = writer.setMargin(0).setEccLevel(level_m).encode(text, 0, 0);
    QrMatrix matrix{bits.width(), {}};
    for (int y = 0; y < bits.height(); ++y) {
      for (int x = 0; x < bits.width(); ++x) matrix.modules.push_back(bits.get(x, y));
    }
    return matrix;
  } catch (const std::exception& error) {
    return fail(Code::invalid, error.what());
  }
}

}  // namespace yz::ui
