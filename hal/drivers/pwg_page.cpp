#include "hal/drivers/pwg_page.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace yz::hal {
namespace {

constexpr double mm_per_inch = 25.4;
constexpr double points_per_inch = 72;
constexpr int margin_mm = 12;
// Sides of a Chinese character that are tried, the largest first; on a receipt it has 3 mm.
constexpr std::array em_mm{7.5, 6.5, 5.5, 4.5};
constexpr double qr_ems = 8;
constexpr int run_max = 128;

int dots_of(double mm, int dpi) {
  return static_cast<int>(std::lround(mm * dpi / mm_per_inch));
}
int points_of(int mm) {
  return static_cast<int>(std::lround(mm * points_per_inch / mm_per_inch));
}

SlipLayout fit(const Slip& slip, int width_dots, int height_dots, int dpi) {
  SlipLayout layout;
  for (const double em : em_mm) {
    SlipPaper paper{.width_dots = width_dots, .dots_per_mm = dpi / mm_per_inch};
    paper.em_dots = dots_of(em, dpi) / 2 * 2;  // even: a Latin character is half of it
    paper.qr_mm = static_cast<int>(em * qr_ems);
    layout = lay_out(slip, paper);
    if (layout.height <= height_dots) break;
  }
  return layout;
}

void put_row(GreyPicture& sheet, const Bitmap& row, int left, int top) {
  for (int y = 0; y < row.height && top + y < sheet.height; ++y) {
    const std::size_t from = static_cast<std::size_t>(top + y) * static_cast<std::size_t>(sheet.width) +
                             static_cast<std::size_t>(left);
    for (int x = 0; x < row.width; ++x) {
      if (row.at(x, y)) sheet.dots[from + static_cast<std::size_t>(x)] = 0;
    }
  }
}

/// The page header: 1,796 bytes, big-endian, at the offsets of PWG 5102.4 table 1; what is not set is 0.
class PageHeader {
 public:
  PageHeader() : bytes_(header_bytes, '\0') {}
  void text(std::size_t at, std::string_view value) { bytes_.replace(at, value.size(), value); }
  void number(std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) bytes_[at + i] = static_cast<char>(value >> (24 - 8 * i) & 0xFFU);
  }
  void number(std::size_t at, int value) { number(at, static_cast<std::uint32_t>(value)); }
  void real(std::size_t at, float value) { number(at, std::bit_cast<std::uint32_t>(value)); }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  static constexpr std::size_t header_bytes = 1'796;
  std::string bytes_;
};

PageHeader page_header(const GreyPicture& picture, const Sheet& sheet, int dpi) {
  constexpr int sgray = 18;
  constexpr int normal_quality = 4;
  PageHeader header;
  header.text(0, "PwgRaster");
  header.number(276, dpi);
  header.number(280, dpi);
  header.number(340, 1);  // copies
  header.number(352, points_of(sheet.width_mm));
  header.number(356, points_of(sheet.height_mm));
  header.number(372, picture.width);
  header.number(376, picture.height);
  header.number(384, 8);              // bits a colour
  header.number(388, 8);              // bits a dot
  header.number(392, picture.width);  // bytes a row
  header.number(400, sgray);
  header.number(420, 1);  // colours
  header.real(428, static_cast<float>(sheet.width_mm * points_per_inch / mm_per_inch));
  header.real(432, static_cast<float>(sheet.height_mm * points_per_inch / mm_per_inch));
  header.number(456, 1);  // across the feed: not mirrored
  header.number(460, 1);  // along the feed: not mirrored
  header.number(472, picture.width);
  header.number(476, picture.height);
  header.number(480, std::uint32_t{0xFFFFFF});
  header.number(484, normal_quality);
  header.text(1'732, sheet.media);
  return header;
}

/// How many bytes from `at` on are the same, at most run_max.
std::size_t run_of(std::string_view row, std::size_t at) {
  std::size_t run = 1;
  while (run < run_max && at + run < row.size() && row[at + run] == row[at]) ++run;
  return run;
}

/// Bytes from `at` on of which no two neighbours are the same, at most run_max.
std::size_t different(std::string_view row, std::size_t at) {
  std::size_t count = 1;
  while (count < run_max && at + count < row.size() &&
         (at + count + 1 == row.size() || row[at + count] != row[at + count + 1])) {
    ++count;
  }
  return count;
}

/// PackBits in both of its spellings: n is "1 + n times" with the next byte, 257 - n bytes as they are (PWG
/// Raster); in PDF's RunLengthDecode the two are the other way round.
enum class Spelling { pwg, pdf };
void pack(std::string& out, std::string_view row, Spelling spelling) {
  for (std::size_t at = 0; at < row.size();) {
    const std::size_t run = run_of(row, at);
    const bool is_run = run > 1;
    const std::size_t count = is_run ? run : different(row, at);
    // Bytes as they are: 257 - count in PWG Raster needs two at least; a single one is a run there.
    const bool is_low = count == 1 || is_run == (spelling == Spelling::pwg);
    out += static_cast<char>(is_low ? count - 1 : 257 - count);
    if (is_run || count == 1) {
      out += row[at];
    } else {
      out += row.substr(at, count);
    }
    at += count;
  }
}

std::string_view row_of(const GreyPicture& picture, int y) {
  const auto width = static_cast<std::size_t>(picture.width);
  return {reinterpret_cast<const char*>(picture.dots.data()) + static_cast<std::size_t>(y) * width, width};
}

/// Eight dots a byte, 1 is white.
std::string bits_of(std::string_view grey) {
  std::string bits((grey.size() + 7) / 8, '\0');
  for (std::size_t x = 0; x < grey.size(); ++x) {
    if ((static_cast<unsigned char>(grey[x]) & 0x80U) == 0) continue;
    bits[x / 8] = static_cast<char>(static_cast<unsigned char>(bits[x / 8]) | 0x80U >> x % 8);
  }
  return bits;
}

class PdfFile {
 public:
  /// Objects are numbered from 1 on in the order they come.
  void add(const std::string& object) {
    offsets_.push_back(bytes_.size());
    bytes_ += std::to_string(offsets_.size()) + " 0 obj\n" + object + "\nendobj\n";
  }
  void add(const std::string& dictionary, const std::string& stream) {
    add("<<" + dictionary + "/Length " + std::to_string(stream.size()) + ">>\nstream\n" + stream +
        "\nendstream");
  }
  std::string finish() {
    const std::size_t table = bytes_.size();
    bytes_ += "xref\n0 " + std::to_string(offsets_.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets_) {
      const std::string digits = std::to_string(offset);
      bytes_ += std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits + " 00000 n \n";
    }
    bytes_ += "trailer\n<</Size " + std::to_string(offsets_.size() + 1) + "/Root 1 0 R>>\nstartxref\n" +
              std::to_string(table) + "\n%%EOF\n";
    return std::move(bytes_);
  }

 private:
  std::string bytes_{"%PDF-1.4\n"};
  std::vector<std::size_t> offsets_;
};

}  // namespace

