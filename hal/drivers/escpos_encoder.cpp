#include "hal/drivers/escpos_encoder.h"

#include <algorithm>
#include <cstdint>

#include "hal/gb18030.h"
#include "hal/slip_picture.h"
#include "hal/utf8.h"

namespace yz::hal {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int present_steps = 32;  // of 0.625 mm: how far the presenter holds a slip out

void put(Bytes& bytes, std::initializer_list<int> values) {
  for (const int value : values) bytes.push_back(static_cast<std::uint8_t>(value));
}

/// Black where the bitmap is, as GS v 0 bands, from the left edge.
void put_raster(Bytes& bytes, const Bitmap& bitmap) {
  const int row_bytes = (bitmap.width + 7) / 8;
  for (int top = 0; top < bitmap.height; top += band_rows_max) {
    const int rows = std::min(band_rows_max, bitmap.height - top);
    put(bytes, {0x1D, 0x76, 0x30, 0, row_bytes & 0xFF, row_bytes >> 8, rows & 0xFF, rows >> 8});
    for (int y = top; y < top + rows; ++y) {
      const std::size_t row = bytes.size();
      bytes.resize(row + static_cast<std::size_t>(row_bytes));
      for (int x = 0; x < bitmap.width; ++x) {
        if (!bitmap.at(x, y)) continue;
        const auto at = static_cast<unsigned>(x);
        std::uint8_t& eight = bytes[row + at / 8];
        eight = static_cast<std::uint8_t>(eight | (0x80U >> (at % 8)));
      }
    }
  }
}

class Encoder {
 public:
  Encoder(const EscposProfile& profile, const Glyphs& glyphs) : profile_(profile), glyphs_(glyphs) {}

  Bytes encode(const SlipLayout& layout) {
    put(bytes_, {0x1B, 0x40, 0x1C, 0x26});  // start clean, Chinese characters on
    int below = 0;
    for (const SlipRow& row : layout.rows) {
      feed(row.top - below);
      below = row.top + row.height;
      put_row(row, layout.paper);
    }
    feed(layout.height - below);
    cut();
    if (profile_.presenter) put(bytes_, {0x1D, 0x65, 3, present_steps});
    if (profile_.tells_done) put(bytes_, {0x1D, 0x72, 0x01});
    return std::move(bytes_);
  }

 private:
  void feed(int dots) {
    for (; dots > 0; dots -= 255) put(bytes_, {0x1B, 0x4A, std::min(dots, 255)});
  }

  void cut() {
    switch (profile_.cutter) {
      case Cutter::none:
        put(bytes_, {0x1B, 0x64, 5});  // past the tear bar
        return;
      case Cutter::partial:
        put(bytes_, {0x1D, 0x56, 0x42, 0});  // feeds to the cutter first
        return;
      case Cutter::full:
        put(bytes_, {0x1D, 0x56, 0x41, 0});
        return;
      case Cutter::old:
        put(bytes_, {0x1B, 0x64, 5, 0x1B, 0x69});  // cuts where the paper stands
        return;
    }
  }

  void put_row(const SlipRow& row, const SlipPaper& paper) {
    if (const auto* line = std::get_if<SlipLine>(&row.what); line != nullptr && profile_.chinese_font) {
      if (const auto encoded = to_two_byte_gb18030(line->text)) return put_line(*line, *encoded, row.height);
    }
    if (const auto* code = std::get_if<SlipCode>(&row.what); code != nullptr && profile_.native_qr) {
      return put_native_code(*code);
    }
    put(bytes_, {0x1B, 0x61, 0});
    put_raster(bytes_, draw_row(row, paper, glyphs_));
  }

  void put_line(const SlipLine& line, const std::string& encoded, int height) {
    put(bytes_, {0x1B, 0x33, std::min(height, 255), 0x1B, 0x61, static_cast<int>(line.align), 0x1D, 0x21,
                 (line.scale - 1) << 4 | (line.scale - 1), 0x1B, 0x45, line.bold ? 1 : 0});
    bytes_.insert(bytes_.end(), encoded.begin(), encoded.end());
    put(bytes_, {0x0A});
  }

  void put_native_code(const SlipCode& code) {
    const int length = static_cast<int>(code.data.size()) + 3;
    const int module_dots = std::clamp(code.module_dots, 1, 16);
    feed(qr_quiet_modules * module_dots);
    put(bytes_, {0x1B, 0x61, 1});
    put(bytes_, {0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0});      // model 2
    put(bytes_, {0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, module_dots});  // dots a module
    put(bytes_, {0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 0x31});         // level M
    put(bytes_, {0x1D, 0x28, 0x6B, length & 0xFF, length >> 8, 0x31, 0x50, 0x30});
    bytes_.insert(bytes_.end(), code.data.begin(), code.data.end());
    put(bytes_, {0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30});
    feed(qr_quiet_modules * module_dots);
  }

  const EscposProfile& profile_;
  const Glyphs& glyphs_;
  Bytes bytes_;
};

}  // namespace

Result<std::string> to_two_byte_gb18030(std::string_view utf8) {
  std::string encoded;
  while (!utf8.empty()) {
    const std::string_view before = utf8;
    (void)take_char(utf8);  // only its length is wanted here
    const auto character = to_gb18030(before.substr(0, before.size() - utf8.size()));
    if (!character) return fail(character.error());
    if (character->size() > 2) return fail(Code::unsupported, "a four-byte character");
    encoded += *character;
  }
  return encoded;
}

std::vector<std::uint8_t> encode_slip(const SlipLayout& layout, const EscposProfile& profile,
                                      const Glyphs& glyphs) {
  return Encoder(profile, glyphs).encode(layout);
}

std::vector<std::uint8_t> encode_slip(const Slip& slip, const EscposProfile& profile, const Glyphs& glyphs) {
  return encode_slip(lay_out(slip, paper_of(profile)), profile, glyphs);
}

}  // namespace yz::hal
