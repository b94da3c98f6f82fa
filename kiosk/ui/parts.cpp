// The smaller parts: tabs, a count, pictures in a row, work in progress, a banner with its button, how loud a
// voice comes, what will be where nothing is yet.
#include <array>

#include "kiosk/ui/ui.h"

namespace yz::ui {
namespace {

constexpr std::size_t tabs_max = 4;
constexpr std::size_t thumbnails_max = 4;

}  // namespace

void Ui::steps(int step, int of) {
  paragraph("steps", word("steps", {{"step", std::to_string(step)}, {"of", std::to_string(of)}}), Role::small,
            Ink::text_soft);
}

void Ui::level_bars(std::string_view id, float level) {
  constexpr int count = 16;
  const Rect box{layout_.words.x, words_y_, layout_.words.w, px(160)};
  const float pitch = box.w / static_cast<float>(count);
  const float bar_w = std::min(pitch * 0.6F, px(28));
  const int filled = static_cast<int>(std::lround(std::clamp(level, 0.0F, 1.0F) * static_cast<float>(count)));
  for (int i = 0; i < count; ++i) {
    const float part = 0.3F + 0.7F * static_cast<float>(i) / static_cast<float>(count - 1);
    const float h = box.h * part;
    const Rect bar{box.x + pitch * static_cast<float>(i) + (pitch - bar_w) / 2, box.bottom() - h, bar_w, h};
    if (i < filled) {
      paint_.round(bar, bar_w / 2, colour(contrast_ ? Ink::gold : Ink::main));
    } else if (contrast_) {
      paint_.framed(bar, bar_w / 2, px(edge_width), colour(Ink::text), colour(Ink::paper));
    } else {
      paint_.round(bar, bar_w / 2, colour(Ink::off));
    }
  }
  record(id, "meter", box, {}, 0, Ink::text, Ink::paper, false, false);
  words_y_ = box.bottom() + px(gap);
}

void Ui::empty(std::string_view id, std::string_view icon, const std::string& words) {
  const float bottom = layout_.portrait ? targets_bottom_ : layout_.words.bottom();
  const Rect column = layout_.words;
  const Fit fitted = fit_words(words, Role::body, Weight::regular, column.w - 2 * px(padding), 4);
  const float text_h = fitted.pitched_height();
  const float disc = px(is_tight() ? 200.0F : 300.0F);
  const float all_h = disc + px(gap) + text_h;
  const float top = std::max(words_y_, words_y_ + (bottom - words_y_ - all_h) * 0.4F);
  const float centre = column.centre_x();
  if (!contrast_) paint_.disc(centre, top + disc / 2, disc / 2, colour(Ink::notice));
  paint_.icon(centre, top + disc / 2, disc * 0.56F, colour(Ink::text), icon);
  const Rect text{column.x + px(padding), top + disc + px(gap), column.w - 2 * px(padding), text_h};
  lines(text, fitted, Weight::regular, Ink::text, true);
  record(id, "text", text, words, fitted.em, Ink::text, Ink::paper, false, false);
  words_y_ = text.bottom() + px(gap);
}

void Ui::illustration(std::string_view id, Illustration which, float design_height) {
  constexpr float highest = 640;
  constexpr float least = 230;  // smaller, it does not help any more
  constexpr float ratio = illustration_width / illustration_height;
  const Rect column = frame_ ? layout_.words : layout_.screen.inset(px(margin));
  const float bottom = !frame_            ? column.bottom()
                       : layout_.portrait ? targets_bottom_
                                          : layout_.words.bottom();
  const float room = bottom - words_y_;
  const float wanted = design_height > 0 ? px(design_height) : std::min(room, px(highest));
  const float width = std::floor(std::min(column.w, wanted * ratio));
  const float height = std::floor(width / ratio);
  if (height < px(least) || height > room) return;
  if (kept_.drawing == nullptr || kept_.which != which || kept_.width != static_cast<int>(width) ||
      kept_.contrast != contrast_) {
    kept_ = {which, static_cast<int>(width), contrast_, nullptr};
    kept_.drawing = std::make_shared<const Drawing>(draw_illustration(which, kept_.width, contrast_));
  }
  const float air = design_height > 0 ? 0 : (room - height) * 0.42F;
  const Rect box{std::round(column.centre_x() - width / 2), std::round(words_y_ + air), width,
                 static_cast<float>(kept_.drawing->height)};
  paint_.drawing(box, kept_.drawing);
  record(id, "picture", box, {}, 0, Ink::text, Ink::paper, false, false);
  words_y_ = box.bottom() + px(design_height > 0 ? gap : 0.0F);
}

bool Ui::tab(const Rect& rect, const Choice& tab, bool chosen) {
  const bool off = !tab.off_because.empty();
  const Ink inside = off ? Ink::off : chosen ? Ink::gold : Ink::card;
  const Ink front = off ? Ink::off_text : chosen ? Ink::on_gold : Ink::text;
  face(tab.id, rect, inside, Ink::edge, off);
  const std::string words = tab.words.empty() ? word(tab.id) : tab.words;
  const Fit fitted = shrunk(words, Role::body, rect.w - px(36));
  lines({rect.x, rect.centre_y() - fitted.em / 2, rect.w, fitted.em}, fitted, Weight::bold, front, true);
  if (chosen) {  // not by its colour alone
    const float w = std::min(rect.w * 0.5F, px(110));
    paint_.round({rect.centre_x() - w / 2, rect.bottom() - px(22), w, px(8)}, px(4), colour(front));
  }
  record(tab.id, "tab", rect, words, fitted.em, front, inside, true, false);
  if (!target(tab.id, rect)) return false;
  if (!off) return true;
  toast(Toast::answer, tab.off_because);
  return false;
}

std::optional<std::size_t> Ui::tabs(std::span<const Choice> all, std::size_t chosen) {
  const std::size_t count = std::min(all.size(), tabs_max);
  if (count == 0) return std::nullopt;
  const Rect row = take_from_below(px(target_height_min));
  const float width = (row.w - px(gap) * static_cast<float>(count - 1)) / static_cast<float>(count);
  std::optional<std::size_t> touched;
  for (std::size_t i = 0; i < count; ++i) {
    const Rect rect{row.x + static_cast<float>(i) * (width + px(gap)), row.y, width, row.h};
    if (tab(rect, all[i], i == chosen)) touched = i;
  }
  return touched;
}

bool Ui::step_button(const std::string& id, const Rect& rect, std::string_view icon, bool usable,
                     std::string_view why) {
  face(id, rect, Ink::card, Ink::edge, !usable);
  const Ink front = usable ? Ink::text : Ink::off_text;
  paint_.icon(rect.centre_x(), rect.centre_y(), px(96), colour(front), icon);
  record(id, "key", rect, {}, 0, front, usable ? Ink::card : Ink::off, true, false);
  if (!target(id, rect, Target::Kind::key)) return false;
  if (!usable) toast(Toast::answer, word(why));
  return usable;
}

std::optional<int> Ui::count(std::string_view id, int value, int least, int most) {
  constexpr float button_w = 171;
  constexpr float button_h = 150;
  const Rect row = take_from_below(px(button_h));
  const std::string name(id);
  const Rect less{row.x, row.y, px(button_w), row.h};
  const Rect more{row.right() - px(button_w), row.y, px(button_w), row.h};
  const Rect field{less.right() + px(gap), row.y, more.x - less.right() - 2 * px(gap), row.h};
  paint_.framed(field, px(16), px(contrast_ ? 4.0F : edge_width), colour(Ink::edge), colour(Ink::card));
  const std::string words = word(id, {{"count", std::to_string(value)}});
  const Fit fitted = fit(words, Role::title, Weight::bold, field.w - 2 * px(padding), 1);
  lines({field.x, field.centre_y() - fitted.em / 2, field.w, fitted.em}, fitted, Weight::bold, Ink::text,
        true);
  record(id, "field", field, words, fitted.em, Ink::text, Ink::card, false, false);
  std::optional<int> changed;
  if (step_button(name + ".less", less, "minus", value > least, "count.least")) changed = value - 1;
  if (step_button(name + ".more", more, "plus", value < most, "count.most")) changed = value + 1;
  return changed;
}

std::optional<std::size_t> Ui::thumbnails(std::string_view id,
                                          std::span<const std::shared_ptr<const hal::GreyPicture>> photos) {
  const std::size_t count = std::min(photos.size(), thumbnails_max);
  if (count == 0) return std::nullopt;
  const float pitch = (layout_.targets.w + px(gap)) / static_cast<float>(thumbnails_max);
  const float width = pitch - px(gap);
  const Rect row = take_from_below(width * 0.75F);
  std::optional<std::size_t> touched;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string one = std::string(id) + '.' + std::to_string(i + 1);
    const Rect rect{row.x + static_cast<float>(i) * pitch, row.y, width, row.h};
    face(one, rect, Ink::card, Ink::edge, false);
    const Rect inside = rect.inset(px(is_pressed(one) ? 18.0F : 8.0F));
    const auto& photo = photos[i];
    if (photo != nullptr && photo->width > 0 && photo->height > 0) {
      // Whole, in the middle: what was cut away might be what matters.
      const float scale =
          std::min(inside.w / static_cast<float>(photo->width), inside.h / static_cast<float>(photo->height));
      const float w = static_cast<float>(photo->width) * scale;
      const float h = static_cast<float>(photo->height) * scale;
      paint_.picture({inside.centre_x() - w / 2, inside.centre_y() - h / 2, w, h}, photo);
    }
    record(one, "thumbnail", rect, {}, 0, Ink::text, Ink::card, true, true);
    if (target(one, rect)) touched = i;
  }
  return touched;
}

