#include "kiosk/practice/practice.h"

#include <algorithm>

#include "base/check.h"

namespace yz::practice {
namespace {

constexpr int hints_a_star = 3;
constexpr int stars_max = 3;
constexpr int misses_until_shown = 3;
constexpr std::string_view delete_key = "delete";

std::string state_key(const Part& part) {
  std::string key = part.owner;
  return key.append("/").append(part.id);
}

/// How many keys are typed as they should be, before the first that is not.
std::size_t right_keys(const std::vector<std::string>& typed, const std::vector<std::string>& wanted) {
  const auto end = std::mismatch(typed.begin(), typed.end(), wanted.begin(), wanted.end());
  return static_cast<std::size_t>(end.first - typed.begin());
}

bool is_there(const Step& step, std::int64_t value) {
  return value >= step.least && value <= step.most;
}

/// How far a slider is from where it should be.
std::int64_t way_to(const Step& step, std::int64_t value) {
  if (value < step.least) return step.least - value;
  return value > step.most ? value - step.most : 0;
}

std::int64_t on_mark(const Part& slider, std::int64_t value) {
  const std::int64_t held = std::clamp(value, slider.min, slider.max);
  return slider.min + (held - slider.min + slider.step / 2) / slider.step * slider.step;
}

/// The nearest mark where the step is done.
std::int64_t mark_for(const Step& step, const Part& slider) {
  if (step.least <= slider.min) return on_mark(slider, std::max(slider.min, step.most - slider.step / 2));
  const std::int64_t first = (step.least - slider.min + slider.step - 1) / slider.step;
  return std::min(slider.max, slider.min + first * slider.step);
}

LocalText typed_text(const Part& keypad, const std::vector<std::string>& typed) {
  LocalText text;
  for (const std::string& key : typed) {
    const LocalText one = key_text(keypad, key);
    text.zh += one.zh;
    // Words are apart in English, digits are not.
    if (!text.en.empty() && !keypad.items.empty()) text.en += ' ';
    text.en += one.en;
  }
  return text;
}

Part filled_part(const Part& part, const Variables& variables) {
  Part full = part;
  for (LocalText Part::*text : {&Part::text, &Part::note, &Part::end, &Part::said})
    full.*text = filled(full.*text, variables);
  for (Item& item : full.items) {
    item.text = filled(item.text, variables);
    item.note = filled(item.note, variables);
  }
  return full;
}

bool is_empty(const LocalText& text) {
  return text.zh.empty() && text.en.empty();
}

}  // namespace

Practice::Practice(const Lesson& lesson, PracticeWords words, PracticeTiming timing, Milliseconds now)
    : lesson_(lesson), words_(std::move(words)), timing_(timing), last_(now) {
  check(!lesson.scenes.empty() && !lesson.scenes.front().steps.empty(), "a lesson that was read has steps");
  again(now);
}

const Step& Practice::step() const {
  return scene().steps[state_.step];
}

std::vector<const Part*> Practice::parts() const {
  const Screen* screen = lesson_.find_screen(step().screen);
  check(screen != nullptr, "a step's screen is there");
  return parts_of(lesson_, *screen);
}

const Part* Practice::target_part() const {
  const auto all = parts();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Part* part) { return part->id == step().target; });
  return found == all.end() ? nullptr : *found;
}

Practice::PartState& Practice::state_of(const Part& part) {
  return state_.parts.try_emplace(state_key(part), PartState{part.is_on, part.value, {}, {}}).first->second;
}

std::string Practice::keyed(std::string_view key) const {
  const Part* keypad = keypad_for(parts(), step());
  check(keypad != nullptr, "a step that types has its keypad");
  std::string touch = keypad->id;
  return touch.append(".").append(key);
}

