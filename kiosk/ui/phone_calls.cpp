// The parts of the practice phone that fill its glass, and what lies over it.
#include <algorithm>
#include <utility>

#include "kiosk/ui/phone_parts.h"

namespace yz::ui {
namespace {

constexpr float avatar = 150;
constexpr float avatar_tight = 72;

}  // namespace

float PhoneParts::lock(const Part& part, const Rect& at) {
  const Skin skin{Ink::bar, Ink::on_bar};
  const Words time = words(of(part.text), 2.4F, Weight::bold, at.w - px(2 * phone_air), 1);
  const Words date = words(of(part.note), 1, Weight::regular, at.w - px(2 * phone_air));
  const float height = time.height() + px(24) + date.height() + px(160);
  if (measures_) return height;
  face(part.id, at, skin);
  const float y = at.y + (at.h - height) * 0.3F + px(40);
  write(time, at.x + px(phone_air), y, at.w - px(2 * phone_air), skin.front, Align::centre);
  write(date, at.x + px(phone_air), y + time.height() + px(24), at.w - px(2 * phone_air), skin.front,
        Align::centre);
  ui_.paint_.icon(at.centre_x(), at.bottom() - px(70), px(64), ui_.colour(skin.front), "lock");
  touchable(part.id, at, time, skin);
  return height;
}

float PhoneParts::camera(const Part& part, const Rect& at) {
  const Skin dark{Ink::bar, Ink::on_bar};
  const Words line = words(of(part.text), 1, Weight::regular, at.w - px(2 * phone_air));
  const float top = line.text.empty() ? 0 : line.height() + px(24);
  const std::size_t columns = part.items.size() > 1 ? 2 : 1;
  std::vector<Key> keys;
  keys.reserve(part.items.size());
  for (const Item& item : part.items) keys.push_back({item.id, of(item.text), "qrcode", {}});
  const Rect view{at.x + px(phone_air), at.y + top + px(phone_air), at.w - px(2 * phone_air), 0};
  const bool measured = std::exchange(measures_, true);
  const float codes = grid(keys, columns, view);
  measures_ = measured;
  const float height = top + codes + px(4 * phone_air);
  if (measures_) return height;
  write(line, at.x + px(phone_air), at.y, at.w - px(2 * phone_air), dark.front, Align::centre);
  plain({at.x + px(phone_air), at.y, at.w - px(2 * phone_air), line.height()}, line, dark);
  const Rect frame{at.x, at.y + top, at.w, at.h - top};
  ui_.paint_.framed(frame, px(20), px(4), ui_.colour(dark.front),
                    ui_.colour(ui_.contrast_ ? Ink::bar : Ink::slate));
  const float width = (view.w - px(12) * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const float side = std::min(width, px(300));
  // In the middle, as one holds a phone; as large as a hand's breadth.
  const std::size_t rows = (keys.size() + columns - 1) / columns;
  const auto down = static_cast<float>(rows);
  const float each = std::min(side, (frame.h - px(2 * phone_air) - px(24) * (down - 1)) / down);
  float y = frame.centre_y() - (each * down + px(24) * (down - 1)) / 2;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const bool is_single = columns == 1 || (i + 1 == keys.size() && i % 2 == 0);
    const float x = is_single ? frame.centre_x() - side / 2
                              : view.x + static_cast<float>(i % 2) * (width + px(12)) + (width - side) / 2;
    const Rect rect{x, y, side, each};
    face(keys[i].target, rect, {});
    const Words label = words(keys[i].text, 0.85F, Weight::regular, side - px(16), 2);
    const float icon = std::max(px(40), std::min(side, each - label.height() - px(20)) * 0.8F);
    const float content = icon + label.height() + px(6);
    ui_.paint_.icon(rect.centre_x(), rect.centre_y() - content / 2 + icon / 2, icon, ui_.colour(Ink::text),
                    "qrcode");
    write(label, rect.x + px(8), rect.centre_y() + content / 2 - label.height(), side - px(16), Ink::text,
          Align::centre);
    touchable(keys[i].target, rect, label, {});
    if (columns == 1 || i % 2 == 1) y += each + px(24);
  }
  return height;
}

/// Who calls: a picture, the name, where from.
float PhoneParts::person(const Part& part, const Rect& at) {
  const Skin dark{Ink::bar, Ink::on_bar};
  const float side = px(is_tight_ ? avatar_tight : part.has_video ? 220.0F : avatar);
  const Words name = words(of(part.text), 1.5F, Weight::bold, at.w - px(2 * phone_air), 2);
  const Words note = words(of(part.note), 1, Weight::regular, at.w - px(2 * phone_air));
  const float between = note.text.empty() ? 0 : px(10);
  const float height = px(16) + side + px(20) + name.height() + between + note.height();
  if (measures_) return height;
  float y = at.y + px(16);
  const Skin skin = skin_of(part.colour);
  const std::string icon = part.icon.empty() ? "account" : part.icon;
  if (part.has_video) {
    emblem({at.centre_x() - side / 2, y, side, side}, icon, skin);
  } else {
    ui_.paint_.disc(at.centre_x(), y + side / 2, side / 2, ui_.colour(ui_.contrast_ ? Ink::edge : skin.back));
    if (ui_.contrast_) ui_.paint_.disc(at.centre_x(), y + side / 2, side / 2 - px(4), ui_.colour(Ink::paper));
    if (ui_.paint_.has_icon(icon))
      ui_.paint_.icon(at.centre_x(), y + side / 2, side * 0.7F, ui_.colour(skin.front), icon);
  }
  y += side + px(20);
  const float width = at.w - px(2 * phone_air);
  write(name, at.x + px(phone_air), y, width, dark.front, Align::centre);
  plain({at.x + px(phone_air), y, width, name.height()}, name, dark);
  y += name.height() + between;
  write(note, at.x + px(phone_air), y, width, dark.front, Align::centre);
  plain({at.x + px(phone_air), y, width, note.height()}, note, dark);
  return height;
}

float PhoneParts::ringing(const Part& part, const Rect& at) {
  const std::vector<Key> keys{
      {part.id + ".decline", ui_.word("practice.phone.decline"), "phone-hangup", {Ink::main, Ink::on_main}},
      {part.id + ".answer", ui_.word("practice.phone.answer"), "phone", {Ink::green, Ink::on_main}}};
  const float who = person(part, {at.x, at.y + (measures_ ? 0 : px(30)), at.w, 0});
  const bool measured = std::exchange(measures_, true);
  const float below = grid(keys, 2, at);
  measures_ = measured;
  const float height = who + px(30) + px(phone_gap) + below;
  if (measures_) return height;
  grid(keys, 2, {at.x, at.bottom() - below, at.w, 0});
  return height;
}

float PhoneParts::call(const Part& part, const Rect& at) {
  const Skin key{Ink::slate, Ink::on_main};
  const std::vector<Key> all{{part.id + ".mute", ui_.word("practice.phone.mute"), "microphone-off", key},
                             {part.id + ".speaker", ui_.word("practice.phone.speaker"), "volume-high", key},
                             {part.id + ".camera", ui_.word("practice.phone.camera"), "video", key}};
  std::vector<Key> keys;
  keys.reserve(all.size());
  for (const Key& one : all) {
    const bool is_usual = part.has_video || one.target != part.id + ".camera";
    const bool is_wanted = std::ranges::find(shown_.wanted, one.target) != shown_.wanted.end();
    if (is_wanted || (is_usual && !is_tight_)) keys.push_back(one);
  }
  const std::vector<Key> last{
      {part.id + ".hang_up", ui_.word("practice.phone.hang_up"), "phone-hangup", {Ink::main, Ink::on_main}}};
  const Words said = words(of(part.said), 1, Weight::regular, at.w - px(2 * phone_air));
  const float said_h = said.text.empty() ? 0 : said.height() + px(2 * phone_air);
  const bool measured = std::exchange(measures_, true);
  const float above = keys.empty() ? -px(phone_gap) : grid(keys, keys.size(), at);
  const float below = grid(last, 1, at);
  measures_ = measured;
  const float who = person(part, at);
  const float gaps = px(phone_gap) * (said.text.empty() ? 2.0F : 3.0F);
  const float height = who + said_h + above + below + gaps;
  if (measures_) return height;
  float y = at.y + who + px(phone_gap);
  if (!said.text.empty()) {
    const Rect box{at.x, y, at.w, said_h};
    face({}, box, {});
    write(said, box.x + px(phone_air), box.y + px(phone_air), box.w - px(2 * phone_air), Ink::text);
    plain(box, said, {});
  }
  y = at.bottom() - below - px(phone_gap) - above;
  if (!keys.empty()) grid(keys, keys.size(), {at.x, y, at.w, 0});
  grid(last, 1, {at.x, at.bottom() - below, at.w, 0});
  return height;
}

void PhoneParts::dialogue(const Part& part) {
  const Rect at = inside_.inset(px(8));
  const float text_w = at.w - px(2 * 24);
  const Words head = words(of(part.text), 1.1F, Weight::bold, text_w);
  const Words note = words(of(part.note), 1, Weight::regular, text_w);
  const float between = note.text.empty() ? 0 : px(14);
  const float button_w = at.w - px(2 * 20);
  measures_ = true;
  std::vector<float> heights;
  heights.reserve(part.items.size());
  float below = 0;
  for (const Item& item : part.items) {
    heights.push_back(button(item.id, {0, 0, button_w, 0}, of(item.text), {}, skin_of(item.look)));
    below += heights.back() + px(phone_gap);
  }
  measures_ = false;
  const float height = px(28) + head.height() + between + note.height() + px(28) + below + px(8);
  const Rect box{at.x, std::max(at.y, at.centre_y() - height / 2), at.w, height};
  face({}, box, {});
  write(head, box.x + px(24), box.y + px(28), text_w, Ink::text);
  plain({box.x + px(24), box.y + px(28), text_w, head.height()}, head, {});
  float y = box.y + px(28) + head.height() + between;
  write(note, box.x + px(24), y, text_w, Ink::text);
  plain({box.x + px(24), y, text_w, note.height()}, note, {});
  y += note.height() + px(28);
  for (std::size_t i = 0; i < part.items.size(); ++i) {
    const Item& item = part.items[i];
    button(item.id, {box.x + px(20), y, button_w, 0}, of(item.text), {}, skin_of(item.look));
    y += heights[i] + px(phone_gap);
  }
}

void PhoneParts::pay(const Part& part) {
  const Rect at = inside_;
  const float text_w = at.w - px(2 * 24);
  const std::string close_words = ui_.word("practice.phone.close");
  const float close_w = std::max(px(140), ui_.paint_.measure(em(1.2F), Weight::bold, close_words) + px(40));
  const Words to = words(of(part.text), 1, Weight::bold, text_w - close_w - px(12));
  const Words sum = words(of(part.end), 1.9F, Weight::bold, text_w, 1);
  const Words note = words(of(part.note), 0.9F, Weight::regular, text_w);
  const Key close{part.id + ".close", close_words, {}, {Ink::paper, Ink::text}};
  const Skin skin{Ink::green, Ink::on_main};
  const std::string words_of_pay = ui_.word("practice.phone.pay");
  measures_ = true;
  const float pay_h = button(part.id + ".pay", {0, 0, text_w, 0}, words_of_pay, {}, skin);
  const float close_h = key(close, {0, 0, close_w, 0});
  measures_ = false;
  const float top = std::max(close_h, to.height());
  const float height =
      px(24) + top + px(28) + sum.height() + px(20) + note.height() + px(28) + pay_h + px(24);
  const Rect box{at.x, at.bottom() - height, at.w, height};
  face({}, box, {});
  float y = box.y + px(24);
  write(to, box.x + px(24), y + (top - to.height()) / 2, text_w - close_w - px(12), Ink::text);
  plain({box.x + px(24), y + (top - to.height()) / 2, text_w - close_w - px(12), to.height()}, to, {});
  key(close, {box.right() - px(24) - close_w, y, close_w, close_h});
  y += top + px(28);
  write(sum, box.x + px(24), y, text_w, Ink::text, Align::centre);
  plain({box.x + px(24), y, text_w, sum.height()}, sum, {});
  y += sum.height() + px(20);
  write(note, box.x + px(24), y, text_w, Ink::text, Align::centre);
  plain({box.x + px(24), y, text_w, note.height()}, note, {});
  y += note.height() + px(28);
  button(part.id + ".pay", {box.x + px(24), y, text_w, 0}, words_of_pay, {}, skin);
}

}  // namespace yz::ui
