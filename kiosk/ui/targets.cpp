// What can be touched: choices, rows, tiles, keys. Stacked up from the lower edge of their column, within
// reach.
#include <algorithm>
#include <array>

#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr float edge_air = 14;      // between words and the upper and lower edge of what they stand on
constexpr float second_gap = 0.2F;  // em, at least
constexpr std::size_t rows_a_page_max = 5;
constexpr std::size_t second_lines_max = 4;  // of a row
constexpr float row_mark = 72;               // at the end of a row or of what is chosen or not
constexpr std::size_t choices_max = 6;

/// What stands at the end of a button: chosen or not, or that a row leads on.
std::string_view mark_of(const Choice& choice, bool row) {
  if (choice.chosen) return *choice.chosen ? "checkbox-marked-circle" : "checkbox-blank-circle-outline";
  const bool leads_on = row && !choice.busy && choice.off_because.empty();
  return leads_on ? "chevron-right" : "";
}

}  // namespace

float Ui::emblem(const Rect& rect, float left, const Choice& choice, Ink inside, Ink front, bool row) {
  const float side = px(row ? 96.0F : 80.0F);
  const float y = rect.centre_y();
  if (choice.stars > 0) {
    const float radius = std::min(px(56), rect.h / 2 - px(20));
    smiley(left + px(padding) + radius, y, radius, choice.stars);
    return 2 * radius + px(3 * padding);
  }
  const std::string_view icon = choice.busy ? "timer-sand" : std::string_view(choice.icon);
  if (icon.empty()) return 0;
  // On a soft field, in the colour of what it leads to; alone where the ground is coloured already.
  const bool has_field = !contrast_ && inside == Ink::card;
  if (has_field) paint_.round({left, y - side / 2, side, side}, px(corner_radius), colour(Ink::notice));
  const Colour ink = colour(has_field ? choice.ink : front);
  if (icon.size() == 1) {
    const float em_of_letter = side * 0.66F;
    const float w = paint_.measure(em_of_letter, Weight::bold, icon);
    paint_.text(left + (side - w) / 2, y - em_of_letter / 2, em_of_letter, Weight::bold, ink, icon);
  } else {
    paint_.icon(left + side / 2, y, side * (has_field ? 0.7F : 0.85F), ink, icon);
  }
  return side + px(padding);
}

bool Ui::button(const Rect& rect, const Choice& choice, Role role, bool row) {
  const bool off = choice.busy || !choice.off_because.empty();
  const bool is_chosen = choice.chosen.value_or(false) && !off;
  const Ink inside = off ? Ink::off : choice.main ? Ink::main : is_chosen ? Ink::notice : Ink::card;
  const Ink front = off ? Ink::off_text : choice.main ? Ink::on_main : Ink::text;
  face(choice.id, rect, inside, choice.main && !contrast_ ? Ink::main : Ink::edge, off, is_chosen);
  const std::string words = choice.words.empty() ? word(choice.id) : choice.words;

  float left = rect.x + px(padding);
  float width = rect.w - 2 * px(padding);
  const float taken = emblem(rect, left, choice, inside, front, row);
  left += taken;
  width -= taken;
  const std::string_view mark = mark_of(choice, row);
  if (row || !mark.empty()) width -= px(row_mark);
  const Fit second = fit(choice.second, Role::small, Weight::regular, width, row ? second_lines_max : 1);
  const float second_h = second.height();
  // Air above and below, and the second line: a large name gives way.
  const float air = px(2 * edge_air) + (choice.second.empty() ? 0 : second_h + second.em * second_gap);
  const std::size_t lines_most = choice.second.empty() ? 2 : 1;
  const auto height_of = [](const Fit& fitted) { return fitted.height(); };
  Fit first = fit(words, role, Weight::bold, width, lines_most);
  while (height_of(first) + air > rect.h && role != Role::small) {
    role = smaller(role);
    first = fit(words, role, Weight::bold, width, lines_most);
  }
  const float first_h = height_of(first);
  const bool centred =
      !row && choice.icon.empty() && choice.stars == 0 && mark.empty() && choice.second.empty();
  if (choice.second.empty()) {
    lines({left, rect.centre_y() - first_h / 2, width, first_h}, first, Weight::bold, front, centred);
  } else {
    const float between = std::min(first.em * 0.35F, rect.h - px(2 * edge_air) - first_h - second_h);
    const float top = rect.centre_y() - (first_h + between + second_h) / 2;
    lines({left, top, width, first_h}, first, Weight::bold, front, false);
    lines({left, top + first_h + between, width, second_h}, second, Weight::regular, front, false);
  }
  if (!mark.empty())
    paint_.icon(rect.right() - px(padding) - px(32), rect.centre_y(), px(64), colour(front), mark);
  const std::string said = choice.second.empty() ? words : words + " " + choice.second;
  record(choice.id, row ? "row" : "button", rect, said, first.em, front, inside, true, false);
  widgets_.back().crowded = first_h + air > rect.h + 1;
  if (!choice.say.empty()) widgets_.back().say = choice.say;
  if (!target(choice.id, rect)) return false;
  if (!off) return true;
  toast(Toast::answer, choice.busy ? word("busy") : choice.off_because);
  return false;
}