std::string Practice::next_touch() {
  switch (step().goal) {
    case Goal::choose:
      return right_option(step())->touch;
    case Goal::type: {
      const auto& typed = state_of(*target_part()).typed;
      return keyed(right_keys(typed, step().keys) < typed.size() ? std::string(delete_key)
                                                                 : step().keys[typed.size()]);
    }
    case Goal::wait:
      return {};
    default:
      return step().target;
  }
}

void Practice::touched() {
  state_.praise = {};
  state_.chooses_again = false;
}

Reply Practice::touch(std::string_view target, Milliseconds now) {
  if (is_over_ || showing_ || step().goal == Goal::wait) return Reply::ignored;
  touched();
  Reply reply = Reply::wrong;
  const Part* part = target_part();
  if (step().goal == Goal::type) {
    reply = touch_key(target);
  } else if (step().goal == Goal::choose) {
    reply = touch_option(target);
  } else if (step().goal == Goal::slide) {
    const bool is_more = target == step().target + ".more";
    if (is_more || target == step().target + ".less")
      return slide(step().target, state_of(*part).value + (is_more ? part->step : -part->step), now);
  } else if (target == step().target) {
    if (step().goal == Goal::toggle) state_of(*part).is_on = step().is_on;
    finish(step().next, step().effects);
    reply = Reply::right;
  }
  if (reply == Reply::wrong) reply = miss();
  settle(now);
  return reply;
}

Reply Practice::slide(std::string_view slider, std::int64_t value, Milliseconds now) {
  if (is_over_ || showing_ || step().goal == Goal::wait) return Reply::ignored;
  touched();
  const bool is_it = step().goal == Goal::slide && slider == step().target;
  const Reply reply = is_it ? slide_to(*target_part(), value) : miss();
  settle(now);
  return reply;
}

Reply Practice::slide_to(const Part& slider, std::int64_t value) {
  PartState& state = state_of(slider);
  const std::int64_t before = way_to(step(), state.value);
  state.value = on_mark(slider, value);
  if (is_there(step(), state.value)) {
    finish(step().next, step().effects);
    return Reply::right;
  }
  return way_to(step(), state.value) < before ? Reply::on_way : miss();
}

void Practice::type(PartState& field, std::vector<std::string> keys) const {
  field.typed = std::move(keys);
  field.words = typed_text(*keypad_for(parts(), step()), field.typed);
}

Reply Practice::touch_key(std::string_view target) {
  PartState& field = state_of(*target_part());
  auto typed = field.typed;
  const std::size_t right = right_keys(typed, step().keys);
  if (target == keyed(delete_key)) {
    if (typed.empty()) return Reply::wrong;
    typed.pop_back();
    type(field, std::move(typed));
    return Reply::on_way;
  }
  if (target == next_touch()) {
    typed.push_back(step().keys[right]);
    type(field, std::move(typed));
    if (field.typed.size() < step().keys.size()) return Reply::on_way;
    finish(step().next, step().effects);
    return Reply::right;
  }
  // A wrong key is there to be seen and deleted.
  const std::string prefix = keyed({});
  const auto all = touchables(*keypad_for(parts(), step()));
  const bool is_key = std::find(all.begin(), all.end(), target) != all.end();
  if (is_key && typed.size() < keys_max) typed.emplace_back(target.substr(prefix.size()));
  type(field, std::move(typed));
  return Reply::wrong;
}

Reply Practice::touch_option(std::string_view target) {
  const auto& options = step().options;
  const auto option =
      std::find_if(options.begin(), options.end(), [&](const Option& one) { return one.touch == target; });
  if (option == options.end()) return Reply::wrong;
  if (option->is_right) {
    finish(option->next, option->effects);
    return Reply::right;
  }
  ++hints_;
  ++misses_here();
  const auto tried = std::find(entry_.tried.begin(), entry_.tried.end(), option->touch);
  if (tried == entry_.tried.end()) entry_.tried.push_back(option->touch);
  history_.push_back(entry_);
  state_.choice = history_.size() - 1;
  do_effects(option->effects);
  state_.remember = state_.call = {};
  go_to(option->next);
  return Reply::harm;
}

