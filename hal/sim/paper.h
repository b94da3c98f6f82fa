// The paper under the print head: orders in, dots and lines of text out. Pure but for the font it draws with.
#pragma once

#include <string>
#include <vector>

#include "hal/sim/codes.h"
#include "hal/sim/escpos_ops.h"
#include "hal/sim/font.h"

namespace yz::sim {

inline constexpr int slip_rows_max =
    40'000;  // five metres: beyond it the oldest picture is given up, the text stays

/// What was printed since the last cut.
struct Slip {
  Picture picture;
  std::vector<std::string> lines;
  std::vector<std::string> codes;
};

class Paper {
 public:
  Paper(const Font& font, int width_dots) : font_(font), width_dots_(width_dots) { set_defaults(); }

  /// Orders that are the machine's business (status, cut, drawer) leave no trace here.
  void print(const Op& order);
  /// Ends an open line, tears the slip off and hands it over.
  [[nodiscard]] Slip tear();
  [[nodiscard]] bool is_blank() const { return rows_ == 0 && line_.empty(); }

 private:
  struct Item {
    Picture picture;
    int x{};
    bool is_reverse{};
    int underline_dots{};
  };
  struct Style {
    Align align{};
    int scale_x{1}, scale_y{1};
    bool is_bold{}, is_reverse{};
    int underline_dots{};
    int line_dots{30};
    int margin_dots{};
    int width_dots{};
    int qr_dots{3};
    int qr_level{};
  };

  void set_defaults();
  void add(const op::Letter& letter);
  void end_line();
  void feed(int dots);
  void add_row(const op::RasterRow& row);
  void add_qr();
  void end_raster();
  void blot(int x, int y, bool is_black);
  void ensure_rows(int rows);
  [[nodiscard]] int line_start(int used_dots) const;
  [[nodiscard]] int usable_dots() const;

  const Font& font_;
  int width_dots_;
  Style style_;
  std::vector<Item> line_;
  std::string line_text_;
  int line_x_{};
  std::vector<std::uint8_t> dots_;  // 0 black
  int rows_{};
  int raster_from_{-1};
  std::vector<std::string> lines_;
  std::vector<std::string> codes_;
  std::string qr_;
  std::vector<op::RasterRow> stored_;
};

}  // namespace yz::sim
