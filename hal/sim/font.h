// The printer's font: Noto Sans Mono CJK SC drawn into cells of 24x24 dots (Chinese) and 12x24 (Latin),
// enlarged as asked.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "hal/sim/codes.h"

struct FT_LibraryRec_;
struct FT_FaceRec_;

namespace yz::sim {

inline constexpr int cell_height_dots = 24;
inline constexpr int latin_cell_dots = 12;
inline constexpr int chinese_cell_dots = 24;

class Font {
 public:
  static Result<std::unique_ptr<Font>> open(const std::string& path);
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  /// A cell with the letter in it, white around; letters it does not have come as an empty frame.
  [[nodiscard]] Picture cell(char32_t code, bool is_wide, int scale_x, int scale_y, bool is_bold) const;

 private:
  Font(FT_LibraryRec_* library, FT_FaceRec_* face) : library_(library), face_(face) {}
  FT_LibraryRec_* library_;
  FT_FaceRec_* face_;
};

}  // namespace yz::sim
