// What all parts stand on: the frame's beginning and end, targets, fitting words into a box.
#include "kiosk/ui/ui.h"

#include <algorithm>
#include <utility>

#include "kiosk/ui/wrap.h"

namespace yz::ui {
namespace {

constexpr int squeeze_max = 4;

}  // namespace

Ui::Ui(Paint paint, kiosk::Services& services) : paint_(std::move(paint)), services_(services) {}

std::string Ui::word(std::string_view id, std::initializer_list<Placeholder> values) const {
  return services_.texts.words(id, values);
}

void Ui::begin(int width, int height, std::string_view screen) {
  const kiosk::AccessSettings& access = services_.session.access;
  layout_ = make_layout(width, height, access.low_reach);
  contrast_ = access.high_contrast;
  const Shape shape{std::string(screen), width, height, access.text_size, access.language};
  if (shape != shape_) squeeze_ = 0;
  shape_ = shape;
  touch_.set_rules(TouchRules::of(layout_.scale, access.slow));
  touch_.tick(services_.clock.mono());
  tap_ = touch_.take_tap();
  slide_ = touch_.take_slide();
  had_input_ = tap_ || slide_ || !typed_.empty() || (is_redrawn_ && had_input_);
  if (tap_) services_.speech.stop();
  hear_first();
  if (!is_redrawn_) paint_.new_frame();
  if (!sheet_before_.empty()) slide_.reset();  // no list below a question is turned
  screen_ = screen;
  frame_ = true;
  paper_ = Ink::paper;
  words_y_ = layout_.words.y;
  targets_bottom_ = layout_.targets.bottom();
  targets_.clear();
  widgets_.clear();
  banners_.clear();
  next_frame_.reset();
  shown_as_.clear();
  sheet_.clear();
  progress_before_ = std::exchange(progress_, {});
  typing_into_.clear();
  paint_.fill(layout_.screen, colour(Ink::paper));
}

void Ui::tinted(Ink paper) {
  paper_ = contrast_ ? Ink::paper : paper;
  paint_.fill(layout_.screen, colour(paper_));
}

bool Ui::end() {
  const float words_end = layout_.portrait ? targets_bottom_ : layout_.words.bottom();
  const bool is_too_long = frame_ && words_y_ > words_end + px(gap) + 1;
  if (frame_) {
    status_bar();
    fixed_bar();
  }
  overlays();
  if (touch_.is_holding()) again_in(Milliseconds{66});
  // A question that came by itself, or went, is another screen to a finger that was on its way.
  if (sheet_ != sheet_before_) touch_.screen_changed(services_.clock.mono());
  sheet_before_ = sheet_;
  touch_.set_targets(targets_);
  // What was touched or typed may have changed the screen after parts of it were drawn: once more.
  if (had_input_) again_in(Milliseconds{0});
  typed_.clear();  // nobody took it
  tap_.reset();
  slide_.reset();
  is_redrawn_ = is_too_long && squeeze_ < squeeze_max;
  if (is_redrawn_) ++squeeze_;
  if (!is_redrawn_) sound_new_banners();
  return is_redrawn_;
}

void Ui::hear_first() {
  if (!services_.session.access.listen_first) heard_.clear();
  if (!services_.session.access.listen_first || !tap_ || tap_->held) return;
  const auto widget = std::ranges::find(widgets_, tap_->id, &kiosk::WidgetInfo::id);
  // What one writes with speaks for itself; a whole screen that is one target has nothing to choose.
  if (widget == widgets_.end() || widget->kind == "key" || widget->kind == "pad" || widget->kind == "screen")
    return;
  if (heard_ == tap_->id) {
    heard_.clear();
    return;
  }
  heard_ = tap_->id;
  services_.speech.say_name(widget->id, widget->say);
  tap_.reset();
}

void Ui::sound_new_banners() {
  for (const auto& [banner, tone] : banners_) {
    if (banners_before_.contains(banner)) continue;
    if (tone == Tone::done) services_.sound.play(hal::Tone::done);
    if (tone == Tone::trouble) services_.sound.play(hal::Tone::trouble);
  }
  banners_before_ = banners_;
}

Ui::Squeezed Ui::squeezed(Role role) const {
  int left = squeeze_;
  auto size = static_cast<int>(text_size());
  while (left > 0 && size > 0) {
    --size;
    --left;
  }
  const bool is_dense = left > 0;
  return {left > 1 ? smaller(role) : role, static_cast<kiosk::TextSize>(size), is_dense};
}

Ui::Fit Ui::fit_words(const std::string& words, Role role, Weight weight, float width,
                      std::size_t lines_max) const {
  const Squeezed squeeze = squeezed(role);
  return fit_in(words, squeeze.role, squeeze.size, weight, width, lines_max);
}

void Ui::screen_changed() {
  if (toast_kind_ == Toast::answer) toast_.clear();
  banners_before_.clear();
  heard_.clear();
  squeeze_ = 0;
  progress_.clear();
  touch_.screen_changed(services_.clock.mono());
  typed_.clear();
}

void Ui::again_in(Milliseconds time) {
  const Milliseconds at = services_.clock.mono() + time;
  if (!next_frame_ || at < *next_frame_) next_frame_ = at;
}

void Ui::toast(Toast kind, const std::string& words) {
  toast_ = words;
  toast_kind_ = kind;
  toast_until_ = services_.clock.mono() + toast_time;
}

bool Ui::type(const std::string& text) {
  if (typing_into_.empty()) return false;
  typed_ += text;
  return true;
}

std::optional<std::string> Ui::typed(std::string_view id) {
  typing_into_ = id;
  if (typed_.empty()) return std::nullopt;
  return std::exchange(typed_, {});
}

void Ui::say(std::string_view id, std::initializer_list<Placeholder> values) {
  services_.speech.say(id, values);
}

bool Ui::target(std::string_view id, const Rect& rect, Target::Kind kind) {
  targets_.push_back({std::string(id), rect, kind});
  if (!tap_ || tap_->id != id) return false;
  tap_.reset();
  return true;
}

bool Ui::is_pressed(std::string_view id) const {
  const auto shown = shown_as_.find(id);
  if (shown != shown_as_.end()) return shown->second == Look::pressed;
  const std::string* pressed = touch_.pressed();
  return pressed != nullptr && *pressed == id;
}

bool Ui::is_ringed(std::string_view id) const {
  const auto shown = shown_as_.find(id);
  return heard_ == id || (shown != shown_as_.end() && shown->second == Look::ringed);
}

void Ui::record(std::string_view id, std::string_view kind, const Rect& rect, const std::string& words,
                float em_px, Ink fg, Ink bg, bool touchable, bool small) {
  kiosk::WidgetInfo info;
  info.id = id;
  info.kind = kind;
  info.x = rect.x;
  info.y = rect.y;
  info.w = rect.w;
  info.h = rect.h;
  info.text = words;
  info.em = em_px;
  info.fg = colour(fg);
  info.bg = touchable && is_pressed(id) ? pressed(colour(bg)) : colour(bg);
  info.say = words;
  info.small = small;
  info.touchable = touchable;
  widgets_.push_back(std::move(info));
}

/// The role asked for, else lines up to `lines_max`, else one role less, down to `small`.
Ui::Fit Ui::fit(const std::string& words, Role role, Weight weight, float width,
                std::size_t lines_max) const {
  return fit_in(words, role, text_size(), weight, width, lines_max);
}

Ui::Fit Ui::fit_in(const std::string& words, Role role, kiosk::TextSize text_size, Weight weight, float width,
                   std::size_t lines_max) const {
  for (;;) {
    const float size = px(em_of(role, text_size));
    const Measure measure = [&](std::string_view piece) { return paint_.measure(size, weight, piece); };
    Fit fit{size, {words}};
    if (measure(words) <= width && words.find('\n') == std::string::npos) return fit;
    // One role less on one line reads better than two lines of a large one.
    const Role less = smaller(role);
    if (lines_max > 1 || role == Role::small) {
      fit.lines = wrap(words, width, measure);
      if (fit.lines.size() <= lines_max || role == Role::small) return fit;
    }
    if (less == role) return fit;
    role = less;
  }
}

Ui::Fit Ui::shrunk(const std::string& words, Role role, float width) const {
  Fit fit{em(role), {words}};
  while (fit.em > px(36) && paint_.measure(fit.em, Weight::bold, words) > width) fit.em -= px(1);
  return fit;
}

float Ui::lines(const Rect& box, const Fit& fit, Weight weight, Ink ink, bool centred) {
  float y = box.y;
  for (const std::string& line : fit.lines) {
    const float width = paint_.measure(fit.em, weight, line);
    const float x = centred ? box.x + (box.w - width) / 2 : box.x;
    paint_.text(x, y, fit.em, weight, colour(ink), line);
    y += fit.em * line_pitch;
  }
  return y;
}

void Ui::face(std::string_view id, const Rect& rect, Ink inside, Ink edge, bool off) {
  face(id, rect, inside, edge, off, false);
}

void Ui::face(std::string_view id, const Rect& rect, Ink inside, Ink edge, bool off, bool chosen) {
  const bool down = !off && is_pressed(id);
  Colour ground = colour(off ? Ink::off : inside);
  if (down) ground = pressed(ground);
  // In high contrast there is no tint for what cannot be used: its frame is thin and white.
  const Colour frame = colour(off && contrast_ ? Ink::off_text : edge);
  const float width = px(contrast_ && !off ? 4.0F : edge_width);
  paint_.framed(rect, px(corner_radius), width, frame, ground);
  if (down || chosen || (!off && is_ringed(id))) ring_of_touch(rect, ground);
}

/// Colour alone would hardly show that the finger was felt: on dark ground gold stands out by itself, on
/// light ground only beside a dark line.
void Ui::ring_of_touch(const Rect& rect, Colour ground) {
  constexpr double stands_out = 3.0;
  constexpr float inside = 4;
  const bool is_alone = contrast(colour(Ink::gold), ground) >= stands_out;
  if (!is_alone) paint_.round(rect, px(corner_radius), colour(Ink::text));
  const Rect ring = rect.inset(px(inside));
  paint_.round(ring, px(corner_radius - inside), colour(Ink::gold));
  const Rect rest = ring.inset(px(ring_width));
  if (is_alone) {
    paint_.round(rest, px(corner_radius - inside - ring_width), ground);
  } else {
    paint_.framed(rest, px(corner_radius - inside - ring_width), px(edge_width), colour(Ink::text), ground);
  }
}

Rect Ui::take_from_below(float height) {
  const Rect taken{layout_.targets.x, targets_bottom_ - height, layout_.targets.w, height};
  targets_bottom_ = taken.y - px(gap);
  return taken;
}

}  // namespace yz::ui
