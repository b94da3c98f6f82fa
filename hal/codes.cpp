#include "hal/codes.h"

#define ZX_USE_UTF8 1  // asked for by ZXing 1.4's headers: text() as std::string
#include <BitMatrix.h>
#include <MultiFormatWriter.h>
#include <ReadBarcode.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace yz::hal {
namespace {

#if __has_include(<ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif
using ZXing::BarcodeFormat;

struct FormatRow {
  CodeFormat ours;
  BarcodeFormat theirs;
  const char* name;
};
constexpr std::array formats{
    FormatRow{CodeFormat::qr, BarcodeFormat::QRCode, "qr"},
    FormatRow{CodeFormat::data_matrix, BarcodeFormat::DataMatrix, "data_matrix"},
    FormatRow{CodeFormat::code_128, BarcodeFormat::Code128, "code_128"},
    FormatRow{CodeFormat::ean_13, BarcodeFormat::EAN13, "ean_13"},
    FormatRow{CodeFormat::ean_8, BarcodeFormat::EAN8, "ean_8"},
    FormatRow{CodeFormat::pdf_417, BarcodeFormat::PDF417, "pdf_417"},
};

/// How the decoder looks at one picture.
struct Look {
  bool is_hard{};   // also turned by 90°, more lines
  bool by_shade{};  // one threshold for all of it in place of one for each neighbourhood
};

std::optional<FoundCode> decode(const GreyView& picture, Look look) {
  if (picture.width <= 0 || picture.height <= 0) return std::nullopt;
  ZXing::BarcodeFormats wanted;
  for (const FormatRow& row : formats) wanted |= row.theirs;
  Options options;
  options.setFormats(wanted).setTryHarder(look.is_hard).setTryRotate(look.is_hard);
  if (look.by_shade) options.setBinarizer(ZXing::Binarizer::GlobalHistogram);
  // Lines of print can look like a short bar code once; hardly three times in a row.
  if (look.is_hard) options.setMinLineCount(3);
  try {
    const ZXing::ImageView view(picture.dots, picture.width, picture.height, ZXing::ImageFormat::Lum,
                                static_cast<int>(picture.row_bytes), static_cast<int>(picture.dot_bytes));
    const auto found = ZXing::ReadBarcode(view, options);
    const auto row = std::ranges::find(formats, found.format(), &FormatRow::theirs);
    if (!found.isValid() || row == formats.end()) return std::nullopt;
    FoundCode code{found.text(), row->ours, {}};
    if (code.text.empty()) return std::nullopt;
    for (std::size_t i = 0; i < code.corners.size(); ++i) {
      const auto corner = found.position()[i];
      code.corners.at(i) = {corner.x, corner.y};
    }
    return code;
  } catch (const std::exception&) {
    return std::nullopt;  // a picture it cannot take has no code in it
  }
}

/// What of the picture a step looks at: a busy part as it is, enlarged (a code far away has few dots), or
/// all.
enum class Where { part, part_twice, part_thrice, whole };
struct Region {
  GreyView view;
  GreyBox box;
};

struct Step {
  Where where;
  GreyPicture (*prepare)(const GreyView&);
  double degrees{};    // that `prepare` turns the picture by
  bool is_inverted{};  // light on dark, as telephones show at night: the decoder knows dark on light only
  bool by_shade{};
};

template <int radius>
GreyPicture soft(const GreyView& picture) {
  return softened(picture, radius);
}
template <int radius, int percent>
GreyPicture sharp(const GreyView& picture) {
  return sharpened(picture, radius, percent);
}
GreyPicture level(const GreyView& picture) {
  return levelled(picture, 16, 16);
}
GreyPicture soft_level(const GreyView& picture) {
  return levelled(view_of(softened(picture, 1)), 16, 8);
}
template <int softness, int radius, int by>
GreyPicture bits(const GreyView& picture) {
  return thresholded(view_of(softened(picture, softness)), radius, by);
}
GreyPicture sharp_bits(const GreyView& picture) {
  return thresholded(view_of(sharpened(view_of(softened(picture, 1)), 4, 300)), 24, 4);
}
GreyPicture askew(const GreyView& picture) {
  constexpr std::uint8_t wall = 160;  // what shows beyond the corners
  return turned(picture, 45, wall);
}

// In the order in which they paid on 225 hard pictures (tests/hal/codes): codes found that no step before
// found, for the time it takes. First what the decoder alone would do.
constexpr std::array steps{
    Step{Where::whole, copy_of},
    Step{Where::part, halved},
    Step{Where::part_thrice, halved},
    Step{Where::part, copy_of, 0, false, true},
    Step{Where::part, askew, 45},  // the decoder wants bars within some 30° of upright
    Step{Where::part, halved, 0, true},
    Step{Where::part, soft<1>},
    Step{Where::part, bits<1, 6, 0>},
    Step{Where::part, sharp<4, 300>, 0, true},
    Step{Where::part_thrice, copy_of},
    Step{Where::part, sharp<2, 300>},
    Step{Where::part, soft_level},
    Step{Where::part, askew, 45, true},
    Step{Where::whole, soft<1>},
    Step{Where::whole, copy_of, 0, true},
    Step{Where::whole, halved},
    Step{Where::whole, askew, 45},
    Step{Where::part_thrice, bits<2, 12, 1>},
    Step{Where::whole, soft_level, 0, true},
    Step{Where::part_thrice, bits<2, 12, 1>, 0, true},
    Step{Where::part_twice, sharp_bits},
    Step{Where::part_twice, sharp<4, 300>, 0, true},
    Step{Where::whole, sharp_bits},
    Step{Where::whole, bits<1, 24, 4>},
    Step{Where::whole, soft_level},
    Step{Where::whole, askew, 45, true},
    Step{Where::whole, sharp<6, 500>},
    Step{Where::whole, level, 0, true},
};
// For each frame: only what costs next to nothing.
constexpr std::array quick_steps{
    Step{Where::part, halved},
    Step{Where::part, halved, 0, true},
};

constexpr std::size_t parts_max = 3;
constexpr int part_dots_max = 400'000;        // a larger part is as good as the whole
constexpr int enlarged_dots_max = 1'000'000;  // of the enlarged part
constexpr int quick_dots_max = 150'000;
constexpr int side_min = 8;  // less has no room for any code

int times_of(Where where) {
  switch (where) {
    case Where::part_twice:
      return 2;
    case Where::part_thrice:
      return 3;
    case Where::part:
    case Where::whole:
      break;
  }
  return 1;
}

/// From the prepared picture's place to the one in the picture that was handed in.
FoundCode::Corner place_of(FoundCode::Corner corner, const GreyPicture& prepared, const Step& step,
                           const Region& region) {
  const double turn = step.degrees * std::numbers::pi / 180;
  const double dx = corner.x - prepared.width / 2.0;
  const double dy = corner.y - prepared.height / 2.0;
  const int times = times_of(step.where);
  const double scale = step.degrees != 0 ? times : static_cast<double>(prepared.width) / region.view.width;
  const double u = (dx * std::cos(turn) + dy * std::sin(turn)) / scale + region.view.width / 2.0;
  const double v = (dy * std::cos(turn) - dx * std::sin(turn)) / scale + region.view.height / 2.0;
  return {region.box.x + static_cast<int>(std::lround(u)), region.box.y + static_cast<int>(std::lround(v))};
}

std::optional<FoundCode> try_step(const Step& step, const Region& region, bool is_hard) {
  const int times = times_of(step.where);
  if (times > 1 && region.view.width * region.view.height * times * times > enlarged_dots_max)
    return std::nullopt;
  GreyPicture prepared =
      times > 1 ? step.prepare(view_of(enlarged(region.view, times))) : step.prepare(region.view);
  if (prepared.width < side_min || prepared.height < side_min) return std::nullopt;
  if (step.is_inverted) prepared = inverted(view_of(prepared));
  auto code = decode(view_of(prepared), {.is_hard = is_hard, .by_shade = step.by_shade});
  if (!code) return std::nullopt;
  for (FoundCode::Corner& corner : code->corners) corner = place_of(corner, prepared, step, region);
  return code;
}

std::vector<Region> parts_of(const GreyView& picture, int dots_max) {
  std::vector<Region> parts;
  for (const GreyBox& box : busy_boxes(picture, parts_max)) {
    if (box.width * box.height <= dots_max) parts.push_back({part_of(picture, box), box});
  }
  return parts;
}

std::optional<FoundCode> look_quickly(const GreyView& picture) {
  if (auto code = decode(picture, {})) return code;
  const std::vector<Region> parts = parts_of(picture, quick_dots_max);
  for (const Step& step : quick_steps) {
    for (const Region& part : parts) {
      if (auto code = try_step(step, part, false)) return code;
    }
  }
  return std::nullopt;
}

std::optional<FoundCode> look_thoroughly(const GreyView& picture, const Clock& clock) {
  const Milliseconds end = clock.mono() + thorough_time;
  // Of a photograph of many megapixels no code needs all the dots.
  constexpr int side_max = 2'560;
  const GreyPicture small = shrunk_to(picture, side_max);
  const int shrunk = picture.width / std::max(1, small.width);
  const GreyView view = view_of(small);
  const std::vector<Region> parts = parts_of(view, part_dots_max);
  const Region whole{view, {0, 0, view.width, view.height}};
  for (const Step& step : steps) {
    const std::span<const Region> regions =
        step.where == Where::whole ? std::span(&whole, 1) : std::span<const Region>(parts);
    for (const Region& region : regions) {
      if (clock.mono() >= end) return std::nullopt;
      auto code = try_step(step, region, true);
      if (!code) continue;
      for (FoundCode::Corner& corner : code->corners) corner = {corner.x * shrunk, corner.y * shrunk};
      return code;
    }
  }
  return std::nullopt;
}

}  // namespace

const char* to_string(CodeFormat format) {
  return std::ranges::find(formats, format, &FormatRow::ours)->name;
}

std::optional<FoundCode> read_code(const GreyView& picture, Effort effort, const Clock& clock) {
  if (picture.width < side_min || picture.height < side_min) return std::nullopt;
  return effort == Effort::quick ? look_quickly(picture) : look_thoroughly(picture, clock);
}

std::optional<FoundCode> CodeSearch::look_at(const GreyView& frame) {
  constexpr unsigned thorough_every = 5;
  return read_code(frame, ++frames_ % thorough_every == 0 ? Effort::thorough : Effort::quick, clock_);
}

std::optional<FoundCode> CodeSearch::look_hard_at(const GreyView& picture) const {
  return read_code(picture, Effort::thorough, clock_);
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
