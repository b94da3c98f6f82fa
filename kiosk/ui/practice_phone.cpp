#include "kiosk/ui/practice_phone.h"

#include <algorithm>
#include <array>

#include "kiosk/ui/wrap.h"

namespace yz::ui {
namespace {

constexpr float body_width = 620;
constexpr float body_height = 1'240;
constexpr float small_width = 470;  // lying, and in low mode
constexpr float small_height = 940;
constexpr float body_radius = 56;
constexpr float frame_side = 14;
constexpr float frame_top = 66;
constexpr float frame_bottom = 26;
constexpr float side_button = 140;
constexpr float hand_side = 130;
constexpr Milliseconds fade{150};
constexpr Milliseconds fade_frame{50};
constexpr float note_pitch = 1.35F;
constexpr float note_least = 36;

}  // namespace

PracticePhone::Outcome PracticePhone::draw(Ui& ui, std::string_view id, const PhoneShown& shown) {
  const auto px = [&](float design) { return ui.px(design); };
  const Rect area = ui.layout_.targets;
  const bool is_small = !ui.layout_.portrait || ui.services_.session.access.low_reach;
  const float height = std::min(px(is_small ? small_height : body_height), area.h);
  const Rect body{area.x, area.bottom() - height, px(is_small ? small_width : body_width), height};
  const Rect glass{body.x + px(frame_side), body.y + px(frame_top), body.w - px(2 * frame_side),
                   body.h - px(frame_top + frame_bottom)};
  draw_body(ui, body, glass);
  Outcome outcome;
  ui.record("practice.phone", "screen", glass, {}, 0, Ink::text, Ink::paper, true, false);
  if (ui.target("practice.phone", glass, Target::Kind::ground)) outcome.touch = PhoneTouch{};
  PhoneParts parts(ui, shown, glass);
  parts.draw();
  if (parts.touched()) outcome.touch = parts.touched();
  draw_hand(ui, parts, shown);

  const float left = body.right() + px(gap);
  const Rect side{left, body.y, area.right() - left, body.h};
  constexpr std::array names{".leave", ".again", ".back"};  // from the lower edge up
  constexpr std::array buttons{Button::leave, Button::again, Button::back};
  float bottom = side.bottom();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Choice choice{.id = std::string(id) + names.at(i)};
    if (ui.button({side.x, bottom - px(side_button), side.w, px(side_button)}, choice, Role::lead, false))
      outcome.button = buttons.at(i);
    bottom -= px(side_button + gap);
  }
  draw_notes(ui, id, {side.x, side.y, side.w, bottom - side.y}, shown.view);
  ui.targets_bottom_ = body.y - px(gap);
  return outcome;
}

void PracticePhone::draw_body(Ui& ui, const Rect& body, const Rect& glass) const {
  const auto px = [&](float design) { return ui.px(design); };
  if (ui.contrast_) {
    ui.paint_.framed(body, px(body_radius), px(4), ui.colour(Ink::edge), ui.colour(Ink::bar));
  } else {
    ui.paint_.round(body, px(body_radius), ui.colour(Ink::bar));
  }
  const std::string mark = ui.word("practice.phone.mark");
  const float em = px(36);
  const float width = ui.paint_.measure(em, Weight::bold, mark);
  const Rect pill{glass.centre_x() - width / 2 - px(24), body.y + px(9), width + px(48), px(48)};
  ui.paint_.round(pill, px(24), ui.colour(Ink::gold));
  ui.paint_.text(glass.centre_x() - width / 2, pill.centre_y() - em / 2, em, Weight::bold,
                 ui.colour(Ink::on_gold), mark);
  ui.record("practice.mark", "text", pill, mark, em, Ink::on_gold, Ink::gold, false, false);
}

