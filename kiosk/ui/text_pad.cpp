#include "kiosk/ui/text_pad.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/app/words_entry.h"
#include "kiosk/ui/wrap.h"

namespace yz::ui {
namespace {

constexpr float ink_width = 18;
/// Whoever has a whole character there and writes on after so long means the next one.
constexpr Milliseconds next_character{2'500};
constexpr std::size_t marks_a_page = 8;
/// More than any character has; whatever else a hand lays on the glass is left out.
constexpr std::size_t strokes_max = 64;
constexpr std::array ways{TextPad::Way::hand, TextPad::Way::pinyin, TextPad::Way::phrases};

/// Words of one text id, one character each: punctuation, digits.
std::vector<std::string> characters_of(const std::string& text) {
  std::vector<std::string> all;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80) all.emplace_back();
    all.back() += byte;
  }
  return all;
}

kiosk::InkStroke on_canvas(const PadStroke& stroke, const Rect& pad) {
  kiosk::InkStroke dots;
  dots.reserve(stroke.points.size());
  for (const InkPoint& point : stroke.points) {
    dots.push_back({std::clamp((point.x - pad.x) / pad.w, 0.0F, 1.0F) * kiosk::ink_canvas,
                    std::clamp((point.y - pad.y) / pad.h, 0.0F, 1.0F) * kiosk::ink_canvas});
  }
  return dots;
}

}  // namespace

TextPad::Wish TextPad::draw(Ui& ui, const std::string& id, Sensitive<std::string>& words,
                            std::size_t characters_max, std::span<const std::string> phrases) {
  ui_ = &ui;
  id_ = id;
  words_ = &words;
  characters_max_ = characters_max;
  if (const std::string chosen = services_.input.take_chosen(); !chosen.empty()) add(chosen);
  if (const auto typed = ui.typed(part("field"))) add(*typed);
  Wish wish = Wish::nothing;
  // Standing the field is above the targets, so it is drawn with what they left; lying it has its own column.
  draw_field();
  draw_tabs(wish);
  switch (way_) {
    case Way::hand:
      draw_hand(wish);
      break;
    case Way::pinyin:
      draw_pinyin(wish);
      break;
    case Way::phrases:
      draw_phrases(wish, phrases);
      break;
  }
  return wish == Wish::nothing || is_settled() ? wish : Wish::nothing;
}

/// Nothing half-written is lost by going on: a character that is sure is taken, another has to be chosen.
bool TextPad::is_settled() {
  if (!ink_.empty()) {
    const auto* read = services_.input.characters();
    if (read != nullptr && !read->empty() && read->front().is_sure) {
      add(read->front().text);
      ink_.clear();
      services_.input.forget_ink();
      return true;
    }
  } else if (services_.input.pinyin().syllables.empty()) {
    return true;
  }
  ui_->toast(Ui::Toast::answer, ui_->word("pad.not_chosen"));
  return false;
}

void TextPad::add(const std::string& text) {
  const kiosk::Entered entered = kiosk::enter_words(words_->reveal(), text, characters_max_);
  *words_ = Sensitive<std::string>(entered.words);
  services_.session.has_unsent = true;
  if (entered.was_too_long) {
    ui_->toast(Ui::Toast::answer, ui_->word("pad.full", {{"count", std::to_string(characters_max_)}}));
  } else if (entered.left_out) {
    ui_->toast(Ui::Toast::answer, ui_->word("pad.left_out"));
  }
}

/// What was written last goes first: a stroke's worth of pinyin, else a character.
void TextPad::erase() {
  if (way_ == Way::pinyin && !services_.input.pinyin().syllables.empty()) {
    services_.input.step(kiosk::PinyinBack{});
    turned_ = 0;
    return;
  }
  *words_ = Sensitive<std::string>(kiosk::without_last(words_->reveal()));
}