Reply Practice::miss() {
  ++hints_;
  ++misses_here();
  ++misses_;
  const LocalText& words = misses_ == 1 ? words_.miss_1 : misses_ == 2 ? words_.miss_2 : words_.miss_3;
  const auto index = static_cast<std::size_t>(misses_ - 1);
  std::vector<LocalText> sentences{words};
  if (index < step().hints.size()) sentences.push_back(filled(step().hints[index], state_.variables));
  hint_ = sentences.front();
  if (sentences.size() > 1) {
    hint_.zh += '\n' + sentences.back().zh;
    hint_.en += '\n' + sentences.back().en;
  }
  glows_ = misses_ > 1;
  said_again_ = false;
  say(std::move(sentences));
  if (misses_ < misses_until_shown) return Reply::wrong;
  showing_ = Showing{touches_to_show(), 0, last_, {}};
  if (const Part* part = target_part()) showing_->before = state_of(*part);
  show_touch();
  return Reply::wrong;
}

std::vector<ShownTouch> Practice::touches_to_show() {
  if (step().goal == Goal::slide) return {{step().target, mark_for(step(), *target_part())}};
  if (step().goal != Goal::type) return {{next_touch(), {}}};
  const auto& typed = state_of(*target_part()).typed;
  const std::size_t right = right_keys(typed, step().keys);
  std::vector<ShownTouch> touches(typed.size() - right, ShownTouch{keyed(delete_key), {}});
  for (std::size_t i = right; i < step().keys.size(); ++i) touches.push_back({keyed(step().keys[i]), {}});
  return touches;
}

/// The touch that the hand has come to does what it would do.
void Practice::show_touch() {
  const Part* part = target_part();
  if (part == nullptr) return;
  PartState& state = state_of(*part);
  const ShownTouch& shown = showing_->touches[showing_->at];
  if (step().goal == Goal::toggle) state.is_on = step().is_on;
  if (step().goal == Goal::slide) state.value = *shown.value;
  if (step().goal != Goal::type) return;
  auto typed = state.typed;
  if (shown.touch == keyed(delete_key)) {
    typed.pop_back();
  } else {
    typed.push_back(step().keys[typed.size()]);
  }
  type(state, std::move(typed));
}

bool Practice::go_on_showing(Milliseconds now) {
  const Milliseconds each = step().goal == Goal::type ? timing_.shown_key : timing_.shown_touch;
  bool has_moved = false;
  while (showing_ && now - showing_->since >= each) {
    has_moved = true;
    showing_->since += each;
    if (++showing_->at == showing_->touches.size()) {
      end_showing();
    } else {
      show_touch();
    }
  }
  return has_moved;
}

void Practice::end_showing() {
  if (const Part* part = target_part()) {
    PartState& state = state_of(*part);
    state = showing_->before;
    // What was wrongly typed is out of the way for the learner's own try.
    if (step().goal == Goal::type) {
      auto typed = state.typed;
      typed.resize(right_keys(typed, step().keys));
      type(state, std::move(typed));
    }
  }
  showing_.reset();
  misses_ = 0;
  hint_ = {};
  glows_ = true;
  quiet_ = {};
  say_step();
}

bool Practice::tick(Milliseconds now, bool is_busy) {
  const Milliseconds passed = std::max(now - last_, Milliseconds{});
  last_ = std::max(now, last_);
  if (is_over_) return false;
  if (showing_) {
    const bool has_moved = go_on_showing(now);
    if (has_moved) draw();
    return has_moved;
  }
  if (is_busy) return false;
  quiet_ += passed;
  if (step().goal == Goal::wait) {
    if (quiet_ < std::chrono::seconds(step().seconds)) return false;
    finish(step().next, step().effects);
  } else if (quiet_ >= timing_.glow && !glows_) {
    glows_ = true;
  } else if (quiet_ >= timing_.say_again && !said_again_) {
    said_again_ = true;
    say_step();
  } else {
    return false;
  }
  draw();
  return true;
}

