#include "kiosk/app/player.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

namespace yz::kiosk {
namespace {

constexpr std::size_t lines_max = 100'000;
constexpr std::int64_t player_finger = 4'242;
/// A touch that was not taken (the rest after the one before) is tried again so much later.
constexpr Milliseconds try_again{150};
/// The recogniser tells of a touch with the next frame; without any word by then it was lost.
constexpr Milliseconds answer_time{1'000};
/// Between two strokes: longer than a finger that bounces.
constexpr Milliseconds between_strokes{180};
constexpr Milliseconds between_points{8};

bool is_for_readers(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  return first == std::string::npos || line[first] == '#';
}

}  // namespace

Player::Player(PlayHands hands, const Clock& clock, bool ends_at_failure)
    : hands_(std::move(hands)),
      clock_(clock),
      ends_at_failure_(ends_at_failure),
      lines_(std::make_shared<Queue<std::string>>(lines_max)) {}

Player::~Player() {
  lines_->close();
  // It may be inside a read that nobody ends; it holds the queue alive and touches nothing else of ours.
  if (reader_.joinable()) reader_.detach();
}

std::unique_ptr<Player> Player::of_lines(const std::vector<std::string>& lines, PlayHands hands,
                                         const Clock& clock) {
  std::unique_ptr<Player> player(new Player(std::move(hands), clock, true));
  for (const auto& line : lines) player->lines_->push(line);
  player->lines_->close();
  return player;
}

Result<std::unique_ptr<Player>> Player::open(const std::string& file, PlayHands hands, const Clock& clock,
                                             std::function<void()> wake) {
  if (file != "-") {
    std::ifstream in(file);
    if (!in) return fail(Code::not_found, file + ": cannot be read");
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line) && lines.size() < lines_max;) lines.push_back(line);
    return of_lines(lines, std::move(hands), clock);
  }
  std::unique_ptr<Player> player(new Player(std::move(hands), clock, false));
  player->reader_ = std::thread([lines = player->lines_, wake = std::move(wake)] {
    for (std::string line; std::getline(std::cin, line) && lines->push(line);) wake();
    if (lines->is_closed()) return;
    lines->close();
    wake();
  });
  return player;
}

void Player::begin(const std::string& text) {
  text_ = text;
  reason_.clear();
  began_ = clock_.mono();
  touching_ = Touching::no;
  touched_ = {};
  stroke_ = 0;
  point_ = 0;
  auto line = parse_play_line(text);
  if (line) {
    current_ = *std::move(line);
  } else {
    finish(fail(line.error()), {});
  }
}

