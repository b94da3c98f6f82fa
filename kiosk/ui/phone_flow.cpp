// The parts of the practice phone that stand below each other.
#include <algorithm>

#include "hal/codes.h"
#include "kiosk/ui/phone_parts.h"

namespace yz::ui {
namespace {

/// What a square code of the phone says to whoever reads it with another one.
constexpr const char* code_words = "YIZHAN PRACTICE";

}  // namespace

float PhoneParts::status(const Part& part, const Rect& at) {
  const Skin skin = is_dark_ ? Skin{Ink::bar, Ink::on_bar} : Skin{Ink::paper, Ink::text};
  const Words time = words(of(part.text), 0.8F, Weight::bold, at.w * 0.7F, 1);
  const float side = px(36);
  const float height = std::max(time.height(), side);
  if (measures_) return height;
  write(time, at.x + px(8), at.y + (height - time.height()) / 2, at.w * 0.7F, skin.front);
  plain({at.x + px(8), at.y, at.w * 0.7F, height}, time, skin);
  float x = at.x + at.w - side / 2;
  for (const char* icon : {"battery", "wifi"}) {
    ui_.paint_.icon(x, at.y + height / 2, side, ui_.colour(skin.front), icon);
    x -= side + px(6);
  }
  return height;
}

float PhoneParts::title(const Part& part, const Rect& at) {
  const bool is_target = !part.id.empty();
  const Skin skin = is_target ? Skin{Ink::card, Ink::text} : Skin{Ink::paper, Ink::text};
  const float side = part.icon.empty() ? 0 : px(56);
  const float left = is_target || side > 0 ? px(phone_air) : px(8);
  const float text_w = at.w - left - side - px(2 * 8);
  const Words line = words(of(part.text), 1.15F, Weight::bold, text_w, 1);
  const float height = std::max(px(is_target ? phone_target_least : 72.0F), line.height() + px(2 * 14));
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  if (is_target) face(part.id, rect, skin);
  if (side > 0 && ui_.paint_.has_icon(part.icon))
    ui_.paint_.icon(at.x + left + side / 2, rect.centre_y(), side, ui_.colour(skin.front), part.icon);
  write(line, at.x + left + side + (side > 0 ? px(12) : 0), rect.centre_y() - line.height() / 2, text_w,
        skin.front);
  touchable(part.id, rect, line, skin);
  return height;
}

float PhoneParts::banner(const Part& part, const Rect& at) {
  const Skin skin{Ink::notice, Ink::text};
  const float side = px(64);
  const float text_w = at.w - side - px(3 * phone_air);
  const TwoWords both = two_words(part, text_w);
  const float height = std::max(px(phone_target_least), both.height() + px(2 * phone_air));
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  face(part.id, rect, skin);
  const std::string icon = part.icon.empty() ? "message-text" : part.icon;
  emblem({at.x + px(phone_air), rect.centre_y() - side / 2, side, side}, icon, {Ink::green, Ink::on_main});
  write(both, at.x + side + px(2 * phone_air), rect.centre_y(), text_w, skin.front);
  touchable(part.id, rect, both.head, skin);
  return height;
}

float PhoneParts::apps(const Block& block, const Rect& at) {
  constexpr float between = 12;
  const Part& part = *block.part;
  const auto columns = static_cast<float>(columns_of(part));
  const float width = (at.w - px(between) * (columns - 1)) / columns;
  const float side = std::min(px(128), width - px(8));
  const auto label_of = [&](std::size_t i) {
    return words(of(part.items[i].text), 0.85F, Weight::regular, width - px(4), 2);
  };
  float label_h = 0;
  for (std::size_t i = block.from; i < block.to; ++i) label_h = std::max(label_h, label_of(i).height());
  const float height = px(10) + side + px(8) + label_h + px(6);
  if (measures_) return height;
  for (std::size_t i = block.from; i < block.to; ++i) {
    const Item& item = part.items[i];
    const Rect cell{at.x + static_cast<float>(i - block.from) * (width + px(between)), at.y, width, height};
    const Skin ground{Ink::paper, Ink::text};
    if (is_marked(item.id)) face(item.id, cell, ground);
    const Rect tile{cell.centre_x() - side / 2, cell.y + px(10), side, side};
    emblem(tile, item.icon, skin_of(item.colour));
    const Words label = label_of(i);
    write(label, cell.x + px(2), tile.bottom() + px(8), cell.w - px(4), Ink::text, Align::centre);
    if (const std::string& note = of(item.note); !note.empty()) {
      const Words count = words(note, 0.5F, Weight::bold, side);
      const float w = std::max(px(44), ui_.paint_.measure(count.fit.em, Weight::bold, note) + px(16));
      const Rect badge{std::min(tile.right() - w * 0.6F, cell.right() - w), cell.y, w, px(44)};
      ui_.paint_.framed(badge, px(22), px(3), ui_.colour(ui_.contrast_ ? Ink::edge : Ink::paper),
                        ui_.colour(Ink::main));
      write(count, badge.x, badge.centre_y() - count.fit.em / 2, badge.w, Ink::on_main, Align::centre);
    }
    touchable(item.id, cell, label, ground);
  }
  return height;
}

float PhoneParts::row(const Part& part, const Rect& at) {
  const Skin skin;
  const float side = part.icon.empty() ? 0 : px(72);
  const float left = px(phone_air) + (side > 0 ? side + px(phone_air) : 0);
  const bool leads_on = !part.id.empty();
  const float right = px(phone_air) + (leads_on ? px(40) : 0);
  const Words end = words(of(part.end), 0.9F, Weight::regular, (at.w - left - right) * 0.42F, 2);
  float end_w = 0;
  for (const std::string& line : end.fit.lines)
    end_w = std::max(end_w, ui_.paint_.measure(end.fit.em, end.weight, line));
  const float text_w = at.w - left - right - (end_w > 0 ? end_w + px(12) : 0);
  const TwoWords both = two_words(part, text_w);
  const float least = leads_on ? phone_target_least : 84.0F;
  const float height =
      std::max({px(least), both.height() + px(2 * phone_air), end.height() + px(2 * phone_air)});
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  face(part.id, rect, skin);
  if (side > 0)
    emblem({at.x + px(phone_air), rect.centre_y() - side / 2, side, side}, part.icon, skin_of(part.colour));
  write(both, at.x + left, rect.centre_y(), text_w, Ink::text_soft);
  write(end, rect.right() - right - end_w, rect.centre_y() - end.height() / 2, end_w, Ink::text_soft,
        Align::right);
  if (leads_on)
    ui_.paint_.icon(rect.right() - px(26), rect.centre_y(), px(44), ui_.colour(Ink::text_soft),
                    "chevron-right");
  touchable(part.id, rect, both.head, skin);
  return height;
}

float PhoneParts::bubble(const Item& item, const Rect& at) {
  Skin skin = item.is_mine ? Skin{Ink::done, Ink::text} : Skin{};
  std::string icon;
  if (item.look == practice::Look::voice) icon = "volume-high";
  if (item.look == practice::Look::link) icon = "web";
  if (item.look == practice::Look::picture) icon = item.icon.empty() ? "image" : item.icon;
  if (item.look == practice::Look::packet) {
    skin = {Ink::main, Ink::on_main};
    icon = "gift";
  }
  if (item.look == practice::Look::transfer) {
    skin = {Ink::rust, Ink::on_main};
    icon = "cash";
  }
  const float side = icon.empty() ? 0 : px(item.look == practice::Look::picture ? 120.0F : 60.0F);
  const float beside = side > 0 ? side + px(14) : 0;
  const float text_most = at.w * 0.86F - beside - px(2 * phone_air);
  const Words head = words(of(item.text), 1, Weight::regular, text_most);
  const Words note = words(of(item.note), 0.85F, Weight::bold, text_most);
  float text_w = 0;
  for (const Words* one : {&head, &note}) {
    for (const std::string& line : one->fit.lines)
      text_w = std::max(text_w, ui_.paint_.measure(one->fit.em, one->weight, line));
  }
  const float between = note.text.empty() ? 0 : px(8);
  const float content = std::max(side, head.height() + between + note.height());
  const float least = item.id.empty() ? 72.0F : phone_target_least;
  const float height = std::max(px(least), content + px(2 * phone_air));
  if (measures_) return height;
  const float width = std::max(px(120), text_w + beside + px(2 * phone_air));
  const Rect rect{item.is_mine ? at.x + at.w - width : at.x, at.y, width, height};
  face(item.id, rect, skin);
  if (side > 0 && ui_.paint_.has_icon(icon))
    ui_.paint_.icon(rect.x + px(phone_air) + side / 2, rect.centre_y(), side, ui_.colour(skin.front), icon);
  const float x = rect.x + px(phone_air) + beside;
  const float y = rect.centre_y() - (head.height() + between + note.height()) / 2;
  write(head, x, y, text_w, skin.front);
  write(note, x, y + head.height() + between, text_w, skin.front);
  touchable(item.id, rect, head, skin);
  return height;
}

float PhoneParts::field(const Part& part, const Rect& at) {
  const Skin skin;
  const Words name = words(of(part.text), 0.85F, Weight::regular, at.w - px(8));
  const std::string& typed = of(part.end);
  const bool is_empty = typed.empty();
  const float text_w = at.w - px(2 * phone_air) - px(8);
  const Words line = is_empty ? words(of(part.note), 1, Weight::regular, text_w)
                              : words(typed, 1.3F, Weight::bold, text_w, 1);
  const float above = name.text.empty() ? 0 : name.height() + px(8);
  const float box_h = std::max(px(92), line.height() + px(2 * phone_air));
  if (measures_) return above + box_h;
  write(name, at.x + px(4), at.y, at.w - px(8), Ink::text);
  if (!name.text.empty())
    plain({at.x + px(4), at.y, at.w - px(8), name.height()}, name, {Ink::paper, Ink::text});
  const Rect box{at.x, at.y + above, at.w, box_h};
  places_[part.id] = box;
  face({}, box, skin);
  const Ink ink = is_empty ? Ink::text_soft : skin.front;
  write(line, box.x + px(phone_air), box.centre_y() - line.height() / 2, text_w, ink);
  plain(box, line, {Ink::card, ink});
  float cursor = box.x + px(phone_air);
  if (!is_empty) cursor += ui_.paint_.measure(line.fit.em, line.weight, line.fit.lines.back()) + px(6);
  ui_.paint_.fill({cursor - (is_empty ? px(8) : 0), box.centre_y() - px(26), px(4), px(52)},
                  ui_.colour(ui_.contrast_ ? Ink::gold : Ink::blue));
  return above + box_h;
}

float PhoneParts::keypad(const Part& part, const Rect& at) {
  std::vector<Key> keys;
  keys.reserve(part.items.size() + 12);
  const auto add = [&](const std::string& name, const std::string& text) {
    keys.push_back({part.id + '.' + name, text, {}, {}, Target::Kind::key});
  };
  std::size_t columns = 3;
  if (part.items.empty()) {
    for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) add(digit, digit);
    add("point", ".");
    add("0", "0");
  } else {
    if (part.items.size() > 14) columns = 4;
    if (part.items.size() < 5) columns = 2;
    for (const Item& word : part.items) add(word.id, of(word.text));
  }
  add("delete", ui_.word("practice.phone.delete"));
  return grid(keys, columns, at);
}