void Practice::do_effects(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) {
    Value& variable = state_.variables[effect.variable];
    const Value value = effect.from.empty() ? effect.value : state_.variables[effect.from];
    if (effect.kind == Effect::Kind::set) {
      variable = value;
      continue;
    }
    // Both are within a million million, so their sum is a number too.
    const auto change = std::get<std::int64_t>(value);
    auto& number = std::get<std::int64_t>(variable);
    number =
        std::clamp(number + (effect.kind == Effect::Kind::add ? change : -change), -number_max, number_max);
  }
}

void Practice::finish(const std::string& next, const std::vector<Effect>& effects) {
  const Step& done = step();
  do_effects(effects);
  if (next == next_undo) return undo();
  history_.push_back(entry_);
  state_.praise = done.praise;
  state_.remember = done.remember;
  state_.call = done.call;
  state_.tried.clear();
  state_.chooses_again = false;
  go_to(next);
}

void Practice::go_to(const std::string& next) {
  if (next != next_end) {
    const Step* following = scene().find(next);
    check(following != nullptr, "a step's next is there");
    state_.step = static_cast<std::size_t>(following - scene().steps.data());
  } else if (!alone_ && state_.scene + 1 < lesson_.scenes.size()) {
    ++state_.scene;
    state_.step = 0;
    state_.parts.clear();
    state_.variables = lesson_.variables;
  } else {
    is_over_ = true;
    hint_ = {};
    glows_ = false;
    say(is_empty(state_.praise) ? std::vector<LocalText>{}
                                : std::vector{filled(state_.praise, state_.variables)});
    return;
  }
  enter();
}

/// Back at the choice, as if it had not been made.
void Practice::undo() {
  check(state_.choice.has_value(), "undo follows a choice");
  const std::size_t choice = *state_.choice;
  state_ = history_[choice];
  history_.resize(choice);
  state_.praise = {};
  state_.remember = step().remember;
  state_.call = step().call;
  state_.chooses_again = true;
  enter();
}

void Practice::enter() {
  misses_ = 0;
  glows_ = false;
  said_again_ = false;
  hint_ = {};
  quiet_ = {};
  showing_.reset();
  way_ = right_way_lengths(scene());
  (void)misses_here();  // come to, and nothing missed yet
  make_undone();
  entry_ = state_;
  say_step();
}

/// What a step asks is still to be done when it begins, also when it was done by an earlier one.
void Practice::make_undone() {
  const Part* part = target_part();
  if (step().goal == Goal::type) type(state_of(*part), {});
  if (step().goal == Goal::toggle) state_of(*part).is_on = !step().is_on;
  if (step().goal == Goal::slide && is_there(step(), state_of(*part).value))
    state_of(*part).value = step().least > part->min ? part->min : part->max;
}

void Practice::say(std::vector<LocalText> sentences) {
  spoken_ = std::move(sentences);
  ++speech_;
}

void Practice::say_step() {
  std::vector<LocalText> sentences;
  const auto add = [&](const LocalText& text) {
    if (!is_empty(text)) sentences.push_back(filled(text, state_.variables));
  };
  add(state_.praise);
  if (state_.chooses_again) add(is_empty(step().again) ? words_.again : step().again);
  add(state_.remember);
  add(state_.call);
  add(step().say);
  say(std::move(sentences));
}

/// After a touch time begins anew.
void Practice::settle(Milliseconds now) {
  last_ = std::max(now, last_);
  if (showing_) showing_->since = last_;
  quiet_ = {};
  said_again_ = false;
  draw();
}

void Practice::back(Milliseconds now) {
  if (history_.empty()) {
    state_ = entry_;
  } else {
    state_ = std::move(history_.back());
    history_.pop_back();
  }
  is_over_ = false;
  enter();
  settle(now);
}