void Player::finish(const Status& status, const std::vector<WidgetInfo>& widgets) {
  nlohmann::json answer{{"line", number_},
                        {"ok", status.has_value()},
                        {"screen", hands_.screen()},
                        {"ms", (clock_.mono() - began_).count()}};
  if (!status) {
    held_ = false;
    answer["error"] = status.error().what;
    answer["text"] = text_;
    for (const auto& widget : widgets) {
      if (widget.touchable) answer["widgets"].push_back(widget.id);
    }
    if (ends_at_failure_) over_ = true;
  }
  current_.reset();
  hands_.print(answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::optional<Status> Player::carry_out(const PlayTap& tap, const std::vector<WidgetInfo>& widgets,
                                        const std::vector<TouchRecord>& touches) {
  const Milliseconds now = clock_.mono();
  const auto finger = [&](Finger::Kind kind) { hands_.finger({kind, player_finger, x_, y_, now}); };
  if (touching_ == Touching::down) {
    if (now - touched_ < tap.hold) return std::nullopt;
    finger(Finger::Kind::up);
    touching_ = Touching::up;
    touched_ = now;
    return std::nullopt;
  }
  if (touching_ == Touching::up) {
    const auto ours = std::ranges::find(touches, player_finger, &TouchRecord::finger);
    if (ours == touches.end() && now - touched_ < answer_time) return std::nullopt;
    if (ours != touches.end() && ours->not_taken.empty() && ours->target == tap.widget) return Status{};
    reason_ = ours == touches.end()     ? "lost"
              : ours->not_taken.empty() ? "taken by " + ours->target
                                        : ours->not_taken;
    touching_ = Touching::no;
    return std::nullopt;
  }
  if (touched_ != Milliseconds{} && now - touched_ < try_again) return std::nullopt;
  const auto widget = std::ranges::find_if(
      widgets, [&](const WidgetInfo& one) { return one.id == tap.widget && one.touchable; });
  if (widget == widgets.end()) return std::nullopt;
  x_ = widget->x + widget->w / 2;
  y_ = widget->y + widget->h / 2;
  finger(Finger::Kind::down);
  touching_ = Touching::down;
  touched_ = now;
  return std::nullopt;
}

std::optional<Status> Player::carry_out(const PlayWrite& write, const std::vector<WidgetInfo>& widgets) {
  const Milliseconds now = clock_.mono();
  const auto pad = std::ranges::find(widgets, write.pad, &WidgetInfo::id);
  if (pad == widgets.end()) return std::nullopt;
  if (touched_ != Milliseconds{} && now - touched_ < (point_ == 0 ? between_strokes : between_points))
    return std::nullopt;
  touched_ = now;
  const InkStroke& stroke = write.strokes[stroke_];
  const InkDot& dot = stroke[std::min(point_, stroke.size() - 1)];
  const auto kind = point_ == 0              ? Finger::Kind::down
                    : point_ < stroke.size() ? Finger::Kind::move
                                             : Finger::Kind::up;
  touching_ = kind == Finger::Kind::up ? Touching::no : Touching::down;
  hands_.finger(
      {kind, player_finger, pad->x + dot.x / ink_canvas * pad->w, pad->y + dot.y / ink_canvas * pad->h, now});
  if (kind != Finger::Kind::up) {
    ++point_;
    return std::nullopt;
  }
  point_ = 0;
  return ++stroke_ == write.strokes.size() ? std::optional(Status{}) : std::nullopt;
}

std::optional<Status> Player::carry_out(const PlayWait& wait, const std::vector<WidgetInfo>& widgets) const {
  if (hands_.screen() == wait.what) return Status{};
  const bool shown = std::ranges::any_of(widgets, [&](const WidgetInfo& one) { return one.id == wait.what; });
  return shown ? std::optional(Status{}) : std::nullopt;
}

std::optional<Status> Player::carry_out(const PlayExpect& expect,
                                        const std::vector<WidgetInfo>& widgets) const {
  const bool shown = std::ranges::any_of(
      widgets, [&](const WidgetInfo& one) { return one.text.find(expect.text) != std::string::npos; });
  return shown ? std::optional(Status{}) : std::nullopt;
}

void Player::step(const std::vector<WidgetInfo>& widgets, const std::vector<TouchRecord>& touches) {
  if (over_) return;
  if (!current_) {
    const bool is_closed =
        lines_->is_closed();  // asked first: what was put in before the end must not be missed
    const auto line = lines_->try_pop();
    if (!line) {
      over_ = is_closed;
      return;
    }
    ++number_;
    if (!is_for_readers(*line)) begin(*line);
    if (!current_) return;
  }
  std::optional<Status> done;
  if (const auto* tap = std::get_if<PlayTap>(&current_->act)) done = carry_out(*tap, widgets, touches);
  if (const auto* write = std::get_if<PlayWrite>(&current_->act)) done = carry_out(*write, widgets);
  if (const auto* wait = std::get_if<PlayWait>(&current_->act)) done = carry_out(*wait, widgets);
  if (const auto* expect = std::get_if<PlayExpect>(&current_->act)) done = carry_out(*expect, widgets);
  if (const auto* shot = std::get_if<PlayShot>(&current_->act)) done = hands_.shot(shot->name);
  if (const auto* type = std::get_if<PlayType>(&current_->act); type != nullptr && hands_.type(type->text)) {
    done = Status{};
  }
  if (const auto* access = std::get_if<PlayAccess>(&current_->act)) {
    hands_.access(*access);
    done = Status{};
  }
  if (const auto* sleep = std::get_if<PlaySleep>(&current_->act)) {
    if (clock_.mono() - began_ < sleep->time) return;
    done = Status{};
  }
  // A finger that is down is lifted first, whatever the time.
  if (!done && touching_ != Touching::down && clock_.mono() - began_ >= current_->timeout) {
    done = fail(Code::unavailable,
                reason_.empty() ? "not in time" : "not in time; the touch was not taken: " + reason_);
  }
  if (done) finish(*done, widgets);
}

}  // namespace yz::kiosk