std::optional<std::size_t> Ui::choices(std::span<const Choice> all) {
  std::optional<std::size_t> chosen;
  const std::size_t count = std::min(all.size(), choices_max);
  const float least = px(button_height);
  const float room = targets_bottom_ - layout_.targets.y - px(gap) * static_cast<float>(count);
  // Standing, two lines of the largest text keep clear of the edges.
  const bool is_tall = text_size() == kiosk::TextSize::largest &&
                       std::ranges::any_of(all, [](const Choice& one) { return !one.second.empty(); });
  const float most = !layout_.portrait ? least : px(is_tall ? 224.0F : 200.0F);
  const float height =
      std::clamp(room / static_cast<float>(std::max<std::size_t>(count, 1)), px(target_height_min), most);
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

void Ui::turning(Page& page, std::size_t pages) {
  const Rect both = take_from_below(px(target_height_min));
  const float width = (both.w - px(gap)) / 2;
  const bool has_before = page.number > 0;
  const bool has_more = page.number + 1 < pages;
  const bool back = turn("page.previous", {both.x, both.y, width, both.h}, has_before);
  const bool onwards = turn("page.next", {both.x + width + px(gap), both.y, width, both.h}, has_more);
  if (back || (slide_ == Slide::back && has_before)) --page.number;
  if (onwards || (slide_ == Slide::onwards && has_more)) ++page.number;
  if (back || onwards || slide_) page.is_turned = true;
}

/// How much higher rows have to be because one of them has a longer second line.
float Ui::second_lines_beyond_one(std::span<const Choice> rows) const {
  constexpr float emblem_side = 96;
  float most = 0;
  for (const Choice& row : rows) {
    const float emblem_w = row.icon.empty() ? 0 : px(emblem_side + padding);
    const float width = layout_.targets.w - px(2 * padding + row_mark) - emblem_w;
    const Fit second = fit(row.second, Role::small, Weight::regular, width, second_lines_max);
    most = std::max(most, second.height() - second.em);
  }
  return most;
}

std::optional<std::size_t> Ui::rows(std::span<const Choice> all, Page& page) {
  const bool is_largest = text_size() == kiosk::TextSize::largest;
  const float row_h = px(!is_largest        ? 160.0F
                         : layout_.portrait ? 208.0F
                                            : 184.0F) +
                      second_lines_beyond_one(all);
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
  if (paged) turning(page, pages);
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
    const std::string words = key == '<' ? word("keypad.delete") : std::string(1, key);
    if (this->key(key_id, rect, words, false)) typed = key;
  }
  targets_bottom_ = top - px(gap);
  return typed;
}

bool Ui::key(const std::string& id, const Rect& rect, const std::string& words, bool small) {
  constexpr float key_padding = 30;  // both sides together: w and m are as wide as their keys
  face(id, rect, Ink::card, Ink::edge, false);
  const Fit fitted = shrunk(words, Role::lead, rect.w - px(key_padding));
  lines({rect.x, rect.centre_y() - fitted.em / 2, rect.w, fitted.em}, fitted, Weight::bold, Ink::text, true);
  record(id, "key", rect, words, fitted.em, Ink::text, Ink::card, true, small);
  return target(id, rect, Target::Kind::key);
}

void Ui::smiley(float centre_x, float centre_y, float radius, int stars) {
  const Colour line = colour(Ink::on_gold);
  paint_.disc(centre_x, centre_y, radius, colour(Ink::gold));
  for (const float side : {-1.0F, 1.0F})
    paint_.disc(centre_x + side * radius * 0.36F, centre_y - radius * 0.22F, radius * 0.11F, line);
  // The mouth's middle hangs for content, rises for discontent.
  const float bend = static_cast<float>(stars - 3) * radius * 0.17F;
  const float half = radius * 0.42F;
  const float y = centre_y + radius * 0.38F - bend / 2;
  constexpr int pieces = 10;
  float before_x = centre_x - half;
  float before_y = y;
  for (int i = 1; i <= pieces; ++i) {
    const float t = 2 * static_cast<float>(i) / pieces - 1;  // −1…1
    const float x = centre_x + t * half;
    const float next_y = y + bend * (1 - t * t);
    paint_.line(before_x, before_y, x, next_y, radius * 0.12F, line);
    before_x = x;
    before_y = next_y;
  }
}

std::optional<int> Ui::faces(std::string_view id) {
  constexpr int best = 5;
  std::vector<Choice> all;
  for (int stars = best; stars >= 1; --stars) {
    Choice choice;
    choice.id = std::string(id) + "." + std::to_string(stars);
    choice.stars = stars;
    all.push_back(std::move(choice));
  }
  const auto chosen = choices(all);
  if (!chosen) return std::nullopt;
  return best - static_cast<int>(*chosen);
}

void Ui::darkness() const {
  paint_.fill(layout_.screen, Colour{});
}

bool Ui::anywhere(std::string_view id) {
  record(id, "screen", layout_.screen, {}, 0, Ink::text, Ink::paper, true, false);
  return target(id, layout_.screen);
}

}  // namespace yz::ui
