// How the glass is divided, and what all its parts are drawn with.
#include "kiosk/ui/phone_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/ui/wrap.h"

namespace yz::ui {
namespace {

using practice::PartKind;

constexpr float more_mark = 52;  // says that there is more above or below
constexpr float em_step = 2;
constexpr float key_side_air = 8;
constexpr float key_between = 12;
constexpr std::size_t columns_few = 3;
constexpr std::size_t columns_many = 4;

/// A word longer than the line is cut where it ends.
std::vector<std::string> cut(const std::vector<std::string>& lines, float width, const Measure& measure) {
  std::vector<std::string> all;
  all.reserve(lines.size());
  for (const std::string& line : lines) {
    std::string piece;
    for (std::size_t i = 0; i < line.size();) {
      std::size_t end = i + 1;
      while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80) ++end;
      const std::string next = line.substr(i, end - i);
      if (!piece.empty() && measure(piece + next) > width) all.push_back(std::exchange(piece, {}));
      piece += next;
      i = end;
    }
    all.push_back(std::move(piece));
  }
  return all;
}

/// What is given up in turn where there is no room: size, then what a step can do without, then what makes
/// large type large.
struct Fitting {
  float least{};
  bool is_tight{};
};
std::array<Fitting, 3> fittings(bool is_large) {
  const float least = is_large ? phone_em_min_large : phone_em_min;
  return {{{least, false}, {least, true}, {phone_em_min, true}}};
}

}  // namespace

PhoneParts::PhoneParts(Ui& ui, const PhoneShown& shown, const Rect& glass)
    : ui_(ui), shown_(shown), glass_(glass), inside_(glass.inset(ui.px(phone_gap))) {}

const Rect* PhoneParts::place(const std::string& target) const {
  const auto found = places_.find(target);
  return found == places_.end() ? nullptr : &found->second;
}

PhoneParts::Band PhoneParts::band_of(PartKind kind) {
  switch (kind) {
    case PartKind::status:
    case PartKind::title:
    case PartKind::banner:
      return Band::top;
    case PartKind::bar:
    case PartKind::keypad:
      return Band::bottom;
    case PartKind::lock:
    case PartKind::ringing:
    case PartKind::call:
    case PartKind::camera:
      return Band::fill;
    case PartKind::dialogue:
    case PartKind::pay:
      return Band::over;
    default:
      return Band::flow;
  }
}

PhoneParts::Skin PhoneParts::skin_of(practice::Colour colour) {
  switch (colour) {
    case practice::Colour::red:
      return {Ink::main, Ink::on_main};
    case practice::Colour::orange:
      return {Ink::rust, Ink::on_main};
    case practice::Colour::yellow:
      return {Ink::gold, Ink::on_gold};
    case practice::Colour::green:
      return {Ink::green, Ink::on_main};
    case practice::Colour::blue:
      return {Ink::blue, Ink::on_main};
    case practice::Colour::purple:
      return {Ink::violet, Ink::on_main};
    default:
      return {Ink::slate, Ink::on_main};
  }
}

PhoneParts::Skin PhoneParts::skin_of(practice::Look look) {
  switch (look) {
    case practice::Look::main:
      return {Ink::blue, Ink::on_main};
    case practice::Look::danger:
      return {Ink::main, Ink::on_main};
    case practice::Look::quiet:
      return {Ink::paper, Ink::text_soft};
    default:
      return {Ink::card, Ink::text};
  }
}

float PhoneParts::em(float times) const {
  return px(std::max(least_, body_ * times));
}

const std::string& PhoneParts::of(const practice::LocalText& text) const {
  return ui_.services_.texts.of(text);
}

PhoneParts::Words PhoneParts::words(const std::string& text, float times, Weight weight, float width,
                                    std::size_t lines_wanted) const {
  Words words{text, {}, weight};
  if (text.empty()) return words;
  for (float size = em(times);; size = std::max(px(least_), size - px(1))) {
    const Measure measure = [&](std::string_view piece) { return ui_.paint_.measure(size, weight, piece); };
    words.fit = {size, wrap(text, width, measure)};
    const bool is_wide =
        std::ranges::any_of(words.fit.lines, [&](const std::string& line) { return measure(line) > width; });
    if (!is_wide && words.fit.lines.size() <= lines_wanted) return words;
    if (size > px(least_)) continue;
    if (is_wide) words.fit.lines = cut(words.fit.lines, width, measure);
    words.is_cut = is_wide;
    return words;
  }
}

