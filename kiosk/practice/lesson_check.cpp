#include "kiosk/practice/lesson_check.h"

#include <algorithm>
#include <set>

#include "kiosk/practice/nearest.h"

namespace yz::practice {
namespace {

constexpr std::size_t parts_max = 24;

std::vector<std::string> screen_ids(const Lesson& lesson) {
  std::vector<std::string> ids;
  ids.reserve(lesson.screens.size());
  for (const Screen& screen : lesson.screens) ids.push_back(screen.id);
  return ids;
}

/// Bases that are there and end.
bool check_base(const Lesson& lesson, const Screen& screen, const TellFault& wrong) {
  const Screen* layer = &screen;
  for (std::size_t depth = 0; !layer->base.empty(); ++depth) {
    if (depth == bases_max) {
      wrong(screen.line,
            "screen " + in_quotes(screen.id) + ": more than 4 bases on one another, or a circle");
      return false;
    }
    const Screen* base = lesson.find_screen(layer->base);
    if (base == nullptr) {
      if (layer == &screen)
        wrong(screen.line, "screen " + in_quotes(screen.id) + ": no screen " + in_quotes(screen.base) +
                               did_you_mean(screen.base, screen_ids(lesson)));
      return false;
    }
    layer = base;
  }
  return true;
}

void check_parts(const Lesson& lesson, const Screen& screen, const TellFault& wrong) {
  const auto parts = parts_of(lesson, screen);
  const std::string who = "screen " + in_quotes(screen.id) + ": ";
  if (parts.size() > parts_max) wrong(screen.line, who + "more than 24 parts with those of its base");
  std::set<std::string> ids;
  for (const Part* part : parts) {
    auto own = touchables(*part);
    if (!part->id.empty() && std::find(own.begin(), own.end(), part->id) == own.end())
      own.push_back(part->id);
    const int line = part->owner == screen.id ? part->line : screen.line;
    for (const std::string& id : own) {
      if (!ids.insert(id).second) wrong(line, who + in_quotes(id) + " is there twice");
    }
    if (part->kind != PartKind::keypad) continue;
    const bool has_field = std::any_of(parts.begin(), parts.end(), [&](const Part* other) {
      return other->kind == PartKind::field && other->id == part->into;
    });
    if (!has_field) wrong(line, who + "no field " + in_quotes(part->into) + " for its keypad");
  }
}

/// Shown by a step, or the base of one that is.
void check_shown(const Lesson& lesson, const TellFault& wrong) {
  std::set<std::string> shown;
  for (const Scene& scene : lesson.scenes) {
    for (const Step& step : scene.steps) shown.insert(step.screen);
  }
  for (std::size_t depth = 0; depth < bases_max; ++depth) {
    for (const Screen& screen : lesson.screens) {
      if (shown.contains(screen.id)) shown.insert(screen.base);
    }
  }
  for (const Screen& screen : lesson.screens) {
    if (!shown.contains(screen.id))
      wrong(screen.line,
            "screen " + in_quotes(screen.id) + " is never shown; show it in a step or take it out");
  }
}

class ScreenTargets {
 public:
  ScreenTargets(const Screen& screen, std::vector<const Part*> parts, const TellFault& wrong)
      : screen_(screen), parts_(std::move(parts)), wrong_(wrong) {}

  void touch(int line, const std::string& who, const std::string& target) const {
    std::vector<std::string> known;
    for (const Part* part : parts_) {
      for (std::string& id : touchables(*part)) known.push_back(std::move(id));
    }
    if (std::find(known.begin(), known.end(), target) == known.end()) missing(line, who, target, known);
  }
  /// nullptr, with a fault, if there is none of that kind.
  const Part* part(int line, const std::string& who, const std::string& target, PartKind kind) const {
    std::vector<std::string> known;
    for (const Part* part : parts_) {
      if (part->kind == kind && part->id == target) return part;
      if (part->kind == kind) known.push_back(part->id);
      if (part->id == target && !target.empty()) {
        wrong_(line, who + ": " + in_quotes(target) + " is a " + to_string(part->kind) + ", a " +
                         to_string(kind) + " is wanted");
        return nullptr;
      }
    }
    missing(line, who, target, known);
    return nullptr;
  }
  [[nodiscard]] const std::vector<const Part*>& parts() const { return parts_; }