float PhoneParts::slider(const Part& part, const Rect& at) {
  const Words name = words(of(part.text), 1, Weight::bold, at.w - px(2 * phone_air));
  const float above = px(phone_air) + name.height() + px(12);
  const float height = above + px(phone_target_least) + px(14);
  if (measures_) return height;
  face({}, {at.x, at.y, at.w, height}, {});
  write(name, at.x + px(phone_air), at.y + px(phone_air), at.w - px(2 * phone_air), Ink::text);
  plain({at.x + px(phone_air), at.y + px(phone_air), at.w - px(2 * phone_air), name.height()}, name, {});
  slider_bar(part, {at.x + px(14), at.y + above, at.w - px(28), px(phone_target_least)});
  return height;
}

void PhoneParts::slider_bar(const Part& part, const Rect& at) {
  constexpr float between = 12;
  const float side = px(96);
  for (const bool is_more : {false, true}) {
    const std::string target = part.id + (is_more ? ".more" : ".less");
    const Rect rect{is_more ? at.right() - side : at.x, at.y, side, at.h};
    const Skin skin{Ink::paper, Ink::text};
    face(target, rect, skin);
    ui_.paint_.icon(rect.centre_x(), rect.centre_y(), px(56), ui_.colour(skin.front),
                    is_more ? "plus" : "minus");
    touchable(target, rect, {}, skin);
    if (!is_covered_)
      ui_.widgets_.back().say =
          of(part.text) + ui_.word(is_more ? "practice.phone.more" : "practice.phone.less");
  }
  const Rect bar{at.x + side + px(between), at.y, at.w - 2 * (side + px(between)), at.h};
  const Skin skin;
  if (is_marked(part.id)) face(part.id, bar, skin);
  const float knob = px(slider_knob);
  const Rect line{bar.x + knob, bar.centre_y() - px(10), bar.w - 2 * knob, px(20)};
  const auto range = static_cast<float>(std::max<std::int64_t>(part.max - part.min, 1));
  const float there = static_cast<float>(part.value - part.min) / range;
  const Ink filled = ui_.contrast_ ? Ink::gold : Ink::blue;
  ui_.paint_.framed(line, px(10), px(3), ui_.colour(Ink::edge), ui_.colour(Ink::off));
  ui_.paint_.round({line.x, line.y, std::max(line.h, line.w * there), line.h}, px(10), ui_.colour(filled));
  ui_.paint_.disc(line.x + line.w * there, line.centre_y(), knob, ui_.colour(filled));
  ui_.paint_.disc(line.x + line.w * there, line.centre_y(), knob - px(8), ui_.colour(skin.back));
  const auto tap = ui_.tap_;
  touchable(part.id, bar, {}, skin);
  if (is_covered_) return;
  ui_.widgets_.back().say = of(part.text);
  if (!touched_ || touched_->target != part.id || !tap) return;
  const float part_of = std::clamp((tap->at.x - line.x) / line.w, 0.0F, 1.0F);
  touched_->place = part.min + std::llround(part_of * range);
}

