// Tiles and cards: an icon, a name, a short second line; the large fields of the home screen and of choices
// that are told apart by their pictures.
#include <array>

#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr float tile_height_min = 214;
constexpr float icon_size = 112;
constexpr float icon_large = 168;  // where a field has the whole width
constexpr float icon_small = 56;
constexpr float between_icon_and_name = 12;
constexpr float tile_edge_air = 18;
constexpr std::size_t cards_max = 8;
constexpr std::size_t cards_in_one_column_max = 3;

}  // namespace

float Ui::pictogram(const Rect& rect, const Pictogram& shown) {
  const bool beside = rect.w > rect.h * 2.2F;
  const bool is_wide = beside && rect.w > px(700) && rect.h > px(icon_large + 2 * padding);
  float side = px(is_wide ? icon_large : icon_size);
  const float before = beside ? side + px(is_wide ? 2 * padding : padding) : 0;
  const float left = px(is_wide ? 2 * padding : padding);
  const float text_w = rect.w - left - px(padding) - before;
  const float most_h = rect.h - px(2 * tile_edge_air) - (beside ? 0 : px(icon_small + between_icon_and_name));
  Role role = is_wide ? Role::title : Role::lead;
  Captions captions = captions_of(shown, role, text_w);
  // Long names in low fields: the words give way, the second line before the name.
  while (captions.h > most_h && role != Role::small) {
    role = smaller(role);
    captions = captions_of(shown, role, text_w);
  }
  if (captions.h > most_h)
    captions = captions_of({shown.icon, shown.words, {}, shown.front, shown.icon_ink}, role, text_w);
  Rect text{rect.x + left + before, rect.centre_y() - captions.h / 2, text_w, 0};
  const Colour icon_colour = colour(shown.icon_ink);
  if (beside) {
    paint_.icon(rect.x + left + side / 2, rect.centre_y(), side, icon_colour, shown.icon);
  } else {
    // The picture gives way to the words.
    const float words_h = px(between_icon_and_name) + captions.h;
    side = std::clamp(rect.h - words_h - px(2 * tile_edge_air), px(icon_small), side);
    const float top = rect.centre_y() - (side + words_h) / 2;
    paint_.icon(rect.centre_x(), top + side / 2, side, icon_colour, shown.icon);
    text.y = top + side + px(between_icon_and_name);
  }
  lines(text, captions.name, Weight::bold, shown.front, !beside);
  if (captions.has_second) {
    text.y += captions.h - captions.second.em;
    lines(text, captions.second, Weight::regular, shown.front, !beside);
  }
  return captions.name.em;
}

Ui::Captions Ui::captions_of(const Pictogram& shown, Role role, float width) const {
  Captions captions;
  captions.name = fit(shown.words, role, Weight::bold, width, 1);
  captions.second =
      fit(shown.second, role == Role::title ? Role::body : Role::small, Weight::regular, width, 1);
  captions.has_second = !shown.second.empty() && captions.second.lines.size() == 1;
  captions.h = captions.name.height();
  if (captions.has_second) captions.h += captions.second.em * 1.45F;
  return captions;
}

bool Ui::tile(const Rect& rect, const Tile& tile) {
  const Ink front = Ink::on_main;
  face(tile.id, rect, tile.colour, contrast_ ? Ink::edge : tile.colour, false);
  const std::string words = word(tile.id);
  const bool has_room = text_size() != kiosk::TextSize::largest;
  const std::string second = has_room ? word(tile.id + ".second") : std::string();
  const float em_of_name = pictogram(rect, {tile.icon, words, second, front, front});
  record(tile.id, "tile", rect, second.empty() ? words : words + " " + second, em_of_name, front, tile.colour,
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

bool Ui::card(const Rect& rect, const Choice& card) {
  const bool off = card.busy || !card.off_because.empty();
  const bool is_chosen = card.chosen.value_or(false) && !off;
  const Ink inside = off ? Ink::off : is_chosen ? Ink::notice : Ink::card;
  const Ink front = off ? Ink::off_text : Ink::text;
  face(card.id, rect, inside, Ink::edge, off, is_chosen);
  const std::string words = card.words.empty() ? word(card.id) : card.words;
  const bool has_room = text_size() != kiosk::TextSize::largest || rect.w > px(700);
  const std::string second = has_room ? card.second : std::string();
  const std::string_view icon = card.busy ? "timer-sand" : std::string_view(card.icon);
  const Ink icon_ink = off || contrast_ ? front : card.ink;
  const float em_of_name = pictogram(rect, {icon, words, second, front, icon_ink});
  if (is_chosen) {
    const float side = px(56);
    paint_.icon(rect.right() - px(28) - side / 2, rect.y + px(28) + side / 2, side, colour(front),
                "checkbox-marked-circle");
  }
  record(card.id, "card", rect, second.empty() ? words : words + " " + second, em_of_name, front, inside,
         true, false);
  if (!target(card.id, rect)) return false;
  if (!off) return true;
  toast(Toast::answer, card.busy ? word("busy") : card.off_because);
  return false;
}

std::optional<std::size_t> Ui::cards(std::span<const Choice> all) {
  const std::size_t count = std::min(all.size(), cards_max);
  if (count == 0) return std::nullopt;
  const std::size_t columns = count <= cards_in_one_column_max ? 1 : 2;
  const std::size_t lines = (count + columns - 1) / columns;
  const auto lines_of_cards = static_cast<float>(lines);
  const float top = layout_.portrait ? std::max(words_y_, layout_.targets.y) : layout_.targets.y;
  const float room = targets_bottom_ - top - px(gap) * (lines_of_cards - 1);
  const float height =
      std::clamp(room / lines_of_cards, px(tile_height_min), px(columns == 1 ? 240.0F : 320.0F));
  const float width =
      (layout_.targets.w - px(gap) * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float first_y = targets_bottom_ - height * lines_of_cards - px(gap) * (lines_of_cards - 1);
  std::optional<std::size_t> touched;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t line = i / columns;
    const Rect rect{layout_.targets.x + static_cast<float>(i % columns) * (width + px(gap)),
                    first_y + static_cast<float>(line) * (height + px(gap)), width, height};
    if (card(rect, all[i])) touched = i;
  }
  targets_bottom_ = first_y - px(gap);
  return touched;
}

}  // namespace yz::ui
