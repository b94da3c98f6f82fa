#include "hal/sim/paper.h"

#include <algorithm>
#include <utility>

#include "base/on.h"
#include "hal/sim/code_pages.h"

namespace yz::sim {

namespace {
constexpr char32_t empty_box = 0x25A1;
constexpr int tab_letters = 8;
}  // namespace

void Paper::set_defaults() {
  style_ = {};
  style_.width_dots = width_dots_;
}

int Paper::usable_dots() const {
  return std::clamp(style_.width_dots, latin_cell_dots,
                    std::max(latin_cell_dots, width_dots_ - style_.margin_dots));
}

int Paper::line_start(int used_dots) const {
  const int room = std::max(0, usable_dots() - used_dots);
  switch (style_.align) {
    case Align::left:
      return style_.margin_dots;
    case Align::centre:
      return style_.margin_dots + room / 2;
    case Align::right:
      return style_.margin_dots + room;
  }
  return style_.margin_dots;
}

void Paper::ensure_rows(int rows) {
  if (rows > slip_rows_max) {
    const int gone = rows - slip_rows_max;
    const auto bytes =
        std::min(dots_.size(), static_cast<std::size_t>(gone) * static_cast<std::size_t>(width_dots_));
    dots_.erase(dots_.begin(), dots_.begin() + static_cast<std::ptrdiff_t>(bytes));
    rows_ = std::max(0, rows_ - gone);
    raster_from_ = std::max(-1, raster_from_ - gone);
    rows = slip_rows_max;
  }
  rows_ = std::max(rows_, rows);
  dots_.resize(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(width_dots_), 255);
}

void Paper::blot(int x, int y, bool is_black) {
  if (x < 0 || y < 0 || x >= width_dots_ || y >= rows_) return;
  dots_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_dots_) + static_cast<std::size_t>(x)] =
      is_black ? std::uint8_t{0} : std::uint8_t{255};
}

void Paper::feed(int dots) {
  ensure_rows(rows_ + dots);
}

void Paper::add(const op::Letter& letter) {
  Picture cell = font_.cell(letter.code, letter.is_wide, style_.scale_x, style_.scale_y, style_.is_bold);
  if (line_x_ + cell.width > usable_dots() && !line_.empty()) end_line();
  const int width = cell.width;
  line_.push_back({std::move(cell), line_x_, style_.is_reverse, style_.underline_dots});
  line_x_ += width;
  append_utf8(line_text_, letter.code);
}

void Paper::end_line() {
  int height = 0;
  for (const Item& item : line_) height = std::max(height, item.picture.height);
  const int start = line_start(line_x_);
  const int line_height = std::max(height, style_.line_dots);
  ensure_rows(rows_ + line_height);
  const int top_row = rows_ - line_height;
  for (const Item& item : line_) {
    const int top = top_row + height - item.picture.height;  // letters of all sizes stand on one line
    for (int y = 0; y < item.picture.height; ++y) {
      const bool is_underline = y >= item.picture.height - item.underline_dots;
      for (int x = 0; x < item.picture.width; ++x) {
        blot(start + item.x + x, top + y, (item.picture.at(x, y) == 0 || is_underline) != item.is_reverse);
      }
    }
  }
  lines_.push_back(std::exchange(line_text_, {}));
  line_.clear();
  line_x_ = 0;
}

void Paper::add_row(const op::RasterRow& row) {
  if (!line_.empty()) end_line();
  if (raster_from_ < 0) raster_from_ = rows_;
  const int width = static_cast<int>(row.bits.size()) * 8 * row.scale_x;
  const int start = std::max(0, line_start(width));
  ensure_rows(rows_ + row.scale_y);
  for (int y = rows_ - row.scale_y; y < rows_; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto bit = static_cast<unsigned>(x / row.scale_x);
      blot(start + x, y, ((row.bits[bit / 8U] >> (7U - bit % 8U)) & 1U) != 0);
    }
  }
}

