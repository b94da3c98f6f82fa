// The words of a screen: title, paragraphs, numbers, banners, codes. They flow down their column.
#include "hal/codes.h"
#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr float paragraph_gap = 0.5F;  // em
constexpr float dense_gap = 0.15F;
constexpr std::size_t body_lines_max = 5;

}  // namespace

Ui::ToneLook Ui::look_of(Tone tone) {
  switch (tone) {
    case Tone::notice:
      return {Ink::notice, Ink::text, "information"};
    case Tone::trouble:
      return {Ink::trouble, Ink::trouble_text, "alert-circle"};
    case Tone::done:
      return {Ink::done, Ink::done_text, "check-circle"};
  }
  return {Ink::notice, Ink::text, "information"};
}

void Ui::title(std::string_view id, std::initializer_list<Placeholder> values) {
  title_words(id, word(id, values));
}

void Ui::title_words(std::string_view id, const std::string& words) {
  const Fit fitted = fit_words(words, Role::title, Weight::bold, layout_.words.w, layout_.portrait ? 1 : 2);
  const Rect box{layout_.words.x, words_y_ + px(20), layout_.words.w, fitted.pitched_height()};
  lines(box, fitted, Weight::bold, Ink::text, false);
  record(id, "title", box, words, fitted.em, Ink::text, paper_, false, false);
  // A banner over the title must not cover what comes below.
  words_y_ = std::max(box.bottom(), overlay_bottom_) + px(gap);
}

void Ui::words(std::string_view id, std::initializer_list<Placeholder> values, Role role) {
  paragraph(id, word(id, values), role);
}

void Ui::paragraph(std::string_view id, const std::string& words, Role role, Ink ink) {
  if (words.empty()) return;
  const Weight weight = role == Role::lead ? Weight::bold : Weight::regular;
  const Fit fitted = fit_words(words, role, weight, layout_.words.w, body_lines_max);
  const Rect box{layout_.words.x, words_y_, layout_.words.w, fitted.pitched_height()};
  lines(box, fitted, weight, ink, false);
  record(id, "text", box, words, fitted.em, ink, paper_, false, false);
  words_y_ = box.bottom() + fitted.em * (squeezed(role).is_dense ? dense_gap : paragraph_gap);
}

void Ui::centred(std::string_view id, const std::string& words, Role role, Ink wanted) {
  const Ink ink = contrast_ && wanted == Ink::main ? Ink::text : wanted;  // black there, as the paper
  const Rect area = frame_ ? layout_.words : layout_.screen.inset(px(margin));
  const Weight weight = role == Role::body || role == Role::small ? Weight::regular : Weight::bold;
  const Fit fitted = fit_words(words, role, weight, area.w, 2);
  const Rect box{area.x, words_y_, area.w, fitted.pitched_height()};
  lines(box, fitted, weight, ink, true);
  record(id, "text", box, words, fitted.em, ink, Ink::paper, false, false);
  // Digits have no descenders: below a number the gap of reading text is enough.
  const float gap_em = role == Role::number ? em(Role::body) : fitted.em;
  words_y_ = box.bottom() + gap_em * paragraph_gap;
}

void Ui::number(std::string_view id, const std::string& label) {
  const bool is_dense = squeezed(Role::number).is_dense;
  const Fit fitted = fit_words(label, is_dense ? Role::title : Role::number, Weight::bold,
                               layout_.words.w - 2 * px(padding), 1);
  const float inside = px(is_dense ? 20.0F : 36.0F);
  const Rect box{layout_.words.x, words_y_, layout_.words.w, fitted.em + 2 * inside};
  paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge),
                colour(Ink::card));
  lines({box.x, box.y + inside, box.w, fitted.em}, fitted, Weight::bold, contrast_ ? Ink::text : Ink::main,
        true);
  record(id, "number", box, label, fitted.em, contrast_ ? Ink::text : Ink::main, Ink::card, false, false);
  words_y_ = box.bottom() + px(gap);
}