std::vector<GreyPicture> slip_sheets(const Slip& slip, const Sheet& sheet, int dpi, const Glyphs& glyphs) {
  const int margin = dots_of(margin_mm, dpi);
  GreyPicture blank{dots_of(sheet.width_mm, dpi), dots_of(sheet.height_mm, dpi), {}};
  blank.dots.assign(static_cast<std::size_t>(blank.width) * static_cast<std::size_t>(blank.height), 255);
  const int room = blank.height - 2 * margin;
  const SlipLayout layout = fit(slip, blank.width - 2 * margin, room, dpi);
  std::vector<GreyPicture> sheets{blank};
  int top = 0;  // of the sheet, in the layout
  for (const SlipRow& row : layout.rows) {
    if (row.top + row.height > top + room) {
      if (sheets.size() == sheets_max) break;
      sheets.push_back(blank);
      top = row.top;
    }
    put_row(sheets.back(), draw_row(row, layout.paper, glyphs), margin, margin + row.top - top);
  }
  return sheets;
}

std::string pwg_raster(std::span<const GreyPicture> sheets, const Sheet& sheet, int dpi) {
  constexpr int same_rows_max = 256;
  std::string out = "RaS2";
  for (const GreyPicture& picture : sheets) {
    out += page_header(picture, sheet, dpi).bytes();
    for (int y = 0; y < picture.height;) {
      const std::string_view row = row_of(picture, y);
      int same = 1;
      while (same < same_rows_max && y + same < picture.height && row_of(picture, y + same) == row) ++same;
      out += static_cast<char>(same - 1);
      pack(out, row, Spelling::pwg);
      y += same;
    }
  }
  return out;
}

std::string pdf(std::span<const GreyPicture> sheets, const Sheet& sheet) {
  const std::string width = std::to_string(points_of(sheet.width_mm));
  const std::string height = std::to_string(points_of(sheet.height_mm));
  PdfFile file;
  file.add("<</Type/Catalog/Pages 2 0 R>>");
  std::string kids;
  constexpr std::size_t objects_before = 2;
  constexpr std::size_t objects_each = 3;  // page, its drawing, its picture
  const auto reference = [](std::size_t object) { return std::to_string(object) + " 0 R"; };
  for (std::size_t i = 0; i < sheets.size(); ++i)
    kids += reference(objects_before + objects_each * i + 1) + " ";
  file.add("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(sheets.size()) + ">>");
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const GreyPicture& picture = sheets[i];
    const std::size_t page = objects_before + objects_each * i + 1;
    file.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + width + " " + height + "]/Contents " +
             reference(page + 1) + "/Resources<</XObject<</S " + reference(page + 2) + ">>>>>>");
    file.add("", "q " + width + " 0 0 " + height + " 0 0 cm /S Do Q");
    std::string packed;
    for (int y = 0; y < picture.height; ++y) pack(packed, bits_of(row_of(picture, y)), Spelling::pdf);
    packed += '\x80';  // the end
    file.add("/Type/XObject/Subtype/Image/Width " + std::to_string(picture.width) + "/Height " +
                 std::to_string(picture.height) +
                 "/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/RunLengthDecode",
             packed);
  }
  return file.finish();
}

}  // namespace yz::hal