// Bands of one picture follow each other without an order between them that moves the paper: read as one.
void Paper::end_raster() {
  if (raster_from_ < 0) return;
  const auto begin = static_cast<std::ptrdiff_t>(raster_from_) * width_dots_;
  Picture region{width_dots_, rows_ - std::exchange(raster_from_, -1), {dots_.begin() + begin, dots_.end()}};
  for (std::string& code : read_qrs(region)) codes_.push_back(std::move(code));
}

void Paper::add_qr() {
  if (qr_.empty()) return;
  if (!line_.empty()) end_line();
  const auto code = draw_qr(qr_, style_.qr_level);
  if (!code) return;  // a real one prints nothing either
  const int side = code->width * style_.qr_dots;
  const int start = line_start(side);
  ensure_rows(rows_ + side);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      blot(start + x, rows_ - side + y, code->at(x / style_.qr_dots, y / style_.qr_dots) == 0);
    }
  }
  codes_.push_back(qr_);
}

void Paper::print(const Op& order) {
  const bool is_raster =
      std::holds_alternative<op::RasterRow>(order) || std::holds_alternative<op::Ignored>(order) ||
      std::holds_alternative<op::PrintPicture>(order) || std::holds_alternative<op::StorePicture>(order);
  if (!is_raster) end_raster();
  const auto at_line_start = [this](auto change) {
    if (line_.empty()) change();
  };
  std::visit(On{
                 [&](const op::Initialise&) {
                   if (!line_.empty()) end_line();
                   set_defaults();
                   qr_.clear();
                   stored_.clear();
                 },
                 [&](const op::Letter& o) { add(o); },
                 [&](const op::Unprintable&) {
                   add({empty_box, true});
                 },
                 [&](const op::LineEnd&) { end_line(); },
                 [&](const op::Tab&) {
                   const int step = tab_letters * latin_cell_dots;
                   line_x_ = (line_x_ / step + 1) * step;
                   line_text_ += '\t';
                 },
                 [&](const op::SetAlign& o) { at_line_start([&] { style_.align = o.align; }); },
                 [&](const op::SetSize& o) { style_.scale_x = o.width, style_.scale_y = o.height; },
                 [&](const op::SetBold& o) { style_.is_bold = o.on; },
                 [&](const op::SetUnderline& o) { style_.underline_dots = o.dots; },
                 [&](const op::SetReverse& o) { style_.is_reverse = o.on; },
                 [&](const op::SetLineHeight& o) { style_.line_dots = o.dots; },
                 [&](const op::SetPosition& o) {
                   if (o.dots > line_x_ && !line_text_.empty()) line_text_ += ' ';
                   line_x_ = std::min(o.dots, width_dots_);
                 },
                 [&](const op::SetMargin& o) {
                   at_line_start([&] { style_.margin_dots = std::min(o.dots, width_dots_); });
                 },
                 [&](const op::SetWidth& o) { at_line_start([&] { style_.width_dots = o.dots; }); },
                 [&](const op::FeedLines& o) {
                   if (!line_.empty()) end_line();
                   feed(o.lines * style_.line_dots);
                 },
                 [&](const op::FeedDots& o) {
                   if (!line_.empty()) end_line();
                   feed(o.dots);
                 },
                 [&](const op::SetQrSize& o) { style_.qr_dots = o.dots; },
                 [&](const op::SetQrLevel& o) { style_.qr_level = o.level; },
                 [&](const op::StoreQr& o) { qr_ = o.bytes; },
                 [&](const op::PrintQr&) { add_qr(); },
                 [&](const op::RasterRow& o) { add_row(o); },
                 [&](const op::StorePicture& o) { stored_ = o.rows; },
                 [&](const op::PrintPicture&) {
                   for (const op::RasterRow& row : stored_) add_row(row);
                 },
                 [](const auto&) {},
             },
             order);
}

Slip Paper::tear() {
  if (!line_.empty()) end_line();
  end_raster();
  Slip slip{
      {width_dots_, rows_, std::exchange(dots_, {})}, std::exchange(lines_, {}), std::exchange(codes_, {})};
  rows_ = 0;
  return slip;
}

}  // namespace yz::sim
