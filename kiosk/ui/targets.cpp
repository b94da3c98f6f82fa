// What can be touched: choices, rows, tiles, keys. Stacked up from the lower edge of their column, within
// reach.
#include <array>

#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr float line_pitch = 1.4F;
constexpr float tile_height_min = 214;
constexpr std::size_t rows_a_page_max = 5;
constexpr std::size_t choices_max = 6;

}  // namespace

bool Ui::button(const Rect& rect, const Choice& choice, Role role, bool row) {
  const bool off = !choice.off_because.empty();
  const Ink inside = choice.main ? Ink::main : Ink::card;
  const Ink front = off ? Ink::off_text : choice.main ? Ink::on_main : Ink::text;
  face(choice.id, rect, inside, choice.main && !contrast_ ? Ink::main : Ink::edge, off);
  const std::string words = choice.words.empty() ? word(choice.id) : choice.words;

  const float icon_side = px(row ? 96.0F : 80.0F);
  float left = rect.x + px(padding);
  float width = rect.w - 2 * px(padding);
  if (!choice.icon.empty()) {
    paint_.icon(left + icon_side / 2, rect.centre_y(), icon_side, colour(front), choice.icon);
    left += icon_side + px(padding);
    width -= icon_side + px(padding);
  }
  if (row) width -= px(72);  // the arrow
  const Fit first = fit(words, role, Weight::bold, width, choice.second.empty() ? 2 : 1);
  const float first_h = first.em * (1 + line_pitch * static_cast<float>(first.lines.size() - 1));
  const bool centred = !row && choice.icon.empty() && choice.second.empty();
  if (choice.second.empty()) {
    lines({left, rect.centre_y() - first_h / 2, width, first_h}, first, Weight::bold, front, centred);
  } else {
    const Fit second = fit(choice.second, Role::small, Weight::regular, width, 1);
    const float between = first.em * 0.35F;
    const float top = rect.centre_y() - (first_h + between + second.em) / 2;
    lines({left, top, width, first_h}, first, Weight::bold, front, false);
    lines({left, top + first_h + between, width, second.em}, second, Weight::regular, front, false);
  }
  if (row)
    paint_.icon(rect.right() - px(padding) - px(32), rect.centre_y(), px(64), colour(front), "chevron-right");
  const std::string said = choice.second.empty() ? words : words + " " + choice.second;
  record(choice.id, row ? "row" : "button", rect, said, first.em, front, off ? Ink::off : inside, true,
         false);
  if (!target(choice.id, rect)) return false;
  if (off) {
    toast(Toast::answer, choice.off_because);
    return false;
  }
  return true;
}

std::optional<std::size_t> Ui::choices(std::span<const Choice> all) {
  std::optional<std::size_t> chosen;
  const std::size_t count = std::min(all.size(), choices_max);
  const float least = px(button_height);
  const float room = targets_bottom_ - layout_.targets.y - px(gap) * static_cast<float>(count);
  const float height = std::clamp(room / static_cast<float>(std::max<std::size_t>(count, 1)),
                                  px(target_height_min), layout_.portrait ? px(200) : least);
  // The last of the list lies lowest, where the main button belongs.
  for (std::size_t i = count; i-- > 0;) {
    if (button(take_from_below(height), all[i], Role::lead, false)) chosen = i;
  }
  return chosen;
}

std::optional<std::size_t> Ui::pair(const Choice& left, const Choice& right) {
  const Rect both = take_from_below(px(button_height));
  const float width = (both.w - px(gap)) / 2;
  std::optional<std::size_t> chosen;
  if (button({both.x, both.y, width, both.h}, left, Role::lead, false)) chosen = 0;
  if (button({both.x + width + px(gap), both.y, width, both.h}, right, Role::lead, false)) chosen = 1;
  return chosen;
}

bool Ui::turn(std::string_view id, const Rect& rect, bool usable) {
  Choice choice;
  choice.id = id;
  if (!usable) choice.off_because = word(std::string(id) + ".end");
  return button(rect, choice, Role::body, false);
}

