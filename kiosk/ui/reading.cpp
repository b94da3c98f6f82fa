// Longer texts, page by page at reading size: notices. Lying, they stand above the targets, where the column
// is wide.
#include "kiosk/ui/ui.h"
#include "kiosk/ui/wrap.h"

namespace yz::ui {
namespace {

constexpr float block_gap = 0.7F;     // em of body
constexpr float marker_width = 1.7F;  // em

/// One line, and where it stands on its page.
struct SetLine {
  std::size_t block{};
  std::size_t page{};
  float y{};
  std::string words;
};

Weight weight_of(const kiosk::TextBlock& block) {
  return block.kind == kiosk::TextBlock::Kind::heading ? Weight::bold : Weight::regular;
}

float indent_of(const kiosk::TextBlock& block, float body) {
  return block.kind == kiosk::TextBlock::Kind::item ? body * marker_width : 0.0F;
}

/// All lines on pages of that height, in text of `body` pixels.
std::vector<SetLine> set_lines(std::span<const kiosk::TextBlock> blocks, float width, float height,
                               float body, const Paint& paint) {
  const float pitch = body * line_pitch;
  std::vector<SetLine> lines;
  std::size_t number = 0;
  float y = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const kiosk::TextBlock& block = blocks[i];
    const Measure measure = [&](std::string_view piece) {
      return paint.measure(body, weight_of(block), piece);
    };
    if (y > 0) y += body * block_gap;
    // A heading does not stand alone at the foot of a page.
    const bool is_heading = block.kind == kiosk::TextBlock::Kind::heading;
    if (is_heading && y + 3 * pitch > height && y > 0) ++number, y = 0;
    for (std::string& words : wrap(block.text, width - indent_of(block, body), measure)) {
      if (y + pitch > height && y > 0) ++number, y = 0;
      lines.push_back({i, number, y, std::move(words)});
      y += pitch;
    }
  }
  return lines;
}

}  // namespace

ReadingPage Ui::reading(std::string_view id, std::span<const kiosk::TextBlock> blocks, Page& page) {
  using Kind = kiosk::TextBlock::Kind;
  const bool beside = !layout_.portrait;
  const Rect column = beside ? layout_.targets : layout_.words;
  const float top = beside ? column.y : words_y_;
  const float body = em(Role::body);
  const float pitch = body * line_pitch;
  const auto set = [&](float height) { return set_lines(blocks, column.w, height, body, paint_); };
  float bottom = targets_bottom_;
  auto all = set(bottom - top);
  if (!all.empty() && all.back().page > 0) {
    bottom -= px(target_height_min) + px(gap);
    all = set(bottom - top);
    const std::size_t pages = all.back().page + 1;
    page.number = std::min(page.number, pages - 1);
    turning(page, pages);
  } else {
    page.number = 0;
  }
  ReadingPage shown;
  for (std::size_t from = 0; from < all.size();) {
    std::size_t to = from;  // the lines of one block on one page
    while (to < all.size() && all[to].block == all[from].block && all[to].page == all[from].page) ++to;
    if (all[from].page == page.number) {
      const std::size_t block = all[from].block;
      if (!shown.has_any) shown.first = block;
      shown.last = block;
      shown.has_any = true;
      const Rect box{column.x, top + all[from].y, column.w, pitch * static_cast<float>(to - from)};
      std::string words;
      const bool is_begin = from == 0 || all[from - 1].block != block;
      if (blocks[block].kind == Kind::item && is_begin) {
        paint_.text(box.x, box.y, body, Weight::bold, colour(Ink::text), blocks[block].marker);
        words = blocks[block].marker + ' ';
      }
      for (std::size_t line = from; line < to; ++line) {
        paint_.text(box.x + indent_of(blocks[block], body), top + all[line].y, body, weight_of(blocks[block]),
                    colour(Ink::text), all[line].words);
        words += all[line].words;
      }
      record(std::string(id) + '.' + std::to_string(block), "text", box, words, body, Ink::text, paper_,
             false, false);
    }
    from = to;
  }
  if (!beside) words_y_ = bottom - px(gap);
  targets_bottom_ = std::min(targets_bottom_, top);
  return shown;
}

}  // namespace yz::ui
