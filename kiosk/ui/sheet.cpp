// A question over the dimmed screen.
#include <vector>

#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr std::size_t buttons_max = 2;
constexpr std::size_t lines_max = 3;
constexpr float dimmed = 0.82F;

}  // namespace

std::optional<std::size_t> Ui::sheet(std::string_view id, std::span<const Choice> all,
                                     std::initializer_list<Placeholder> values) {
  // What lies below is neither touched, typed into nor read while the question stands.
  targets_.clear();
  widgets_.clear();
  typing_into_.clear();
  sheet_ = id;
  const bool upright = layout_.portrait;
  const Rect content =
      upright ? Rect{0, layout_.status.bottom(), layout_.screen.w, layout_.bar.y - layout_.status.bottom()}
              : Rect{0, layout_.status.bottom(), layout_.bar.x, layout_.screen.h - layout_.status.bottom()};
  paint_.veil(content, colour(contrast_ ? Ink::paper : Ink::off), dimmed);

  const std::size_t count = std::min(all.size(), buttons_max);
  const float button_h = px(upright ? 180.0F : button_height);
  const float buttons_h = (button_h + px(gap)) * static_cast<float>(count) - px(gap);
  const Rect column = upright ? Rect{layout_.targets.x, 0, layout_.targets.w, 0}
                              : Rect{layout_.words.x, 0, layout_.words.w, 0};
  const std::string title_id = std::string(id) + ".title";
  const std::string words_id = std::string(id) + ".words";
  const std::string title_words = word(title_id, values);
  const std::string words = services_.texts.has(words_id) ? word(words_id, values) : std::string();
  const Fit heading = fit(title_words, Role::title, Weight::bold, column.w, upright ? 1 : 2);
  const Fit body = fit(words, Role::body, Weight::regular, column.w, lines_max);
  const float heading_h = heading.pitched_height();
  const float body_h =
      words.empty() ? 0 : body.em * (0.3F + line_pitch * static_cast<float>(body.lines.size()));
  const float words_h = heading_h + body_h;

  const float inside = px(28);
  const float card_h = 2 * inside + (upright ? words_h + px(gap) + buttons_h : std::max(words_h, buttons_h));
  const float card_y = upright ? layout_.targets.bottom() - card_h : content.centre_y() - card_h / 2;
  const Rect card{content.x + px(gap), card_y, content.w - 2 * px(gap), card_h};
  paint_.framed(card, px(corner_radius), px(contrast_ ? 4.0F : 6.0F),
                colour(contrast_ ? Ink::edge : Ink::text), colour(Ink::card));

  Rect box{column.x, card.y + inside + heading.em * (line_pitch - 1) / 2, column.w, heading_h};
  lines(box, heading, Weight::bold, Ink::text, false);
  record(title_id, "title", box, title_words, heading.em, Ink::text, Ink::card, false, false);
  if (!words.empty()) {
    box = {column.x, box.bottom() + body.em * 0.3F, column.w, body_h - body.em * 0.3F};
    lines(box, body, Weight::regular, Ink::text, false);
    record(words_id, "text", box, words, body.em, Ink::text, Ink::card, false, false);
  }

  std::optional<std::size_t> touched;
  float y = upright ? card.bottom() - inside - buttons_h : card.centre_y() - buttons_h / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const float right = std::min(layout_.targets.right(), card.right() - inside);
    if (button({layout_.targets.x, y, right - layout_.targets.x, button_h}, all[i], Role::lead, false))
      touched = i;
    y += button_h + px(gap);
  }
  return touched;
}

}  // namespace yz::ui
