// Pictures, and the signs that tell when a camera or the microphone is open.
#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {}  // namespace

void Ui::sign(std::string_view id, std::string_view icon, const std::string& words) {
  const float icon_side = px(72);
  const float text_x = layout_.words.x + px(padding) + icon_side + px(padding);
  const Fit fitted =
      fit_words(words, Role::lead, Weight::bold, layout_.words.right() - px(padding) - text_x, 2);
  const float text_h = fitted.height();
  const Rect box{layout_.words.x, words_y_, layout_.words.w, std::max(text_h, icon_side) + px(2 * padding)};
  paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width),
                colour(contrast_ ? Ink::edge : Ink::main), colour(Ink::main));
  paint_.icon(box.x + px(padding) + icon_side / 2, box.centre_y(), icon_side, colour(Ink::on_main), icon);
  lines({text_x, box.centre_y() - text_h / 2, box.right() - text_x, text_h}, fitted, Weight::bold,
        Ink::on_main, false);
  record(id, "sign", box, words, fitted.em, Ink::on_main, Ink::main, false, false);
  words_y_ = box.bottom() + px(gap);
}

Rect Ui::photo_box(std::string_view id, int width, int height) {
  // What room the buttons leave: above them in their column lying, below the words standing.
  const bool beside = !layout_.portrait;
  const Rect column = beside ? layout_.targets : layout_.words;
  const float y = beside ? column.y : words_y_;
  const float ratio = static_cast<float>(height) / static_cast<float>(width);
  const float free = std::max(targets_bottom_ - px(gap) - y, column.w / 3);
  const float h = std::min(free, column.w * ratio);
  const float w = h / ratio;
  const Rect box{column.centre_x() - w / 2, y, w, h};
  paint_.fill(box, colour(Ink::edge));
  record(id, "photo", box, {}, 0, Ink::text, Ink::paper, false, false);
  if (!beside) words_y_ = box.bottom() + px(gap);
  return box.inset(px(edge_width));
}

void Ui::photo(std::string_view id, const std::shared_ptr<const hal::GreyPicture>& picture) {
  if (picture == nullptr || picture->width <= 0 || picture->height <= 0) return;
  paint_.picture(photo_box(id, picture->width, picture->height), picture);
}

void Ui::photo(std::string_view id, const std::shared_ptr<const hal::ColourPicture>& picture) {
  if (picture == nullptr || picture->width <= 0 || picture->height <= 0) return;
  paint_.picture(photo_box(id, picture->width, picture->height), picture);
}

}  // namespace yz::ui
