#include "kiosk/app/navigation.h"

#include <algorithm>

#include "base/check.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t screens_deep_max = 32;

}  // namespace

Navigation::Navigation(std::span<const ScreenRow> table, Session& session, const Clock& clock,
                       IdleTimes times)
    : table_(table), session_(session), clock_(clock), times_(times) {}

void Navigation::set_services(Services& services) {
  check(services_ == nullptr, "navigation gets its services once");
  services_ = &services;
  last_tick_ = clock_.mono();
  start_over("home");
}

const ScreenRow* Navigation::find(std::string_view id) const {
  const auto row = std::ranges::find(table_, id, &ScreenRow::id);
  return row == table_.end() ? nullptr : &*row;
}

void Navigation::open(std::string_view screen, Params params) {
  const ScreenRow* row = find(screen);
  check(row != nullptr, "a screen that is in the table is opened");
  pending_.push_back({Pending::Kind::open, row, std::move(params)});
}

void Navigation::replace(std::string_view screen, Params params) {
  const ScreenRow* row = find(screen);
  check(row != nullptr, "a screen that is in the table is opened");
  pending_.push_back({Pending::Kind::replace, row, std::move(params)});
}

void Navigation::take_over(std::string_view screen) {
  if (current_id() == "attract") return replace(screen);
  open(screen);
}

bool Navigation::is_at_rest() const {
  if (stack_.back().row->idle == IdleRule::takeover)
    return stack_.size() == 1 || (stack_.size() == 2 && stack_.front().row->id == "home");
  return current_id() == "home" || current_id() == "attract";
}

void Navigation::back() {
  pending_.push_back({Pending::Kind::back, nullptr, {}});
}

void Navigation::home() {
  if (session_.has_unsent && current_id() != "leave.ask") return open("leave.ask");
  pending_.push_back({Pending::Kind::home, nullptr, {}});
}

void Navigation::leave() {
  pending_.push_back({Pending::Kind::leave, nullptr, {}});
}

void Navigation::leave_for(std::string_view screen) {
  const ScreenRow* row = find(screen);
  check(row != nullptr, "a screen that is in the table is opened");
  pending_.push_back({Pending::Kind::leave, row, {}});
}

void Navigation::stay_longer() {
  if (stack_.back().row->idle == IdleRule::question) return back();
  added_ += times_.result_longer;
}

void Navigation::push(const ScreenRow& row, const Params& params) {
  // A circle of screens (home → list → item → home …) is cut at its oldest part; home itself stays.
  if (stack_.size() >= screens_deep_max) stack_.erase(stack_.begin() + 1);
  stack_.push_back({&row, row.make(*services_, params)});
}

void Navigation::start_over(std::string_view screen) {
  stack_.clear();
  const ScreenRow* row = find(screen);
  check(row != nullptr, "home and attract are in the table of screens");
  push(*row, {});
  ++visit_;
  since_ = clock_.mono();
  added_ = {};
}

void Navigation::carry_out(const Pending& pending) {
  switch (pending.kind) {
    case Pending::Kind::replace:
      stack_.pop_back();
      push(*pending.row, pending.params);
      return;
    case Pending::Kind::open:
      return push(*pending.row, pending.params);
    case Pending::Kind::back:
      if (stack_.size() <= 1) return start_over("home");
      stack_.pop_back();
      stack_.back().screen->shown_again();
      return;
    case Pending::Kind::home:
      return start_over("home");
    case Pending::Kind::leave: {
      const AccessSettings access = session_.access;
      session_.wipe();
      ++visitors_;
      if (pending.row != nullptr) session_.access = access;
      start_over("home");
      if (pending.row != nullptr) push(*pending.row, pending.params);
      return;
    }
  }
}

bool Navigation::apply() {
  if (pending_.empty()) return false;
  // What a screen asks for in its constructor comes in the same go; more than a few in a row is a circle.
  for (int round = 0; round < 8 && !pending_.empty(); ++round) {
    for (const Pending& pending : std::exchange(pending_, {})) carry_out(pending);
  }
  check(pending_.empty(), "screens do not open each other for ever");
  ++visit_;
  since_ = clock_.mono();
  added_ = {};
  return true;
}

Screen& Navigation::current() const {
  return *stack_.back().screen;
}

void Navigation::touched() {
  // A question and a result end by an answer, not by a stray finger.
  const IdleRule rule = stack_.back().row->idle;
  if (rule != IdleRule::question && rule != IdleRule::result) since_ = clock_.mono();
}

Milliseconds Navigation::limit() const {
  Milliseconds time{};
  switch (stack_.back().row->idle) {
    case IdleRule::ordinary:
    case IdleRule::takeover:
      time = times_.ask_after;
      break;
    case IdleRule::unhurried:
      time = times_.ask_after_unhurried;
      break;
    case IdleRule::result:
      time = times_.result + added_;
      break;
    // Someone who changed or typed something and walked off is forgotten sooner than the screen goes to rest.
    case IdleRule::home:
      time = session_.is_pristine() ? times_.attract_after : times_.ask_after;
      break;
    case IdleRule::question:
      time = times_.answer;
      break;
    case IdleRule::staff:
      time = times_.staff_lock;
      break;
    case IdleRule::never:
      return Milliseconds::max();
  }
  return session_.access.slow ? 2 * time : time;
}

bool Navigation::is_counting() const {
  const IdleRule rule = stack_.back().row->idle;
  if (rule == IdleRule::takeover) return !session_.is_pristine() || !is_at_rest();
  return rule != IdleRule::never;
}

void Navigation::tick(const Occupied& occupied) {
  const Milliseconds now = clock_.mono();
  // Time in which the machine was busy with the resident does not count.
  if (occupied.any()) since_ += now - last_tick_;
  last_tick_ = now;
  if (is_counting() && !occupied.any() && now - since_ >= limit()) run_out();
}

void Navigation::run_out() {
  switch (stack_.back().row->idle) {
    case IdleRule::ordinary:
    case IdleRule::unhurried:
    case IdleRule::takeover:
      return open("idle.ask");
    case IdleRule::home:
      if (!session_.is_pristine()) return leave();
      pending_.push_back({Pending::Kind::replace, find("attract"), {}});
      return;
    case IdleRule::result:
    case IdleRule::question:
    case IdleRule::staff:
      return leave();
    case IdleRule::never:
      return;
  }
}

std::optional<Milliseconds> Navigation::deadline() const {
  if (!is_counting()) return std::nullopt;
  return since_ + limit();
}

std::optional<int> Navigation::seconds_left() const {
  const IdleRule rule = stack_.back().row->idle;
  if (rule != IdleRule::question && rule != IdleRule::result) return std::nullopt;
  const Milliseconds left = since_ + limit() - clock_.mono();
  const Milliseconds ring = session_.access.slow ? 2 * times_.ring : times_.ring;
  if (left > ring) return std::nullopt;
  return static_cast<int>(std::max<std::int64_t>(0, (left.count() + 999) / 1000));
}

}  // namespace yz::kiosk