bool Ui::banner_with(std::string_view id, Tone tone, const std::string& words, const Choice& button) {
  const ToneLook look = look_of(tone);
  const float icon_side = px(72);
  const float button_w = px(layout_.portrait ? 320.0F : 290.0F);
  const float text_w = layout_.targets.w - button_w - icon_side - px(4 * padding);
  const Fit fitted = fit(words, Role::body, Weight::regular, text_w, 4);
  const float text_h = fitted.height();
  const Rect box = take_from_below(std::max(px(target_height_min), text_h) + px(2 * padding));
  paint_.framed(box, px(corner_radius), px(contrast_ ? 4.0F : edge_width),
                colour(contrast_ ? Ink::edge : look.front), colour(look.back));
  paint_.icon(box.x + px(padding) + icon_side / 2, box.centre_y(), icon_side, colour(look.front), look.icon);
  const Rect text{box.x + icon_side + px(2 * padding), box.centre_y() - text_h / 2, text_w, text_h};
  lines(text, fitted, Weight::regular, look.front, false);
  const Rect place{box.right() - px(padding) - button_w, box.y + px(padding), button_w,
                   box.h - 2 * px(padding)};
  banners_[std::string(id) + ' ' + words] = tone;
  record(id, "banner", {box.x, box.y, place.x - px(padding) - box.x, box.h}, words, fitted.em, look.front,
         look.back, false, false);
  return this->button(place, button, Role::body, false);
}

bool Ui::progress(std::string_view id, std::optional<float> part, const std::string& figure) {
  const Milliseconds now = services_.clock.mono();
  progress_ = id;
  if (progress_before_ != progress_) progress_since_ = now;
  const Milliseconds left = progress_since_ + wait_before_way_out - now;
  bool is_ended = false;
  if (left > Milliseconds{0}) {
    again_in(left);
  } else {
    const Choice stop{.id = progress_ + ".stop", .words = word("progress.stop")};
    is_ended = button(take_from_below(px(button_height)), stop, Role::lead, false);
  }
  if (!part) {  // a picture that stands still: nothing on the screen pretends to know how long
    paint_.icon(layout_.words.x + px(60), words_y_ + px(60), px(120), colour(Ink::text), "timer-sand");
    words_y_ += px(120) + px(gap);
  }
  paragraph(id, word(id), Role::lead);
  if (part) {
    meter(progress_ + ".bar", *part);
    if (!figure.empty()) paragraph(progress_ + ".figure", figure);
  }
  return is_ended;
}

}  // namespace yz::ui