PhoneParts::TwoWords PhoneParts::two_words(const Part& part, float width) const {
  TwoWords both{words(of(part.text), 1, Weight::bold, width),
                words(of(part.note), 0.85F, Weight::regular, width)};
  if (!both.note.text.empty()) both.between = px(8);
  return both;
}

std::size_t PhoneParts::columns_of(const Part& apps) const {
  constexpr float wide_enough = 120;
  const bool are_many = apps.items.size() > columns_few * columns_few;
  return are_many && inside_.w > px(wide_enough * columns_many) ? columns_many : columns_few;
}

// ── layout ──
void PhoneParts::split() {
  blocks_.clear();
  for (const Part& part : shown_.view.parts) {
    const std::size_t count = part.items.size();
    const std::size_t each = part.kind == PartKind::apps   ? columns_of(part)
                             : part.kind == PartKind::chat ? 1
                                                           : std::max<std::size_t>(count, 1);
    std::size_t from = 0;
    do {
      blocks_.push_back({&part, band_of(part.kind), from, std::min(count, from + each), 0});
      from += each;
    } while (from < count);
  }
}

float PhoneParts::height_of(Band band) const {
  float height = 0;
  for (const Block& block : blocks_) {
    if (block.band == band) height += block.height + px(phone_gap);
  }
  return height;
}

bool PhoneParts::fit_into_glass() {
  measures_ = true;
  for (Block& one : blocks_) {
    if (one.band != Band::over) one.height = block(one, inside_);
  }
  measures_ = false;
  const float all =
      height_of(Band::top) + height_of(Band::flow) + height_of(Band::fill) + height_of(Band::bottom);
  return all - px(phone_gap) <= inside_.h;
}

float PhoneParts::needed_in_middle() const {
  float needed = 0;
  float between = 0;
  for (const Block& one : blocks_) {
    if (one.band != Band::flow && one.band != Band::fill) continue;
    if (needed > 0 || is_wanted(one)) between += one.height + px(phone_gap);
    if (is_wanted(one)) needed += std::exchange(between, 0.0F);
  }
  return needed;
}

void PhoneParts::make_room() {
  const auto is_short = [&] {
    const float others = height_of(Band::top) + height_of(Band::bottom) + 2 * px(more_mark);
    return others + needed_in_middle() > inside_.h;
  };
  for (const PartKind kind : {PartKind::status, PartKind::keypad, PartKind::title}) {
    if (fit_into_glass() || !is_short()) return;
    std::erase_if(blocks_, [&](const Block& one) { return one.part->kind == kind && !is_wanted(one); });
  }
}

bool PhoneParts::is_wanted(const Block& block) const {
  const auto wants = [&](const std::string& id) {
    return !id.empty() && std::ranges::find(shown_.wanted, id) != shown_.wanted.end();
  };
  // What was typed is read before it is sent.
  if (block.part->kind == PartKind::field && !of(block.part->end).empty()) return true;
  if (block.part->kind == PartKind::keypad && wants(block.part->into)) return true;
  const auto items = std::span(block.part->items).subspan(block.from, block.to - block.from);
  if (std::ranges::any_of(items, [&](const Item& item) { return wants(item.id); })) return true;
  const bool is_split = block.part->kind == PartKind::apps || block.part->kind == PartKind::chat;
  if (is_split) return false;
  return wants(block.part->id) || std::ranges::any_of(practice::touchables(*block.part), wants);
}

