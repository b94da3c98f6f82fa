#include "kiosk/ui/touch.h"

#include <cmath>
#include <utility>

namespace yz::ui {

using kiosk::Finger;

namespace {
constexpr const char* too_short = "too short";
constexpr float ink_step = 1.5F;  // pixels: what lies nearer to the point before says nothing new
}  // namespace

TouchRules TouchRules::of(float scale, bool slow) {
  TouchRules rules;
  rules.slop *= scale;
  rules.bounce_px *= scale;
  rules.slide *= scale;
  if (slow) {
    rules.same_action = Milliseconds{1'000};
    rules.same_key = Milliseconds{600};
    rules.new_screen = Milliseconds{700};
    rules.longest *= 2;
  }
  return rules;
}

/// The nearest target within the slop; of two that overlap there the one whose edge is nearer.
const Target* TouchRecogniser::target_at(float x, float y) const {
  const Target* nearest = nullptr;
  const Target* ground = nullptr;
  float best = rules_.slop;
  for (const Target& target : targets_) {
    if (target.kind == Target::Kind::ground) {
      if (target.rect.distance(x, y) <= 0) ground = &target;
      continue;
    }
    const float away = target.rect.distance(x, y);
    if (away > best || (nearest != nullptr && away >= best && away > 0)) continue;
    nearest = &target;
    best = away;
  }
  return nearest != nullptr ? nearest : ground;
}

void TouchRecogniser::finger(const Finger& event) {
  const bool is_first = first_ && first_->finger == event.finger;
  switch (event.kind) {
    case Finger::Kind::down:
      forget_lost(event);
      down_[event.finger] = {event.x, event.y, event.at, event.at};
      if (down_.size() >= 3) {
        all_cancelled_ = true;
        first_.reset();
        stroke_.reset();
      } else if (down_.size() == 1 && !all_cancelled_) {
        begin(event);
      }
      return;
    case Finger::Kind::move:
      if (const auto moved = down_.find(event.finger); moved != down_.end()) moved->second.heard = event.at;
      if (is_first) {
        first_->x = event.x;
        first_->y = event.y;
        draw_on(event);
      }
      return;
    case Finger::Kind::up:
    case Finger::Kind::cancel:
      break;
  }
  const auto down = down_.find(event.finger);
  if (down == down_.end()) return;  // it was on the glass before the program
  if (is_first && event.kind == Finger::Kind::up) {
    end(event);
  } else {
    note(event, down->second, is_first ? first_->target : "",
         all_cancelled_ ? "three fingers"
         : is_first     ? "cancelled"
                        : "second finger");
    if (is_first) {
      first_.reset();
      stroke_.reset();
    }
  }
  down_.erase(down);
  if (down_.empty()) all_cancelled_ = false;
}

/// Some panels lose a finger's end (libsdl-org/SDL issue 9709). Without this the glass would be dead from
/// then on.
void TouchRecogniser::forget_lost(const Finger& event) {
  std::erase_if(down_, [&](const auto& one) {
    return one.first == event.finger || event.at - one.second.heard > rules_.lost;
  });
  if (first_ && !down_.contains(first_->finger)) {
    first_.reset();
    stroke_.reset();
  }
  if (down_.empty()) all_cancelled_ = false;
}

void TouchRecogniser::note(const Finger& up, const Down& down, const std::string& target,
                           const std::string& not_taken) {
  kiosk::TouchRecord record;
  record.at = down.at;
  record.finger = up.finger;
  record.down_x = down.x;
  record.down_y = down.y;
  record.up_x = up.x;
  record.up_y = up.y;
  record.target = target;
  record.not_taken = not_taken;
  records_.push_back(std::move(record));
}

void TouchRecogniser::begin(const Finger& event) {
  const Target* target = target_at(event.x, event.y);
  First first{event.finger, event.x, event.y, event.x, event.y, event.at, {}, {}, false, false};
  if (target != nullptr) {
    first.target = target->id;
    first.kind = target->kind;
  }
  // A finger that comes down again at once where it went up has bounced: it is still the touch before.
  const bool bounced = last_ && event.at - last_up_ <= rules_.bounce &&
                       std::hypot(event.x - last_->x, event.y - last_->y) <= rules_.bounce_px;
  if (first.kind == Target::Kind::pad) {
    begin_stroke(event, bounced && last_->kind == Target::Kind::pad && !last_too_short_);
  } else if (bounced) {
    if (last_too_short_) {
      first.down_at = last_->down_at;
      first.down_x = last_->down_x;
      first.down_y = last_->down_y;
      first.target = last_->target;
      first.kind = last_->kind;
    } else {
      first.ended = true;
    }
  }
  first_ = std::move(first);
}

void TouchRecogniser::begin_stroke(const Finger& event, bool joins_last) {
  const Target* pad = target_at(event.x, event.y);
  stroke_ = PadStroke{pad->id, {{event.x, event.y}}, event.at, event.at, joins_last};
}

void TouchRecogniser::draw_on(const Finger& event) {
  if (!stroke_ || stroke_->points.size() >= ink_points_max) return;
  const InkPoint& last = stroke_->points.back();
  if (std::hypot(event.x - last.x, event.y - last.y) >= ink_step)
    stroke_->points.push_back({event.x, event.y});
}

std::string TouchRecogniser::why_not(const First& first, const Finger& up) const {
  if (first.held) return {};
  if (first.ended) return "same touch";
  if (first.target.empty()) return "no target";
  if (up.at - first.down_at < rules_.shortest) return too_short;
  if (first.down_at < screen_since_ + rules_.new_screen) return "new screen";
  if (first.kind == Target::Kind::pad) return {};  // written slowly, ends anywhere
  if (up.at - first.down_at > rules_.longest) return "too long";
  const Target* end = target_at(up.x, up.y);
  if (end == nullptr || end->id != first.target) return "left the target";
  const Milliseconds rest = first.kind == Target::Kind::key ? rules_.same_key : rules_.same_action;
  if (first.target == rest_target_ && first.down_at - rest_since_ < rest) return "resting";
  return {};
}

void TouchRecogniser::take(const First& first, Milliseconds at, bool held) {
  tap_ = Tap{first.target, held, {first.x, first.y}};
  rest_target_ = first.target;
  rest_since_ = at;
}

void TouchRecogniser::end(const Finger& up) {
  First first = *std::exchange(first_, std::nullopt);
  first.x = up.x;
  first.y = up.y;
  const std::string reason = why_not(first, up);
  draw_on(up);
  if (auto stroke = std::exchange(stroke_, std::nullopt); stroke && reason.empty()) {
    stroke->to = up.at;
    strokes_.push_back(*std::move(stroke));
  } else if (reason.empty() && !first.held) {
    // Also when no frame was drawn while it was held.
    take(first, up.at, first.kind == Target::Kind::hold && up.at - first.down_at >= rules_.hold);
  } else if (!stroke && !reason.empty()) {
    look_for_slide(first);
  }
  note(up, {first.down_x, first.down_y, first.down_at}, first.target, reason);
  last_too_short_ = reason == too_short;
  last_up_ = up.at;
  last_ = std::move(first);
}

void TouchRecogniser::look_for_slide(const First& first) {
  if (first.ended) return;
  const float right = first.x - first.down_x;
  const float down = first.y - first.down_y;
  const float way = std::abs(down) >= std::abs(right) ? down : right;
  if (std::abs(way) > rules_.slide) slide_ = way < 0 ? Slide::onwards : Slide::back;
}

void TouchRecogniser::tick(Milliseconds now) {
  if (!first_ || first_->ended || first_->kind != Target::Kind::hold) return;
  if (now - first_->down_at < rules_.hold || first_->down_at < screen_since_ + rules_.new_screen) return;
  const Target* target = target_at(first_->x, first_->y);
  if (target == nullptr || target->id != first_->target) return;
  take(*first_, now, true);
  first_->ended = true;
  first_->held = true;
}

void TouchRecogniser::screen_changed(Milliseconds now) {
  screen_since_ = now;
  targets_.clear();
  tap_.reset();
  slide_.reset();
  stroke_.reset();
  strokes_.clear();
  if (first_) first_->ended = true;
  rest_target_.clear();
}

std::optional<Tap> TouchRecogniser::take_tap() {
  return std::exchange(tap_, std::nullopt);
}

std::optional<Slide> TouchRecogniser::take_slide() {
  return std::exchange(slide_, std::nullopt);
}

std::vector<PadStroke> TouchRecogniser::take_strokes() {
  return std::exchange(strokes_, {});
}

const std::string* TouchRecogniser::pressed() const {
  if (!first_ || first_->ended || first_->target.empty() || first_->kind == Target::Kind::pad) return nullptr;
  const Target* target = target_at(first_->x, first_->y);
  return target != nullptr && target->id == first_->target ? &first_->target : nullptr;
}

bool TouchRecogniser::is_holding() const {
  return first_ && !first_->ended && first_->kind == Target::Kind::hold;
}

float TouchRecogniser::hold_progress(Milliseconds now) const {
  if (!is_holding()) return 0;
  return std::min(
      1.0F, static_cast<float>((now - first_->down_at).count()) / static_cast<float>(rules_.hold.count()));
}

std::vector<kiosk::TouchRecord> TouchRecogniser::take_records() {
  return std::exchange(records_, {});
}

}  // namespace yz::ui