void Ui::board(std::string_view id, const Board& board) {
  // Standing, label and place beside each other: the fields below need the height.
  const bool beside = layout_.portrait && !board.label.empty();
  const float inside = px(padding);
  const float label_w = board.label.empty() ? 0
                        : beside            ? layout_.words.w * 0.46F - inside
                                            : layout_.words.w - 2 * inside;
  const float where_w = beside ? layout_.words.w * 0.54F - 2 * inside : layout_.words.w - 2 * inside;
  const Fit caption = fit_words(board.caption, board.label.empty() ? Role::lead : Role::small,
                                board.label.empty() ? Weight::bold : Weight::regular,
                                board.label.empty() ? where_w - px(100) : label_w, 2);
  const float caption_h = caption.pitched_height();
  const Ink label_ink = contrast_ ? Ink::text : Ink::main;
  if (board.label.empty()) {
    const Rect box{layout_.words.x, words_y_, layout_.words.w, std::max(caption_h, px(96)) + 2 * inside};
    paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge),
                  colour(Ink::card));
    paint_.icon(box.x + inside + px(40), box.centre_y(), px(80), colour(label_ink), "account-multiple");
    lines({box.x + inside + px(100), box.centre_y() - caption_h / 2 + caption.em * 0.2F, where_w, caption_h},
          caption, Weight::bold, Ink::text, false);
    record(id, "board", box, board.caption, caption.em, Ink::text, Ink::card, false, false);
    words_y_ = box.bottom() + px(gap);
    return;
  }
  float label_em = em(Role::number) * (squeezed(Role::number).is_dense ? 0.5F : 0.7F);
  const float natural = paint_.measure(label_em, Weight::bold, board.label);
  if (natural > label_w) label_em *= label_w / natural;
  const Fit where = fit_words(board.where, Role::lead, Weight::bold, where_w, 2);
  const Fit before = fit_words(board.before, Role::small, Weight::regular, where_w, 1);
  const float where_h = where.pitched_height();
  const float before_h = board.before.empty() || is_tight() ? 0 : before.em * line_pitch;
  const float left_h = caption_h + label_em * 1.15F;
  const float right_h = where_h + before_h;
  const float inner_h = beside ? std::max(left_h, right_h) : left_h + right_h;
  const Rect box{layout_.words.x, words_y_, layout_.words.w, inner_h + 2 * inside};
  paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge),
                colour(Ink::card));
  float y = beside ? box.centre_y() - left_h / 2 : box.y + inside;
  lines({box.x + inside, y + caption.em * 0.2F, label_w, caption_h}, caption, Weight::regular, Ink::text,
        false);
  y += caption_h + label_em * 0.06F;
  paint_.text(box.x + inside, y, label_em, Weight::bold, colour(label_ink), board.label);
  const float x = beside ? box.x + layout_.words.w * 0.46F + inside : box.x + inside;
  y = beside ? box.centre_y() - right_h / 2 : y + label_em * 1.09F;
  if (beside)
    paint_.round({x - inside, box.y + 2 * inside, px(4), box.h - 4 * inside}, px(2), colour(Ink::edge));
  lines({x, y + where.em * 0.2F, where_w, where_h}, where, Weight::bold, Ink::text, false);
  if (before_h > 0)
    lines({x, y + where_h + before.em * 0.2F, where_w, before_h}, before, Weight::regular,
          contrast_ ? Ink::text : Ink::text_soft, false);
  const std::string said = board.caption + " " + board.label + " " + board.where +
                           (before_h > 0 ? " " + board.before : std::string());
  record(id, "board", box, said, std::min(caption.em, where.em), Ink::text, Ink::card, false, false);
  words_y_ = box.bottom() + px(gap);
}

void Ui::banner(std::string_view id, Tone tone, const std::string& words) {
  const ToneLook look = look_of(tone);
  const float icon_side = px(72);
  const float text_x = layout_.words.x + px(padding) + icon_side + px(padding);
  const float text_w = layout_.words.right() - px(padding) - text_x;
  const Fit fitted = fit_words(words, Role::body, Weight::regular, text_w, body_lines_max);
  const float text_h = fitted.pitched_height();
  const Rect box{layout_.words.x, words_y_, layout_.words.w,
                 std::max(text_h, icon_side) + px(2 * padding) - fitted.em * 0.4F};
  paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width),
                colour(contrast_ ? Ink::edge : look.front), colour(look.back));
  paint_.icon(box.x + px(padding) + icon_side / 2, box.centre_y(), icon_side, colour(look.front), look.icon);
  lines({text_x, box.y + px(padding), text_w, text_h}, fitted, Weight::regular, look.front, false);
  banners_[std::string(id) + ' ' + words] = tone;
  record(id, "banner", box, words, fitted.em, look.front, look.back, false, false);
  words_y_ = box.bottom() + px(gap);
}