void PracticePhone::draw_hand(Ui& ui, const PhoneParts& parts, const PhoneShown& shown) {
  const auto& hand = shown.view.shown;
  if (!hand) return shown_touch_.clear();
  const Rect* place = parts.place(hand->touch);
  if (place == nullptr) return;
  const Milliseconds now = ui.services_.clock.mono();
  if (shown_touch_ != hand->touch) {
    shown_touch_ = hand->touch;
    shown_since_ = now;
  }
  const float part = static_cast<float>((now - shown_since_).count()) / static_cast<float>(fade.count());
  const bool fades = part < 1 && !ui.contrast_;
  if (fades) ui.again_in(fade_frame);
  const float cover = fades ? std::max(part, 0.2F) : 1.0F;
  // The finger's tip is at the picture's upper edge; it lies on the middle of what it touches.
  const float side = ui.px(hand_side);
  float x = place->centre_x();
  if (hand->value) {
    const practice::Part* slider = nullptr;
    for (const practice::Part& one : shown.view.parts) {
      if (one.id == hand->touch) slider = &one;
    }
    if (slider != nullptr && slider->max > slider->min) {
      const float inside = place->w - ui.px(2 * slider_knob);
      x = place->x + ui.px(slider_knob) +
          inside * static_cast<float>(*hand->value - slider->min) /
              static_cast<float>(slider->max - slider->min);
    }
  }
  const float y = place->centre_y() + side * 0.42F;
  ui.paint_.icon(x + side * 0.08F, y, side * 1.14F, ui.colour(Ink::gold), "cursor-pointer", cover);
  ui.paint_.icon(x + side * 0.08F, y, side, ui.colour(ui.contrast_ ? Ink::on_gold : Ink::text),
                 "cursor-pointer", cover);
}

void PracticePhone::draw_notes(Ui& ui, std::string_view id, const Rect& room,
                               const practice::PracticeView& view) const {
  const auto px = [&](float design) { return ui.px(design); };
  const std::string name(id);
  std::vector<Note> notes;
  const auto add = [&](const char* what, const practice::LocalText& text) {
    const std::string& words = ui.services_.texts.of(text);
    if (!words.empty()) notes.push_back({name + what, words});
  };
  add(".again_note", view.again);
  add(".hint", view.hint);
  add(".remember", view.remember);
  add(".call", view.call);
  if (notes.empty()) return;
  const float inside = px(20);
  const float text_w = room.w - 2 * inside;
  const float icon = px(72);
  std::vector<std::vector<std::string>> lines;
  float em = ui.em(Role::body);
  const auto measure_all = [&](std::size_t count) {
    const Measure measure = [&](std::string_view piece) {
      return ui.paint_.measure(em, Weight::regular, piece);
    };
    lines.clear();
    float height = 2 * inside + icon;
    for (std::size_t i = 0; i < count; ++i) {
      lines.push_back(wrap(notes[i].words, text_w, measure));
      height += px(18) + em * note_pitch * static_cast<float>(lines.back().size());
    }
    return height;
  };
  std::size_t count = notes.size();
  float height = measure_all(count);
  while (height > room.h && em > px(note_least)) {
    em = std::max(px(note_least), em - px(1));
    height = measure_all(count);
  }
  while (height > room.h && count > 1) height = measure_all(--count);
  const Rect card{room.x, room.y, room.w, std::min(height, room.h)};
  ui.paint_.framed(card, px(corner_radius), px(ui.contrast_ ? 4.0F : edge_width), ui.colour(Ink::edge),
                   ui.colour(Ink::notice));
  ui.paint_.icon(card.x + inside + icon / 2, card.y + inside + icon / 2, icon, ui.colour(Ink::text),
                 "lightbulb");
  float y = card.y + inside + icon + px(18);
  for (std::size_t i = 0; i < count; ++i) {
    const Ui::Fit fit{em, lines[i]};
    const Rect box{card.x + inside, y, text_w, em * note_pitch * static_cast<float>(lines[i].size())};
    for (const std::string& line : lines[i]) {
      ui.paint_.text(box.x, y, em, Weight::regular, ui.colour(Ink::text), line);
      y += em * note_pitch;
    }
    y += px(18);
    ui.record(notes[i].id, "text", box, notes[i].words, em, Ink::text, Ink::notice, false, false);
  }
  for (std::size_t i = count; i < notes.size(); ++i) ui.paragraph(notes[i].id, notes[i].words);
}

}  // namespace yz::ui