float PhoneParts::toggle(const Part& part, const Rect& at) {
  const Skin skin;
  const float knob_w = px(104);
  const Words state = words(ui_.word(part.is_on ? "practice.phone.on" : "practice.phone.off"), 0.85F,
                            Weight::bold, px(90), 1);
  const float state_w = px(72);
  const float text_w = at.w - knob_w - state_w - px(4 * 14);
  const TwoWords both = two_words(part, text_w);
  const float height = std::max(px(phone_target_least), both.height() + px(2 * phone_air));
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  face(part.id, rect, skin);
  write(both, at.x + px(phone_air), rect.centre_y(), text_w, Ink::text_soft);
  const Rect pill{rect.right() - px(14) - knob_w, rect.centre_y() - px(30), knob_w, px(60)};
  const Ink ground = part.is_on ? (ui_.contrast_ ? Ink::gold : Ink::green) : Ink::off;
  ui_.paint_.framed(pill, px(30), px(3), ui_.colour(part.is_on ? ground : Ink::edge), ui_.colour(ground));
  const float knob = px(23);
  const float knob_x = part.is_on ? pill.right() - px(30) : pill.x + px(30);
  ui_.paint_.disc(knob_x, pill.centre_y(), knob,
                  ui_.colour(ui_.contrast_ && !part.is_on ? Ink::text : Ink::card));
  write(state, pill.x - state_w - px(6), rect.centre_y() - state.height() / 2, state_w, skin.front,
        Align::right);
  touchable(part.id, rect, both.head, skin);
  return height;
}