 private:
  void missing(int line, const std::string& who, const std::string& target,
               const std::vector<std::string>& known) const {
    wrong_(line, who + ": no part " + in_quotes(target) + " on screen " + in_quotes(screen_.id) +
                     did_you_mean(target, known));
  }

  const Screen& screen_;
  std::vector<const Part*> parts_;
  const TellFault& wrong_;
};

void check_slide(const Step& step, const Part& slider, const std::string& who, const TellFault& wrong) {
  if (step.least <= slider.min && step.most >= slider.max)
    return wrong(step.line, who + ": the slider is always there; ask for less than all of it");
  const std::int64_t from = std::max(step.least, slider.min) - slider.min;
  const std::int64_t first = slider.min + (from + slider.step - 1) / slider.step * slider.step;
  if (first > slider.max || first > step.most) {
    wrong(step.line, who + ": the slider cannot come there; it goes from " + std::to_string(slider.min) +
                         " to " + std::to_string(slider.max) + " by " + std::to_string(slider.step));
  }
}

void check_target(const Lesson& lesson, const Step& step, const TellFault& wrong) {
  const std::string who = "step " + in_quotes(step.id);
  const Screen* screen = lesson.find_screen(step.screen);
  if (screen == nullptr) {
    return wrong(step.line, who + ": no screen " + in_quotes(step.screen) +
                                did_you_mean(step.screen, screen_ids(lesson)));
  }
  const ScreenTargets targets(*screen, parts_of(lesson, *screen), wrong);
  switch (step.goal) {
    case Goal::touch:
      return targets.touch(step.line, who, step.target);
    case Goal::type:
      if (targets.part(step.line, who, step.target, PartKind::field) != nullptr &&
          keypad_for(targets.parts(), step) == nullptr)
        wrong(step.line, who + ": no keypad on screen " + in_quotes(screen->id) + " has the keys for it");
      return;
    case Goal::slide:
      if (const Part* slider = targets.part(step.line, who, step.target, PartKind::slider))
        check_slide(step, *slider, who, wrong);
      return;
    case Goal::toggle:
      static_cast<void>(targets.part(step.line, who, step.target, PartKind::toggle));
      return;
    case Goal::choose:
      for (const Option& option : step.options) {
        targets.touch(option.line, who, option.touch);
        const auto same = std::count_if(step.options.begin(), step.options.end(),
                                        [&](const Option& other) { return other.touch == option.touch; });
        if (same > 1) wrong(option.line, who + ": " + in_quotes(option.touch) + " stands for two options");
      }
      return;
    case Goal::wait:
      return;
  }
}

/// The ways through one scene.
class Ways {
 public:
  Ways(const Scene& scene, const TellFault& wrong) : scene_(scene), wrong_(wrong) {}

  void check() {
    if (scene_.steps.empty() || !nexts_are_there()) return;
    if (!goes_on(scene_.steps.front(), {})) return;
    for (const std::string& id : right_) check_choice(*scene_.find(id));
    check_reached();
    if (has_fault_) return;
    check_length();
  }