void PhoneParts::draw() {
  const bool is_large = shown_.view.is_large;
  const float wish = (is_large ? 52.0F : 42.0F) * (1 + (kiosk::factor_of(ui_.text_size()) - 1) / 2);
  split();
  is_dark_ = std::ranges::any_of(blocks_, [](const Block& one) { return one.band == Band::fill; });
  for (const Fitting& one : fittings(is_large)) {
    least_ = one.least;
    is_tight_ = one.is_tight;
    body_ = std::max(least_, is_tight_ ? least_ : wish);
    while (!fit_into_glass() && body_ > least_) body_ = std::max(least_, body_ - em_step);
    if (fit_into_glass()) break;
  }
  make_room();
  ui_.paint_.round(glass_, px(28), ui_.colour(is_dark_ ? Ink::bar : Ink::paper));
  const auto over = std::ranges::find(blocks_, Band::over, &Block::band);
  is_covered_ = over != blocks_.end();
  float y = inside_.y;
  float bottom = inside_.bottom() - height_of(Band::bottom) + px(phone_gap);
  const float middle_end = height_of(Band::bottom) > 0 ? bottom - px(phone_gap) : inside_.bottom();
  for (const Block& one : blocks_) {
    float& at = one.band == Band::top ? y : bottom;
    if (one.band != Band::top && one.band != Band::bottom) continue;
    block(one, {inside_.x, at, inside_.w, one.height});
    at += one.height + px(phone_gap);
  }
  draw_middle(y, middle_end);
  if (over == blocks_.end()) return;
  is_covered_ = false;
  places_.clear();
  ui_.paint_.veil(glass_, {0, 0, 0}, 0.6F);
  if (over->part->kind == PartKind::pay) {
    pay(*over->part);
  } else {
    dialogue(*over->part);
  }
}

/// From the first to the last that the step needs, and as many before them as there is room for; of a
/// conversation the end.
void PhoneParts::show_part_of(std::vector<const Block*>& middle, float room) {
  auto first = std::ranges::find_if(middle, [&](const Block* one) { return is_wanted(*one); });
  auto last = first;
  for (auto at = first; at != middle.end(); ++at) {
    if (is_wanted(**at)) last = at;
  }
  const bool is_chat = !middle.empty() && middle.back()->part->kind == PartKind::chat;
  if (first == middle.end()) {
    first = is_chat ? middle.end() - 1 : middle.begin();
    last = first;
  }
  const auto height = [&] {
    float all = -px(phone_gap);
    for (auto at = first; at <= last; ++at) all += (*at)->height + px(phone_gap);
    return all;
  };
  const auto grow_up = [&] {
    while (first != middle.begin()) {
      --first;
      if (height() > room) return void(++first);
    }
  };
  if (!is_chat && first != middle.begin()) grow_up();
  while (last + 1 != middle.end()) {
    ++last;
    if (height() <= room) continue;
    --last;
    break;
  }
  grow_up();
  middle.erase(last + 1, middle.end());
  middle.erase(middle.begin(), first);
}

void PhoneParts::draw_middle(float top, float bottom) {
  std::vector<const Block*> middle;
  middle.reserve(blocks_.size());
  for (const Block& one : blocks_) {
    if (one.band == Band::flow || one.band == Band::fill) middle.push_back(&one);
  }
  if (middle.empty()) return;
  const auto all_of = [&] {
    float all = -px(phone_gap);
    for (const Block* one : middle) all += one->height + px(phone_gap);
    return all;
  };
  float room = bottom - top;
  float y = top;
  if (all_of() > room) {
    // Marks say that there is more above or below.
    const float mark = px(more_mark);
    room -= 2 * mark;
    y += mark;
    const Block* first = middle.front();
    const Block* last = middle.back();
    show_part_of(middle, room);
    const Colour ink = ui_.colour(is_dark_ ? Ink::on_bar : Ink::text_soft);
    if (middle.front() != first) ui_.paint_.icon(inside_.centre_x(), top + px(16), mark, ink, "chevron-up");
    if (middle.back() != last)
      ui_.paint_.icon(inside_.centre_x(), bottom - px(16), mark, ink, "chevron-down");
  }
  const float spare = std::max(0.0F, room - all_of());
  for (const Block* one : middle) {
    const float height = one->height + (one->band == Band::fill ? spare : 0);
    block(*one, {inside_.x, y, inside_.w, height});
    y += height + px(phone_gap);
  }
}

// ── what parts are drawn with ──
void PhoneParts::write(const Words& words, float x, float y, float width, Ink ink, Align align) {
  if (measures_ || words.text.empty()) return;
  if (align != Align::right) {
    ui_.lines({x, y, width, words.height()}, words.fit, words.weight, ink, align == Align::centre);
    return;
  }
  for (const std::string& line : words.fit.lines) {
    const float w = ui_.paint_.measure(words.fit.em, words.weight, line);
    ui_.paint_.text(x + width - w, y, words.fit.em, words.weight, ui_.colour(ink), line);
    y += words.fit.em * line_pitch;
  }
}