float PhoneParts::page(const Part& part, const Rect& at) {
  const Skin skin{Ink::off, Ink::off_text};
  const float side = px(44);
  const Words address = words(of(part.note), 0.85F, Weight::regular, at.w - side - px(3 * 14));
  const Words head = words(of(part.text), 1.1F, Weight::bold, at.w - px(16));
  const float box_h = address.height() + px(2 * 14);
  const float height = box_h + px(14) + head.height();
  if (measures_) return height;
  const Rect box{at.x, at.y, at.w, box_h};
  ui_.paint_.framed(box, px(24), px(3), ui_.colour(Ink::edge), ui_.colour(skin.back));
  ui_.paint_.icon(box.x + px(14) + side / 2, box.centre_y(), side, ui_.colour(skin.front), "web");
  write(address, box.x + side + px(28), box.y + px(14), box.w - side - px(42), skin.front);
  plain(box, address, skin);
  const Rect below{at.x + px(8), box.bottom() + px(14), at.w - px(16), head.height()};
  write(head, below.x, below.y, below.w, Ink::text);
  plain(below, head, {Ink::paper, Ink::text});
  return height;
}

float PhoneParts::text(const Part& part, const Rect& at) {
  const float times = part.size == practice::TextSize::small   ? 0.85F
                      : part.size == practice::TextSize::large ? 1.4F
                      : part.size == practice::TextSize::huge  ? 1.9F
                                                               : 1.0F;
  const bool is_target = !part.id.empty();
  const bool is_short = times > 1;
  const Skin skin = is_target ? Skin{} : is_dark_ ? Skin{Ink::bar, Ink::on_bar} : Skin{Ink::paper, Ink::text};
  const float side_air = is_target ? px(phone_air) : px(8);
  const Words line = words(of(part.text), times, is_short ? Weight::bold : Weight::regular,
                           at.w - 2 * side_air, is_short ? 2 : 99);
  const float height =
      is_target ? std::max(px(phone_target_least), line.height() + px(2 * phone_air)) : line.height() + px(8);
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  if (is_target) face(part.id, rect, skin);
  write(line, at.x + side_air, rect.centre_y() - line.height() / 2, at.w - 2 * side_air, skin.front,
        is_short ? Align::centre : Align::left);
  touchable(part.id, rect, line, skin);
  return height;
}