void TextPad::draw_field() {
  Ui& ui = *ui_;
  const bool is_short = way_ == Way::pinyin || ui.text_size() == kiosk::TextSize::largest;
  const std::size_t lines_shown = !ui.layout_.portrait ? 6 : is_short ? 2 : 3;
  const float size = ui.em(Role::body);
  const float inner = ui.px(20);
  const Rect box{ui.layout_.words.x, ui.words_y_, ui.layout_.words.w,
                 size * (line_pitch * static_cast<float>(lines_shown) - 0.4F) + 2 * inner};
  const float width = box.w - 2 * inner;
  const Measure measure = [&](std::string_view piece) {
    return ui.paint_.measure(size, Weight::regular, piece);
  };
  // What is being spelt stands behind the words, where it will go.
  const std::string syllables = way_ == Way::pinyin ? services_.input.pinyin().syllables : std::string();
  const std::string written = words_->reveal() + syllables;
  std::vector<std::string> lines = wrap(written.empty() ? ui.word(id_ + ".hint") : written, width, measure);
  // The end is what she is writing at.
  if (!written.empty() && lines.size() > lines_shown)
    lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(lines_shown));
  if (written.empty() && lines.size() > lines_shown) lines.resize(lines_shown);
  ui.paint_.framed(box, ui.px(16), ui.px(ui.contrast_ ? 4.0F : edge_width), ui.colour(Ink::edge),
                   ui.colour(Ink::card));
  const Ink ink = written.empty() ? Ink::text_soft : Ink::text;
  ui.lines({box.x + inner, box.y + inner, width, box.h}, {size, lines}, Weight::regular, ink, false);
  if (!written.empty()) draw_cursor({box.x + inner, box.y + inner, width, size}, lines, syllables);
  std::string shown;
  for (const std::string& line : lines) shown += line;
  ui.record(part(syllables.empty() ? "field" : "field.syllables"), "field", box, shown, size, ink, Ink::card,
            false, false);
  ui.words_y_ = box.bottom() + ui.px(12);
  const std::size_t left =
      characters_max_ - std::min(characters_max_, kiosk::count_characters(words_->reveal()));
  if (!ui.layout_.portrait) ui.words(id_ + ".left", {{"count", std::to_string(left)}}, Role::small);
}

/// A gold bar behind the last character, and a line under what is still being spelt. `first`: of the first
/// line.
void TextPad::draw_cursor(const Rect& first, const std::vector<std::string>& lines,
                          const std::string& syllables) {
  Ui& ui = *ui_;
  const float size = first.h;
  const auto measure = [&](std::string_view piece) {
    return ui.paint_.measure(size, Weight::regular, piece);
  };
  const float y = first.y + static_cast<float>(lines.size() - 1) * size * line_pitch;
  const float end = first.x + measure(lines.back());
  ui.paint_.fill({end + ui.px(4), y, ui.px(6), size}, ui.colour(Ink::gold));
  if (syllables.empty()) return;
  const float from = std::max(first.x, end - measure(syllables));
  ui.paint_.fill({from, y + size + ui.px(4), end - from, ui.px(4)}, ui.colour(Ink::gold));
}

void TextPad::draw_tabs(Wish& wish) {
  Ui& ui = *ui_;
  constexpr std::array names{"hand", "pinyin", "speak", "phrases"};
  constexpr std::size_t speak = 2;
  std::vector<Choice> tabs;
  tabs.reserve(names.size());
  for (const char* name : names)
    tabs.push_back({.id = part(name), .words = ui.word(std::string("pad.") + name)});
  const auto here = static_cast<std::size_t>(std::ranges::find(ways, way_) - ways.begin());
  const auto chosen = ui.tabs(tabs, here < speak ? here : here + 1);
  if (!chosen) return;
  leave_marks();
  turned_ = 0;
  if (*chosen == speak) {
    wish = Wish::speak;
  } else {
    way_ = ways.at(*chosen < speak ? *chosen : *chosen - 1);
  }
}

// ── small pieces ──

bool TextPad::action(const char* name, const Rect& rect, bool main) {
  Ui& ui = *ui_;
  const std::string id = part(name);
  const std::string words = ui.word(std::string("pad.") + name);
  const Ink inside = main ? Ink::main : Ink::card;
  const Ink front = main ? Ink::on_main : Ink::text;
  ui.face(id, rect, inside, main && !ui.contrast_ ? Ink::main : Ink::edge, false);
  // These places are narrow whatever the text size: the word gets smaller, it is not broken.
  float size = ui.em(Role::body);
  while (ui.paint_.measure(size, Weight::bold, words) > rect.w - ui.px(36) && size > ui.px(36))
    size -= ui.px(1);
  ui.lines({rect.x, rect.centre_y() - size / 2, rect.w, size}, {size, {words}}, Weight::bold, front, true);
  ui.record(id, main ? "button" : "key", rect, words, size, front, inside, true, false);
  // Erasing is done several times running: it rests as short as a key.
  return ui.target(id, rect, std::string_view(name) == "erase" ? Target::Kind::key : Target::Kind::action);
}