void PhoneParts::write(const TwoWords& words, float x, float centre_y, float width, Ink note) {
  const float y = centre_y - words.height() / 2;
  write(words.head, x, y, width, Ink::text);
  write(words.note, x, y + words.head.height() + words.between, width, note);
}

/// An icon on a field of its colour.
void PhoneParts::emblem(const Rect& rect, const std::string& icon, const Skin& skin) {
  if (measures_) return;
  const float radius = rect.w * 0.24F;
  if (ui_.contrast_) {
    ui_.paint_.framed(rect, radius, px(4), ui_.colour(Ink::edge), ui_.colour(skin.back));
  } else {
    ui_.paint_.round(rect, radius, ui_.colour(skin.back));
  }
  if (ui_.paint_.has_icon(icon))
    ui_.paint_.icon(rect.centre_x(), rect.centre_y(), rect.w * 0.66F, ui_.colour(skin.front), icon);
}

/// What is to be touched, or what the hand is at.
bool PhoneParts::is_glowing(const std::string& target) const {
  if (is_covered_ || target.empty()) return false;
  const auto& shown = shown_.view.shown;
  return shown_.view.glow == target || (shown && shown->touch == target);
}

bool PhoneParts::is_marked(const std::string& target) const {
  const std::string id = "practice.phone." + target;
  return is_glowing(target) || (!is_covered_ && (ui_.is_pressed(id) || ui_.is_ringed(id)));
}

/// A soft ring, of gold between darker lines so that it stands out on any ground.
void PhoneParts::glow(const std::string& target, const Rect& rect) {
  if (measures_ || !is_glowing(target)) return;
  const float radius = px(corner_radius);
  ui_.paint_.round(rect.inset(-px(13)), radius + px(13),
                   ui_.colour(ui_.contrast_ ? Ink::paper : Ink::notice));
  ui_.paint_.round(rect.inset(-px(10)), radius + px(10), ui_.colour(Ink::on_gold));
  ui_.paint_.round(rect.inset(-px(8)), radius + px(8), ui_.colour(Ink::gold));
}

void PhoneParts::face(const std::string& target, const Rect& rect, const Skin& skin) {
  if (measures_) return;
  glow(target, rect);
  const bool is_plain = ui_.contrast_ || skin.back == Ink::card || skin.back == Ink::paper;
  const Ink edge = is_plain ? Ink::edge : skin.back;
  if (!is_covered_ && !target.empty())
    return ui_.face("practice.phone." + target, rect, skin.back, edge, false);
  ui_.paint_.framed(rect, px(corner_radius), px(ui_.contrast_ ? 4.0F : edge_width), ui_.colour(edge),
                    ui_.colour(skin.back));
}

void PhoneParts::touchable(const std::string& target, const Rect& rect, const Words& words, const Skin& skin,
                           Target::Kind kind) {
  if (target.empty()) return plain(rect, words, skin);
  if (measures_) return;
  places_[target] = rect;
  if (is_covered_) return;
  const std::string id = "practice.phone." + target;
  ui_.record(id, "phone", rect, words.text, words.text.empty() ? 0 : words.fit.em, skin.front, skin.back,
             true, true);
  if (ui_.target(id, rect, kind)) touched_ = PhoneTouch{target, {}};
}

void PhoneParts::plain(const Rect& rect, const Words& words, const Skin& skin) {
  if (measures_ || is_covered_ || words.text.empty()) return;
  ui_.record("practice.glass." + std::to_string(plain_++), "phone", rect, words.text, words.fit.em,
             skin.front, skin.back, false, true);
}

PhoneParts::Words PhoneParts::label_of(const Key& key, float width) const {
  const bool has_icon = !key.icon.empty();
  return words(key.text, has_icon ? 0.9F : 1.2F, has_icon ? Weight::regular : Weight::bold,
               width - px(2 * key_side_air), 2);
}