float PhoneParts::image(const Part& part, const Rect& at) {
  const auto picture = part.picture.empty() || !shown_.picture ? nullptr : shown_.picture(part.picture);
  float width = px(200);
  float height = width;
  if (picture != nullptr) {
    const float side = static_cast<float>(picture->height) / static_cast<float>(std::max(picture->width, 1));
    width = std::min(at.w - px(24), px(380) / std::max(side, 0.1F));
    height = width * side;
  }
  const float whole = std::max(px(part.id.empty() ? 0 : phone_target_least), height + px(24));
  if (measures_) return whole;
  const Rect rect{at.x, at.y, at.w, whole};
  if (!part.id.empty()) face(part.id, rect, {});
  const Rect inside{rect.centre_x() - width / 2, rect.centre_y() - height / 2, width, height};
  if (picture != nullptr) {
    ui_.paint_.picture(inside, picture);
  } else {
    emblem(inside, part.icon.empty() ? "image" : part.icon, skin_of(part.colour));
  }
  touchable(part.id, rect, {}, {});
  if (!is_covered_ && !part.id.empty()) ui_.widgets_.back().say = of(part.text);
  return whole;
}

float PhoneParts::code(const Part& part, const Rect& at) {
  const float side = px(300);
  const Words line = words(of(part.text), 0.9F, Weight::regular, at.w - px(2 * phone_air));
  const float below = line.text.empty() ? 0 : line.height() + px(12);
  const float height = side + below + px(2 * phone_air);
  if (measures_) return height;
  const Rect rect{at.x, at.y, at.w, height};
  face(part.id, rect, {});
  const Rect square{rect.centre_x() - side / 2, rect.y + px(phone_air), side, side};
  if (const auto matrix = hal::make_qr(code_words)) ui_.paint_.qr(square, *matrix);
  write(line, at.x + px(phone_air), square.bottom() + px(12), at.w - px(2 * phone_air), Ink::text,
        Align::centre);
  touchable(part.id, rect, line, {});
  return height;
}

float PhoneParts::bar(const Part& part, const Rect& at) {
  const Skin skin = is_dark_ ? Skin{Ink::slate, Ink::on_main} : Skin{};
  std::vector<Key> keys;
  keys.reserve(part.items.size());
  for (const Item& item : part.items) keys.push_back({item.id, of(item.text), item.icon, skin});
  constexpr float narrowest = 96;
  constexpr float between = 12;
  const auto most = static_cast<std::size_t>((at.w + px(between)) / px(narrowest + between));
  return grid(keys, std::clamp<std::size_t>(keys.size(), 1, std::max<std::size_t>(most, 1)), at);
}

}  // namespace yz::ui