// ── by hand ──

bool TextPad::waits_for_next() const {
  if (ink_.empty()) return false;
  const auto* read = services_.input.characters();
  const bool slow = services_.session.access.slow;
  return read != nullptr && !read->empty() && read->front().is_sure &&
         services_.clock.mono() - lifted_ >= (slow ? 2 * next_character : next_character);
}

void TextPad::take_ink(const Rect& pad) {
  Ui& ui = *ui_;
  bool has_new = false;
  for (PadStroke& stroke : ui.touch_.take_strokes()) {
    if (stroke.pad != part("ink")) continue;
    const bool joins = stroke.joins_last && !ink_.empty();
    // The first stroke of the next character: what stood there whole is taken.
    if (!joins && ink_.size() >= strokes_max) continue;
    if (!joins && !ink_.empty()) {
      const auto* read = services_.input.characters();
      const Milliseconds pause = services_.session.access.slow ? 2 * next_character : next_character;
      if (read != nullptr && !read->empty() && read->front().is_sure && stroke.from - lifted_ >= pause) {
        add(read->front().text);
        ink_.clear();
      }
    }
    lifted_ = stroke.to;
    if (joins) {
      ink_.back().points.insert(ink_.back().points.end(), stroke.points.begin(), stroke.points.end());
    } else {
      ink_.push_back(std::move(stroke));
    }
    has_new = true;
  }
  if (!has_new) return;
  std::vector<kiosk::InkStroke> strokes;
  for (const PadStroke& stroke : ink_) strokes.push_back(on_canvas(stroke, pad));
  services_.input.write(std::move(strokes));
}

void TextPad::draw_pad(const Rect& pad) {
  Ui& ui = *ui_;
  ui.paint_.framed(pad, ui.px(16), ui.px(ui.contrast_ ? 4.0F : edge_width), ui.colour(Ink::edge),
                   ui.colour(Ink::card));
  // 田: where the middle is. Dashes, so that no line is taken for ink.
  const Colour guide = ui.colour(ui.contrast_ ? Ink::edge : Ink::off);
  const float dash = ui.px(20);
  for (float at = ui.px(24); at < pad.w - ui.px(24); at += 2 * dash) {
    ui.paint_.fill({pad.x + at, pad.centre_y() - ui.px(1.5F), dash, ui.px(3)}, guide);
    ui.paint_.fill({pad.centre_x() - ui.px(1.5F), pad.y + at, ui.px(3), dash}, guide);
  }
  const Colour ink = ui.colour(waits_for_next() ? Ink::edge : Ink::text);
  for (const PadStroke& stroke : ink_) ui.paint_.ink(stroke.points, ui.px(ink_width), ink);
  if (const PadStroke* drawing = ui.touch_.drawing(); drawing != nullptr && drawing->pad == part("ink"))
    ui.paint_.ink(drawing->points, ui.px(ink_width), ui.colour(Ink::text));
  const std::string hint = ui.word("pad.write_here");
  if (ink_.empty() && ui.touch_.drawing() == nullptr) {
    const Ui::Fit fitted = ui.fit(hint, Role::small, Weight::regular, pad.w - ui.px(48), 1);
    // Its last line above the pad's lower edge, however many there are.
    const float height = fitted.height();
    ui.lines({pad.x, pad.bottom() - height - ui.px(24), pad.w, height}, fitted, Weight::regular,
             Ink::text_soft, true);
    ui.record(part("ink"), "pad", pad, hint, fitted.em, Ink::text_soft, Ink::card, true, false);
  } else {
    ui.record(part("ink"), "pad", pad, {}, 0, Ink::text, Ink::card, true, false);
  }
  (void)ui.target(part("ink"), pad, Target::Kind::pad);
}