 private:
  void wrong(int line, const std::string& what) {
    has_fault_ = true;
    wrong_(line, what);
  }
  void check_next(const std::string& next, int line, const std::string& who) {
    if (next == next_end || next == next_undo || scene_.find(next) != nullptr) return;
    std::vector<std::string> known{std::string(next_end), std::string(next_undo)};
    for (const Step& step : scene_.steps) known.push_back(step.id);
    wrong(line, who + ": no step " + in_quotes(next) + " in this scene" + did_you_mean(next, known));
  }
  bool nexts_are_there() {
    for (const Step& step : scene_.steps) {
      const std::string who = "step " + in_quotes(step.id);
      if (step.goal != Goal::choose) check_next(step.next, step.line, who);
      for (const Option& option : step.options) check_next(option.next, option.line, who);
    }
    return !has_fault_;
  }
  /// Follows every right way from here; false, with a fault, if it goes in a circle or is undone.
  bool goes_on(const Step& step, std::vector<std::string> before) {
    if (std::find(before.begin(), before.end(), step.id) != before.end()) {
      wrong(step.line,
            "step " + in_quotes(step.id) + ": the way comes here again; it may not go in a circle");
      return false;
    }
    if (!right_.insert(step.id).second) return true;
    before.push_back(step.id);
    for (const auto& [next, line] : right_nexts(step)) {
      if (next == next_end) continue;
      if (next == next_undo) {
        wrong(line, "step " + in_quotes(step.id) + ": undo belongs after the harm of a wrong choice");
        return false;
      }
      if (!goes_on(*scene_.find(next), before)) return false;
    }
    return true;
  }
  static std::vector<std::pair<std::string, int>> right_nexts(const Step& step) {
    if (step.goal != Goal::choose) return {{step.next, step.line}};
    std::vector<std::pair<std::string, int>> nexts;
    for (const Option& option : step.options) {
      if (option.is_right) nexts.emplace_back(option.next, option.line);
    }
    return nexts;
  }
  void check_choice(const Step& step) {
    for (const Option& option : step.options) {
      if (!option.is_right) check_harm(step, option);
    }
  }
  void check_harm(const Step& choice, const Option& option) {
    const std::string who = "step " + in_quotes(choice.id) + ": the harm of " + in_quotes(option.touch);
    if (option.next == next_undo)
      return wrong(option.line, who + " is not played; lead to a step that shows it");
    std::string_view next = option.next;
    for (std::size_t count = 0; next != next_undo; ++count) {
      if (count == harm_max) return wrong(option.line, who + " takes more than 4 steps");
      if (next == next_end || right_.contains(std::string(next)))
        return wrong(option.line, who + " is not undone; its last step needs \"next\": \"undo\"");
      const Step& step = *scene_.find(next);
      harm_.insert(step.id);
      if (step.goal == Goal::choose) return wrong(step.line, who + " has a choice in it; it may have none");
      next = step.next;
    }
  }
  void check_reached() {
    for (const Step& step : scene_.steps) {
      if (!right_.contains(step.id) && !harm_.contains(step.id))
        wrong(step.line, "step " + in_quotes(step.id) + " is never reached; lead to it or take it out");
    }
  }
  void check_length() {
    const std::size_t longest = length(scene_.steps.front(), /*is_longest=*/true);
    const std::size_t shortest = length(scene_.steps.front(), /*is_longest=*/false);
    if (shortest >= right_way_min && longest <= right_way_max) return;
    const std::size_t bad = shortest < right_way_min ? shortest : longest;
    wrong(scene_.line, "scene " + in_quotes(scene_.id) + ": the right way has " + std::to_string(bad) +
                           " steps, 6 to 12 are wanted");
  }
  std::size_t length(const Step& step, bool is_longest) {
    auto& known = is_longest ? longest_ : shortest_;
    if (const auto found = known.find(step.id); found != known.end()) return found->second;
    std::size_t best = is_longest ? 0 : scene_.steps.size();
    for (const auto& [next, line] : right_nexts(step)) {
      const std::size_t rest = next == next_end ? 0 : length(*scene_.find(next), is_longest);
      best = is_longest ? std::max(best, rest) : std::min(best, rest);
    }
    return known[step.id] = best + 1;
  }

  const Scene& scene_;
  const TellFault& wrong_;
  bool has_fault_{};
  std::set<std::string> right_;  // steps on a right way
  std::set<std::string> harm_;
  std::map<std::string, std::size_t> longest_;
  std::map<std::string, std::size_t> shortest_;
};

std::size_t longest_from(const Scene& scene, std::string_view id, WayLengths& lengths) {
  const Step* step = scene.find(id);
  if (step == nullptr) return 0;
  if (const auto known = lengths.find(id); known != lengths.end()) return known->second;
  std::size_t rest = 0;
  if (step->goal != Goal::choose) rest = longest_from(scene, step->next, lengths);
  for (const Option& option : step->options) {
    if (option.is_right) rest = std::max(rest, longest_from(scene, option.next, lengths));
  }
  lengths[step->id] = rest + 1;
  return rest + 1;
}

}  // namespace

void check_lesson(const Lesson& lesson, const TellFault& wrong) {
  bool has_bases = true;
  for (const Screen& screen : lesson.screens) has_bases = check_base(lesson, screen, wrong) && has_bases;
  if (!has_bases) return;
  for (const Screen& screen : lesson.screens) check_parts(lesson, screen, wrong);
  check_shown(lesson, wrong);
  for (const Scene& scene : lesson.scenes) {
    for (const Step& step : scene.steps) check_target(lesson, step, wrong);
    Ways(scene, wrong).check();
  }
}

WayLengths right_way_lengths(const Scene& scene) {
  WayLengths lengths;
  if (!scene.steps.empty()) longest_from(scene, scene.steps.front().id, lengths);
  return lengths;
}

}  // namespace yz::practice
