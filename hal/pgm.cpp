#include "hal/pgm.h"

namespace yz::hal {
namespace {

bool is_blank(std::uint8_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A number of the header, after blanks and comments; -1 if there is none.
int take_number(std::span<const std::uint8_t>& bytes) {
  while (!bytes.empty() && (is_blank(bytes[0]) || bytes[0] == '#')) {
    if (bytes[0] == '#') {
      while (!bytes.empty() && bytes[0] != '\n') bytes = bytes.subspan(1);
    } else {
      bytes = bytes.subspan(1);
    }
  }
  int value = -1;
  constexpr int value_max = 100'000;
  while (!bytes.empty() && bytes[0] >= '0' && bytes[0] <= '9' && value < value_max) {
    value = (value < 0 ? 0 : value) * 10 + (bytes[0] - '0');
    bytes = bytes.subspan(1);
  }
  return value;
}

}  // namespace

Result<GreyPicture> parse_pgm(std::span<const std::uint8_t> bytes, std::size_t dots_max) {
  if (bytes.size() < 2 || bytes[0] != 'P' || bytes[1] != '5') return fail(Code::corrupt, "no binary PGM");
  bytes = bytes.subspan(2);
  const int width = take_number(bytes);
  const int height = take_number(bytes);
  const int white = take_number(bytes);
  if (width < 1 || height < 1 || width > grey_side_max || height > grey_side_max || white != 255 ||
      bytes.empty()) {
    return fail(Code::corrupt, "PGM header");
  }
  bytes = bytes.subspan(1);  // the one blank before the dots
  const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  if (count > dots_max) return fail(Code::corrupt, "PGM too large");
  if (bytes.size() < count) return fail(Code::corrupt, "PGM cut short");
  return GreyPicture{width, height, {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)}};
}

}  // namespace yz::hal