void Ui::qr(std::string_view id, const std::string& code, std::string_view caption_id) {
  const auto matrix = hal::make_qr(code);
  if (!matrix) return;  // a code too long for one: the words beside it say the number
  const std::string caption = word(caption_id);
  const float side = px(420);
  const Fit fitted = fit(caption, Role::small, Weight::regular, layout_.words.w, 2);
  const float caption_h = fitted.pitched_height();
  // Landscape has the height for it only beside the words.
  const bool beside = !layout_.portrait;
  const Rect column = beside ? layout_.targets : layout_.words;
  const float y = beside ? layout_.targets.y : words_y_;
  const Rect box{column.centre_x() - side / 2, y, side, side};
  paint_.qr(box, *matrix);
  const Rect below{column.x, box.bottom() + px(12), column.w, caption_h};
  lines(below, fit(caption, Role::small, Weight::regular, column.w, 2), Weight::regular, Ink::text, true);
  record(id, "qr", box, code, 0, Ink::text, Ink::white, false, false);
  record(caption_id, "text", below, caption, fitted.em, Ink::text, Ink::paper, false, false);
  if (!beside) words_y_ = below.bottom() + px(gap);
}

void Ui::ring(std::string_view id, int seconds, int of_seconds, const std::string& inside) {
  const float side = px(160);
  const Rect box{layout_.words.centre_x() - side / 2, words_y_, side, side};
  paint_.ring(box.centre_x(), box.centre_y(), side / 2 - px(8), px(14), 1, colour(Ink::off));
  paint_.ring(box.centre_x(), box.centre_y(), side / 2 - px(8), px(14),
              static_cast<float>(seconds) / static_cast<float>(std::max(of_seconds, 1)),
              colour(contrast_ ? Ink::gold : Ink::main));
  const std::string words = inside.empty() ? std::to_string(seconds) : inside;
  const Fit fitted = shrunk(words, Role::lead, side - px(44));
  lines({box.x, box.centre_y() - fitted.em / 2, side, fitted.em}, fitted, Weight::bold, Ink::text, true);
  record(id, "ring", box, words, fitted.em, Ink::text, Ink::paper, false, false);
  words_y_ = box.bottom() + px(gap);
  // A long time moves its ring by a hair's breadth a second.
  again_in(Milliseconds{of_seconds > 120 ? 1'000 : 250});
}

void Ui::meter(std::string_view id, float filled) {
  const Rect box{layout_.words.x, words_y_, layout_.words.w, px(72)};
  paint_.framed(box, px(16), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge), colour(Ink::card));
  const float inner = px(10);
  const float width = (box.w - 2 * inner) * std::clamp(filled, 0.0F, 1.0F);
  if (width > 0)
    paint_.fill({box.x + inner, box.y + inner, width, box.h - 2 * inner},
                colour(contrast_ ? Ink::gold : Ink::main));
  record(id, "meter", box, {}, 0, Ink::text, Ink::card, false, false);
  words_y_ = box.bottom() + px(gap);
}

void Ui::field(std::string_view id, const std::string& shown, const std::string& hint) {
  const bool empty = shown.empty();
  const std::string& words = empty ? hint : shown;
  const Fit fitted = fit(words, Role::lead, Weight::regular, layout_.words.w - 2 * px(padding), 1);
  const Rect box{layout_.words.x, words_y_, layout_.words.w, px(140)};
  paint_.framed(box, px(16), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge), colour(Ink::card));
  const Ink ink = empty ? Ink::text_soft : Ink::text;
  lines({box.x + px(padding), box.centre_y() - fitted.em / 2, box.w - 2 * px(padding), fitted.em}, fitted,
        Weight::regular, ink, false);
  record(id, "field", box, words, fitted.em, ink, Ink::card, false, false);
  words_y_ = box.bottom() + px(gap);
}

void Ui::picture(std::string_view id, std::string_view icon, Ink ink) {
  const float side = px(layout_.portrait ? 320.0F : 260.0F);
  const Rect box{layout_.words.centre_x() - side / 2, words_y_, side, side};
  paint_.icon(box.centre_x(), box.centre_y(), side, colour(contrast_ ? Ink::text : ink), icon);
  record(id, "picture", box, {}, 0, ink, Ink::paper, false, false);
  words_y_ = box.bottom() + px(gap);
}

void Ui::space(float design_px) {
  words_y_ += px(design_px);
}

}  // namespace yz::ui