void TextPad::draw_candidates(const HandPlaces& places) {
  Ui& ui = *ui_;
  const auto* read = services_.input.characters();
  const bool is_nothing = !ink_.empty() && read != nullptr && read->empty();
  const bool is_missing = services_.input.is_missing(kiosk::InputWay::ink);
  if (is_nothing || is_missing) {
    Rect box = places.candidates.front();
    const Rect& last = ui.layout_.portrait ? places.candidates[4] : places.candidates.back();
    box.w = last.right() - box.x;
    box.h = last.bottom() - box.y;
    const std::string id = is_missing ? "pad.hand_missing" : "write.none";
    const Ui::Fit fitted =
        ui.fit(ui.word(id), Role::body, Weight::regular, box.w, ui.layout_.portrait ? 2 : 6);
    ui.lines(box, fitted, Weight::regular, Ink::text, false);
    ui.record(id, "text", box, ui.word(id), fitted.em, Ink::text, Ink::paper, false, false);
    return;
  }
  const bool is_next = waits_for_next();
  for (std::size_t i = 0; i < places.candidates.size(); ++i) {
    const std::string id = part("candidate." + std::to_string(i));
    const bool has_one = !ink_.empty() && read != nullptr && i < read->size();
    const std::string words = has_one ? (*read)[i].text : std::string();
    if (!has_one) {
      // An empty place stays where it is, so that nothing moves under the finger.
      ui.paint_.framed(places.candidates[i], ui.px(corner_radius), ui.px(ui.contrast_ ? 4.0F : edge_width),
                       ui.colour(Ink::off), ui.colour(Ink::paper));
      continue;
    }
    const Rect& rect = places.candidates[i];
    ui.face(id, rect, Ink::card, i == 0 && is_next ? Ink::gold : Ink::edge, false);
    const float size = std::min(ui.px(88), rect.h - ui.px(28));
    ui.lines({rect.x, rect.centre_y() - size / 2, rect.w, size}, {size, {words}}, Weight::regular, Ink::text,
             true);
    ui.record(id, "key", rect, words, size, Ink::text, Ink::card, true, false);
    if (!ui.target(id, rect, Target::Kind::key)) continue;
    add(words);
    ink_.clear();
    services_.input.forget_ink();
    return;
  }
}

void TextPad::draw_marks(const std::vector<Rect>& cells, const Rect& more) {
  Ui& ui = *ui_;
  const std::vector<std::string> marks = characters_of(ui.word("pad.mark_signs"));
  const std::size_t a_page = std::min(cells.size(), marks_a_page);
  const std::size_t pages = (marks.size() + a_page - 1) / std::max<std::size_t>(a_page, 1);
  const std::size_t from = turned_ % std::max<std::size_t>(pages, 1) * a_page;
  for (std::size_t i = 0; i < a_page && from + i < marks.size(); ++i) {
    if (ui.key(part("mark." + std::to_string(i)), cells[i], marks[from + i], false)) add(marks[from + i]);
  }
  if (action("more", more)) ++turned_;
}

void TextPad::draw_hand(Wish& wish) {
  Ui& ui = *ui_;
  const HandPlaces places = place_hand(ui.layout_, ui.targets_bottom_, services_.session.access.low_reach);
  ui.targets_bottom_ = places.top - ui.px(gap);
  take_ink(places.pad);
  draw_pad(places.pad);
  if (shows_marks_) {
    draw_marks(places.candidates, places.undo_stroke);
  } else {
    draw_candidates(places);
    if (action("undo", places.undo_stroke) && !ink_.empty()) {
      ink_.pop_back();
      services_.input.forget_ink();
      std::vector<kiosk::InkStroke> strokes;
      for (const PadStroke& stroke : ink_) strokes.push_back(on_canvas(stroke, places.pad));
      if (!strokes.empty()) services_.input.write(std::move(strokes));
    }
  }
  if (action("clear", places.clear_ink)) {
    ink_.clear();
    services_.input.forget_ink();
  }
  if (action("marks", places.marks)) {
    shows_marks_ = !shows_marks_;
    turned_ = 0;
  }
  if (action("erase", places.erase)) erase();
  if (action("done", places.done, true)) wish = Wish::done;
  if (!ink_.empty() && !waits_for_next()) {
    const Milliseconds pause = services_.session.access.slow ? 2 * next_character : next_character;
    const Milliseconds left = lifted_ + pause - services_.clock.mono();
    if (left > Milliseconds{0}) ui.again_in(left);
  }
}

// ── by pinyin ──