std::optional<std::size_t> Ui::rows(std::string_view id, std::span<const Choice> all, Page& page) {
  const float row_h = px(text_size() == kiosk::TextSize::largest && layout_.portrait ? 208.0F : 160.0F);
  const float turn_h = px(target_height_min) + px(gap);
  const float top = std::max(layout_.targets.y, layout_.portrait ? words_y_ : layout_.targets.y);
  const float room = targets_bottom_ - top;
  const auto fits = [&](float height) {
    return std::clamp<std::size_t>(
        static_cast<std::size_t>(std::max(0.0F, (height + px(gap)) / (row_h + px(gap)))), 1, rows_a_page_max);
  };
  std::size_t a_page = fits(room);
  const bool paged = all.size() > a_page;
  if (paged) a_page = fits(room - turn_h);
  const std::size_t pages = all.empty() ? 1 : (all.size() + a_page - 1) / a_page;
  page.number = std::min(page.number, pages - 1);
  if (paged) {
    const Rect both = take_from_below(px(target_height_min));
    const float width = (both.w - px(gap)) / 2;
    if (turn("page.previous", {both.x, both.y, width, both.h}, page.number > 0)) --page.number;
    if (turn("page.next", {both.x + width + px(gap), both.y, width, both.h}, page.number + 1 < pages))
      ++page.number;
    if (slide_ == Slide::back && page.number > 0) --page.number;
    if (slide_ == Slide::onwards && page.number + 1 < pages) ++page.number;
  }
  const std::size_t from = page.number * a_page;
  const std::size_t to = std::min(all.size(), from + a_page);
  std::optional<std::size_t> chosen;
  // Top down from where the words end; the list stays put when a page has fewer rows.
  float y = std::max(top, targets_bottom_ - static_cast<float>(a_page) * (row_h + px(gap)) + px(gap));
  for (std::size_t i = from; i < to; ++i) {
    const Rect rect{layout_.targets.x, y, layout_.targets.w, row_h};
    if (button(rect, all[i], Role::body, true)) chosen = i;
    y = rect.bottom() + px(gap);
  }
  targets_bottom_ = top;
  (void)id;
  return chosen;
}

bool Ui::tile(const Rect& rect, const Tile& tile) {
  const Ink front = Ink::on_main;
  face(tile.id, rect, tile.colour, contrast_ ? Ink::edge : tile.colour, false);
  const std::string words = word(tile.id);
  const std::string second =
      text_size() == kiosk::TextSize::largest ? std::string() : word(tile.id + ".second");
  const float icon_side = px(112);
  const bool beside = rect.w > rect.h * 2.2F;
  const float text_w = rect.w - 2 * px(padding) - (beside ? icon_side + px(padding) : 0);
  const Fit first = fit(words, Role::lead, Weight::bold, text_w, 1);
  const Fit below = fit(second, Role::small, Weight::regular, text_w, 1);
  const float second_h = second.empty() ? 0 : below.em * 1.45F;
  if (beside) {
    paint_.icon(rect.x + px(padding) + icon_side / 2, rect.centre_y(), icon_side, colour(front), tile.icon);
    const float left = rect.x + 2 * px(padding) + icon_side;
    const float top = rect.centre_y() - (first.em + second_h) / 2;
    lines({left, top, text_w, first.em}, first, Weight::bold, front, false);
    if (!second.empty())
      lines({left, top + first.em + below.em * 0.45F, text_w, below.em}, below, Weight::regular, front,
            false);
  } else {
    const float all_h = icon_side + px(12) + first.em + second_h;
    const float top = rect.centre_y() - all_h / 2;
    paint_.icon(rect.centre_x(), top + icon_side / 2, icon_side, colour(front), tile.icon);
    const float text_y = top + icon_side + px(12);
    lines({rect.x + px(padding), text_y, text_w, first.em}, first, Weight::bold, front, true);
    if (!second.empty()) {
      lines({rect.x + px(padding), text_y + first.em + below.em * 0.45F, text_w, below.em}, below,
            Weight::regular, front, true);
    }
  }
  record(tile.id, "tile", rect, second.empty() ? words : words + " " + second, first.em, front, tile.colour,
         true, false);
  return target(tile.id, rect);
}