void Practice::again(Milliseconds now) {
  hints_ = 0;
  begin_at(alone_.value_or(0), now);
}

void Practice::start_scene(std::size_t scene, Milliseconds now) {
  alone_ = std::min(scene, lesson_.scenes.size() - 1);
  all_misses_.clear();
  begin_at(*alone_, now);
}

void Practice::begin_at(std::size_t scene, Milliseconds now) {
  history_.clear();
  state_ = {};
  state_.scene = scene;
  state_.variables = lesson_.variables;
  is_over_ = false;
  enter();
  settle(now);
}

void Practice::do_rightly() {
  const Step& now = step();
  if (const Part* part = target_part()) {
    PartState& state = state_of(*part);
    if (now.goal == Goal::type) type(state, now.keys);
    if (now.goal == Goal::toggle) state.is_on = now.is_on;
    if (now.goal == Goal::slide) state.value = mark_for(now, *part);
  }
  if (now.goal != Goal::choose) return finish(now.next, now.effects);
  const Option& option = *right_option(now);
  finish(option.next, option.effects);
}

bool Practice::skip_to(std::string_view wanted, Milliseconds now) {
  const std::size_t played = state_.scene;
  begin_at(played, now);
  while (!is_over_ && state_.scene == played && step().id != wanted) do_rightly();
  const bool is_there = !is_over_ && state_.scene == played;
  if (!is_there) begin_at(played, now);
  settle(now);
  return is_there;
}

std::size_t Practice::step_number() const {
  const std::string& on_way = state_.choice ? scene().steps[history_[*state_.choice].step].id : step().id;
  const auto length = [&](const std::string& id) {
    const auto found = way_.find(id);
    return found == way_.end() ? std::size_t{} : found->second;
  };
  return length(scene().steps.front().id) - length(on_way) + 1;
}

int& Practice::misses_here() {
  return all_misses_[{state_.scene + 1, step_number()}];
}

std::vector<StepMisses> Practice::misses() const {
  std::vector<StepMisses> all;
  all.reserve(all_misses_.size());
  for (const auto& [where, misses] : all_misses_) all.push_back({where.first, where.second, misses});
  return all;
}

void Practice::draw() {
  ++revision_;
  view_ = {};
  view_.scene = state_.scene;
  view_.scenes = lesson_.scenes.size();
  view_.scene_title = filled(scene().title, state_.variables);
  view_.steps = way_[scene().steps.front().id];
  view_.step = step_number();
  view_.is_large = is_large(lesson_, *lesson_.find_screen(step().screen));
  view_.sentence = filled(step().say, state_.variables);
  view_.praise = filled(state_.praise, state_.variables);
  if (state_.chooses_again)
    view_.again = filled(is_empty(step().again) ? words_.again : step().again, state_.variables);
  view_.remember = filled(state_.remember, state_.variables);
  view_.call = filled(state_.call, state_.variables);
  view_.hint = hint_;
  view_.tried = state_.tried;
  view_.is_harm = state_.choice.has_value();
  view_.waits = step().goal == Goal::wait;
  if (glows_ && !showing_) view_.glow = next_touch();
  if (showing_) view_.shown = showing_->touches[showing_->at];
  view_.stars = std::max(1, stars_max - hints_ / hints_a_star);
  view_.is_over = is_over_;
  draw_parts();
}

void Practice::draw_parts() {
  const auto all = parts();
  view_.parts.reserve(all.size());
  for (const Part* part : all) {
    Part full = filled_part(*part, state_.variables);
    if (const auto changed = state_.parts.find(state_key(*part)); changed != state_.parts.end()) {
      full.is_on = changed->second.is_on;
      full.value = changed->second.value;
      if (part->kind == PartKind::field) full.end = changed->second.words;
    }
    view_.parts.push_back(std::move(full));
  }
}

}  // namespace yz::practice