void TextPad::draw_words(const KeyPlaces& places) {
  Ui& ui = *ui_;
  const kiosk::PinyinView& view = services_.input.pinyin();
  if (services_.input.is_missing(kiosk::InputWay::pinyin)) {
    const Rect box = places.cells.front();
    const Rect wide{box.x, box.y, places.more.right() - box.x, box.h};
    const Ui::Fit fitted = ui.fit(ui.word("pad.pinyin_missing"), Role::body, Weight::regular, wide.w, 2);
    ui.lines(wide, fitted, Weight::regular, Ink::text, false);
    ui.record("pad.pinyin_missing", "text", wide, ui.word("pad.pinyin_missing"), fitted.em, Ink::text,
              Ink::paper, false, false);
    return;
  }
  std::size_t word = turned_;
  std::size_t shown = 0;
  for (std::size_t at = 0; at < places.cells.size() && word < view.words.size(); ++word) {
    // A long word takes several cells of its row.
    const std::string& words = view.words[word];
    const float size = ui.em(Role::lead);
    const float needed = ui.paint_.measure(size, Weight::bold, words) + ui.px(40);
    std::size_t to = at;
    const std::size_t row_end =
        std::min(places.cells.size(), (at / places.cells_a_row + 1) * places.cells_a_row) - 1;
    while (to < row_end && places.cells[to].right() - places.cells[at].x < needed) ++to;
    Rect rect = places.cells[at];
    rect.w = places.cells[to].right() - rect.x;
    if (rect.w < needed && at % places.cells_a_row != 0) {
      at = row_end + 1;
      if (at >= places.cells.size()) break;
      --word;
      continue;
    }
    if (ui.key(part("word." + std::to_string(shown)), rect, words, false)) {
      services_.input.step(kiosk::PinyinChoose{word});
      turned_ = 0;
    }
    ++shown;
    at = to + 1;
  }
  if (action("more", places.more)) turned_ = word < view.words.size() ? word : 0;
  for (std::size_t i = 0; i < places.readings.size() && i < view.readings.size(); ++i) {
    if (ui.key(part("reading." + std::to_string(i)), places.readings[i], view.readings[i], false)) {
      services_.input.step(kiosk::PinyinReading{i});
      turned_ = 0;
    }
  }
}

/// What the keys mean; what was half spelt with others is gone with it.
void TextPad::tell_keys() {
  services_.input.step(has_letters_ ? kiosk::PinyinKeys::letters : kiosk::PinyinKeys::nine);
}

void TextPad::draw_pinyin(Wish& wish) {
  Ui& ui = *ui_;
  if (!std::exchange(are_keys_told_, true)) tell_keys();
  const bool is_low = services_.session.access.low_reach;
  const KeyPlaces places = has_letters_ ? place_letters(ui.layout_, ui.targets_bottom_, is_low)
                                        : place_nine_keys(ui.layout_, ui.targets_bottom_, is_low,
                                                          ui.text_size() == kiosk::TextSize::largest);
  ui.targets_bottom_ = places.top - ui.px(gap);
  if (shows_marks_) {
    draw_marks(places.cells, places.more);
  } else {
    draw_words(places);
  }
  constexpr std::string_view letters = "qwertyuiopasdfghjklzxcvbnm";
  for (std::size_t i = 0; i < places.keys.size(); ++i) {
    const char digit = static_cast<char>('2' + i);
    const std::string name = has_letters_ ? std::string(1, letters.at(i)) : std::string(1, digit);
    const std::string words = has_letters_ ? name : ui.word("pad.key." + name);
    if (!ui.key(part("key." + name), places.keys[i], words, has_letters_)) continue;
    leave_marks();
    turned_ = 0;
    services_.input.step(kiosk::PinyinPress{name.front()});
  }
  if (action(has_letters_ ? "nine_keys" : "letters", places.other_keys)) {
    has_letters_ = !has_letters_;
    turned_ = 0;
    tell_keys();
  }
  if (action("marks", places.marks)) {
    shows_marks_ = !shows_marks_;
    turned_ = 0;
  }
  if (action("erase", places.erase)) erase();
  if (action("done", places.done, true)) wish = Wish::done;
}

void TextPad::draw_phrases(Wish& wish, std::span<const std::string> phrases) {
  Ui& ui = *ui_;
  const Choice done{.id = part("done"), .words = ui.word("pad.done"), .main = true};
  const Choice less{.id = part("erase"), .words = ui.word("pad.erase")};
  const auto chosen = ui.pair(less, done);
  if (chosen == 0) erase();
  if (chosen == 1) wish = Wish::done;
  std::vector<Choice> rows;
  for (std::size_t i = 0; i < phrases.size(); ++i)
    rows.push_back({.id = part("phrase." + std::to_string(i)), .words = phrases[i]});
  if (const auto row = ui.rows(rows, page_)) add(phrases[*row]);
}

}  // namespace yz::ui