std::optional<std::size_t> Ui::tiles(std::span<const Tile> all) {
  constexpr int columns = 2;
  int cells = 0;
  for (const Tile& tile : all) cells += tile.span;
  const int count = (cells + columns - 1) / columns;
  const float top = layout_.portrait ? std::max(words_y_, layout_.targets.y) : layout_.targets.y;
  const float room = targets_bottom_ - top - px(gap) * static_cast<float>(count - 1);
  const float height = std::clamp(room / static_cast<float>(count), px(tile_height_min),
                                  px(layout_.portrait ? 360.0F : 300.0F));
  const float width = (layout_.targets.w - px(gap)) / columns;
  float y = targets_bottom_ - height * static_cast<float>(count) - px(gap) * static_cast<float>(count - 1);
  int column = 0;
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto span = static_cast<float>(all[i].span);
    const Rect rect{layout_.targets.x + static_cast<float>(column) * (width + px(gap)), y,
                    width * span + px(gap) * (span - 1), height};
    if (tile(rect, all[i])) chosen = i;
    column += all[i].span;
    if (column >= columns) {
      column = 0;
      y += height + px(gap);
    }
  }
  targets_bottom_ -= height * static_cast<float>(count) + px(gap) * static_cast<float>(count);
  return chosen;
}

std::optional<char> Ui::keypad(std::string_view id, bool with_x) {
  constexpr std::array<char, 12> keys{'1', '2', '3', '4', '5', '6', '7', '8', '9', '<', '0', 'X'};
  constexpr float key_height = 150;
  const float width = (layout_.targets.w - 2 * px(gap)) / 3;
  const float height = px(key_height);
  const float top = targets_bottom_ - 4 * height - 3 * px(gap);
  std::optional<char> typed;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const char key = keys[i];
    if (key == 'X' && !with_x) continue;
    const std::size_t row = i / 3;
    const std::size_t column = i % 3;
    const Rect rect{layout_.targets.x + static_cast<float>(column) * (width + px(gap)),
                    top + static_cast<float>(row) * (height + px(gap)), width, height};
    const std::string key_id =
        std::string(id) + "." + (key == '<' ? std::string("delete") : std::string(1, key));
    face(key_id, rect, Ink::card, Ink::edge, false);
    const std::string words = key == '<' ? word("keypad.delete") : std::string(1, key);
    const Fit fitted = fit(words, Role::lead, Weight::bold, width - 2 * px(padding), 1);
    lines({rect.x, rect.centre_y() - fitted.em / 2, rect.w, fitted.em}, fitted, Weight::bold, Ink::text,
          true);
    record(key_id, "key", rect, words, fitted.em, Ink::text, Ink::card, true, false);
    if (target(key_id, rect, Target::Kind::key)) typed = key;
  }
  targets_bottom_ = top - px(gap);
  return typed;
}

std::optional<int> Ui::faces(std::string_view id) {
  constexpr int best = 5;
  std::vector<Choice> all;
  for (int stars = best; stars >= 1; --stars) {
    Choice choice;
    choice.id = std::string(id) + "." + std::to_string(stars);
    all.push_back(std::move(choice));
  }
  const auto chosen = choices(all);
  if (!chosen) return std::nullopt;
  return best - static_cast<int>(*chosen);
}

bool Ui::anywhere(std::string_view id) {
  record(id, "screen", layout_.screen, {}, 0, Ink::text, Ink::paper, true, false);
  return target(id, layout_.screen);
}

}  // namespace yz::ui