float PhoneParts::key(const Key& key, const Rect& at) {
  constexpr float air = 14;
  const bool has_icon = !key.icon.empty();
  const Words label = label_of(key, at.w);
  const float side = has_icon ? px(52) : 0;
  const float between = has_icon && !key.text.empty() ? px(6) : 0;
  const float content = side + between + label.height();
  const float height = std::max({px(phone_target_least), content + px(2 * air), measures_ ? 0 : at.h});
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  face(key.target, rect, key.skin);
  const float y = rect.centre_y() - content / 2;
  if (has_icon && ui_.paint_.has_icon(key.icon))
    ui_.paint_.icon(rect.centre_x(), y + side / 2, side, ui_.colour(key.skin.front), key.icon);
  write(label, rect.x + px(key_side_air), y + side + between, rect.w - px(2 * key_side_air), key.skin.front,
        Align::centre);
  touchable(key.target, rect, label, key.skin, key.kind);
  return height;
}

float PhoneParts::grid(const std::vector<Key>& keys, std::size_t columns, const Rect& at) {
  // A second row reads better than words that are cut.
  while (columns > 1 && std::ranges::any_of(keys, [&](const Key& one) {
           return label_of(one, (at.w - px(key_between) * static_cast<float>(columns - 1)) /
                                    static_cast<float>(columns))
               .is_cut;
         }))
    columns = (columns + 1) / 2;
  const auto across = static_cast<float>(columns);
  const float width = (at.w - px(key_between) * (across - 1)) / across;
  const bool measured = std::exchange(measures_, true);
  float height = 0;
  for (const Key& one : keys) height = std::max(height, key(one, {at.x, at.y, width, 0}));
  measures_ = measured;
  const std::size_t rows = (keys.size() + columns - 1) / columns;
  const auto down = static_cast<float>(rows);
  if (measures_) return down * (height + px(key_between)) - px(key_between);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto column = static_cast<float>(i % columns);
    const std::size_t row = i / columns;
    const float y = at.y + static_cast<float>(row) * (height + px(key_between));
    key(keys[i], {at.x + column * (width + px(key_between)), y, width, height});
  }
  return down * (height + px(key_between)) - px(key_between);
}

float PhoneParts::button(const std::string& target, const Rect& at, const std::string& text,
                         const std::string& icon, const Skin& skin) {
  const float side = icon.empty() ? 0 : px(52);
  const float between = icon.empty() ? 0 : px(14);
  const Words label = words(text, 1.1F, Weight::bold, at.w - side - between - px(2 * 18), 2);
  const float height = std::max(px(phone_target_least), label.height() + px(2 * 20));
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  face(target, rect, skin);
  float widest = 0;
  for (const std::string& line : label.fit.lines)
    widest = std::max(widest, ui_.paint_.measure(label.fit.em, label.weight, line));
  const float x = rect.centre_x() - (side + between + widest) / 2;
  if (!icon.empty() && ui_.paint_.has_icon(icon))
    ui_.paint_.icon(x + side / 2, rect.centre_y(), side, ui_.colour(skin.front), icon);
  write(label, x + side + between, rect.centre_y() - label.height() / 2, widest, skin.front, Align::centre);
  touchable(target, rect, label, skin);
  return height;
}

float PhoneParts::block(const Block& block, const Rect& at) {
  switch (block.part->kind) {
    case PartKind::apps:
      return apps(block, at);
    case PartKind::chat:
      return block.part->items.empty() ? 0 : bubble(block.part->items[block.from], at);
    default:
      return part(*block.part, at);
  }
}

float PhoneParts::part(const Part& part, const Rect& at) {
  switch (part.kind) {
    case PartKind::status:
      return status(part, at);
    case PartKind::title:
      return title(part, at);
    case PartKind::banner:
      return banner(part, at);
    case PartKind::row:
      return row(part, at);
    case PartKind::field:
      return field(part, at);
    case PartKind::keypad:
      return keypad(part, at);
    case PartKind::slider:
      return slider(part, at);
    case PartKind::toggle:
      return toggle(part, at);
    case PartKind::page:
      return page(part, at);
    case PartKind::text:
      return text(part, at);
    case PartKind::button:
      return button(part.id, at, of(part.text), part.icon, skin_of(part.look));
    case PartKind::image:
      return image(part, at);
    case PartKind::code:
      return code(part, at);
    case PartKind::bar:
      return bar(part, at);
    case PartKind::camera:
      return camera(part, at);
    case PartKind::ringing:
      return ringing(part, at);
    case PartKind::call:
      return call(part, at);
    case PartKind::lock:
      return lock(part, at);
    default:
      return 0;
  }
}

}  // namespace yz::ui
