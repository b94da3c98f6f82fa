// Reading codes out of pictures and making QR codes. codes.cpp is the one file with ZXing-C++ in hal: its
// interface differs between Debian 12 (1.4) and 13 (2.3), and nobody else has to know.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "hal/glyphs.h"
#include "hal/grey_image.h"

namespace yz::hal {

enum class CodeFormat { qr, data_matrix, code_128, ean_13, ean_8, pdf_417 };
/// "qr", "data_matrix" …
[[nodiscard]] const char* to_string(CodeFormat format);

struct FoundCode {
  struct Corner {
    int x{};
    int y{};
    bool operator==(const Corner&) const = default;
  };
  std::string text;  // UTF-8 as far as the code says so; untrusted, of any length
  CodeFormat format{};
  std::array<Corner, 4> corners{};  // in the picture's dots: the code's own top left, top right, bottom right
};

/// quick: one look, for each frame of a camera (a 1280×720 frame without a code stays below 25 ms on one
/// core). thorough: the picture is prepared in more and more ways until a code is found or the time is up.
enum class Effort { quick, thorough };

/// A thorough look begins no further step after so long.
inline constexpr Milliseconds thorough_time{700};

/// The first code found; nothing if there is none. `clock` ends a thorough look; a clock that stands lets it
/// try everything. Blocks for as long as it takes.
[[nodiscard]] std::optional<FoundCode> read_code(const GreyView& picture, Effort effort, const Clock& clock);

/// What a camera's frames are looked at with: quickly, each fifth thoroughly. One owner.
class CodeSearch {
 public:
  explicit CodeSearch(const Clock& clock) : clock_(clock) {}
  [[nodiscard]] std::optional<FoundCode> look_at(const GreyView& frame);
  /// For a picture that has no successor.
  [[nodiscard]] std::optional<FoundCode> look_hard_at(const GreyView& picture) const;

 private:
  const Clock& clock_;
  unsigned frames_{};
};

/// One dot a module, no quiet zone; error level M. `invalid` for text that is empty or too long for a QR
/// code.
[[nodiscard]] Result<Bitmap> make_qr(const std::string& text);

}  // namespace yz::hal
