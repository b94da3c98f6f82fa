// Telephone numbers, so large that they are dialled from two steps away.
#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr float digits_em = 120;
constexpr float digits_em_min = 60;
constexpr float line_height = 168;
constexpr float line_height_min = 128;

}  // namespace

void Ui::phone_numbers(std::string_view id, std::span<const PhoneNumber> all) {
  if (all.empty()) return;
  const bool beside = !layout_.portrait;
  const Rect column = beside ? layout_.targets : layout_.words;
  float y = beside ? column.y : words_y_;
  const auto count = static_cast<float>(all.size());
  const float room = targets_bottom_ - y - px(gap) * (count - 1);
  const float height = std::clamp(room / count, px(line_height_min), px(line_height));
  for (const PhoneNumber& one : all) {
    const Rect box{column.x, y, column.w, height};
    paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge),
                  colour(Ink::card));
    const Fit name = fit(one.name, Role::body, Weight::regular, box.w / 3, 2);
    const float name_h = name.em * (1 + 1.4F * static_cast<float>(name.lines.size() - 1));
    float name_w = 0;
    for (const std::string& line : name.lines)
      name_w = std::max(name_w, paint_.measure(name.em, Weight::regular, line));
    const float inside = px(padding);
    lines({box.x + inside, box.centre_y() - name_h / 2, name_w, name_h}, name, Weight::regular, Ink::text,
          false);
    // What remains beside the name is for the digits.
    const float digits_w = box.w - name_w - 3 * inside;
    float size = std::min(px(digits_em), box.h - px(24));
    while (paint_.measure(size, Weight::bold, one.digits) > digits_w && size > px(digits_em_min))
      size -= px(2);
    const float width = paint_.measure(size, Weight::bold, one.digits);
    const Ink ink = contrast_ ? Ink::text : Ink::main;
    paint_.text(box.right() - inside - width, box.centre_y() - size / 2, size, Weight::bold, colour(ink),
                one.digits);
    record(std::string(id) + '.' + one.digits, "number", box, one.name + ' ' + one.digits, size, ink,
           Ink::card, false, false);
    y = box.bottom() + px(gap);
  }
  if (!beside) words_y_ = y;
}

}  // namespace yz::ui
