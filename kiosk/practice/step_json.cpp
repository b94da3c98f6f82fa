// Scenes and their steps.
#include <algorithm>

#include "kiosk/practice/lesson_reading.h"

namespace yz::practice {
namespace {

constexpr std::size_t scenes_max = 12;
constexpr std::size_t steps_max = 40;
constexpr std::size_t options_min = 2;
constexpr std::size_t options_max = 4;
constexpr std::size_t hints_max = 3;
constexpr std::int64_t seconds_max = 30;

/// What to do in a step, by the member that says so, with the members that belong to it.
struct GoalRow {
  const char* member;
  Goal goal;
  std::vector<std::string> with;
};
const std::vector<GoalRow>& goals() {
  static const std::vector<GoalRow> table{
      {"touch", Goal::touch, {}},       {"answer", Goal::touch, {}},
      {"type", Goal::type, {"into"}},   {"slide", Goal::slide, {"at_least", "at_most", "to"}},
      {"switch", Goal::toggle, {"on"}}, {"choose", Goal::choose, {"remember", "call", "again"}},
      {"wait", Goal::wait, {}}};
  return table;
}

std::vector<std::string> variable_names(const Variables& variables) {
  std::vector<std::string> names;
  names.reserve(variables.size());
  for (const auto& [name, value] : variables) names.push_back(name);
  return names;
}

bool is_known(LessonReading& in, int line, const std::string& what, const std::string& variable) {
  if (in.variables().contains(variable)) return true;
  in.wrong(line, what + ": no variable " + in_quotes(variable) +
                     did_you_mean(variable, variable_names(in.variables())));
  return false;
}

void read_effect(LessonReading& in, const JsonNode& node, const std::string& who, Effect::Kind kind,
                 std::vector<Effect>& effects) {
  const std::string what = who + ' ' + in_quotes(node.name);
  if (!is_known(in, node.line, what, node.name)) return;
  const Value& variable = in.variables().find(node.name)->second;
  const bool is_number = std::holds_alternative<std::int64_t>(variable);
  if (kind != Effect::Kind::set && !is_number)
    return in.wrong(node.line, what + ": words cannot be added to");
  Effect effect{kind, node.name, {}, {}};
  if (node.kind == JsonNode::Kind::text) {
    if (!is_known(in, node.line, what, node.text)) return;
    if (in.variables().find(node.text)->second.index() != variable.index())
      return in.wrong(node.line, what + ": one is a number, the other is words");
    effect.from = node.text;
  } else if (is_number) {
    effect.value = in.whole(node, what, -number_max, number_max);
  } else {
    effect.value = in.text(node, what, shown_text);
  }
  effects.push_back(std::move(effect));
}

std::vector<Effect> read_effects(LessonReading& in, const JsonNode& node, const std::string& who) {
  std::vector<Effect> effects;
  const std::pair<const char*, Effect::Kind> kinds[]{
      {"set", Effect::Kind::set}, {"add", Effect::Kind::add}, {"subtract", Effect::Kind::subtract}};
  for (const auto& [name, kind] : kinds) {
    const JsonNode* changes = node.find(name);
    if (changes == nullptr) continue;
    const std::string what = who + ' ' + in_quotes(name);
    if (changes->kind != JsonNode::Kind::object) {
      in.wrong(changes->line, what + ": an object of variables is wanted");
      continue;
    }
    for (const JsonNode& change : changes->inside) read_effect(in, change, what, kind, effects);
  }
  return effects;
}

void read_keys(LessonReading& in, const JsonNode& node, const std::string& what, Step& step) {
  if (node.kind == JsonNode::Kind::list) {
    for (const JsonNode& word : node.inside) step.keys.push_back(in.id(word, what));
  } else {
    for (const char c : node.text) {
      const bool is_digit = c >= '0' && c <= '9';
      if (!is_digit && c != '.') {
        return in.wrong(node.line, what + ": only digits and a point are typed so; words are a list of ids");
      }
      step.keys.push_back(is_digit ? std::string(1, c) : "point");
    }
    if (std::count(step.keys.begin(), step.keys.end(), "point") > 1)
      in.wrong(node.line, what + ": one point at most");
  }
  if (step.keys.empty() || step.keys.size() > keys_max)
    in.wrong(node.line, what + ": 1 to 12 keys are typed");
}

void read_slide(LessonReading& in, const JsonNode& node, const std::string& who, Step& step) {
  step.least = -number_max;
  step.most = number_max;
  std::size_t count = 0;
  for (const char* name : {"at_least", "at_most", "to"}) {
    const JsonNode* bound = node.find(name);
    if (bound == nullptr) continue;
    ++count;
    const std::string_view which = name;
    const auto value = in.whole(*bound, who + ' ' + in_quotes(name), -number_max, number_max);
    if (which != "at_most") step.least = value;
    if (which != "at_least") step.most = value;
  }
  if (count != 1) in.wrong(node.line, who + ": one of \"at_least\", \"at_most\" and \"to\" is wanted");
}

void read_options(LessonReading& in, const JsonNode& node, const std::string& who, Step& step) {
  const auto elements = in.list(node, who, "choose", options_min, options_max);
  step.options.reserve(elements.size());
  for (const JsonNode* element : elements) {
    const std::string option_who = who + " option " + std::to_string(step.options.size() + 1);
    if (!in.object(*element, option_who, {"touch", "right", "next", "set", "add", "subtract"})) continue;
    Option option;
    option.line = element->line;
    if (const JsonNode* touch = in.must(*element, option_who, "touch"))
      option.touch = in.id(*touch, option_who + " \"touch\"", /*may_have_dot=*/true);
    if (const JsonNode* right = element->find("right"))
      option.is_right = in.flag(*right, option_who + " \"right\"");
    if (const JsonNode* next = element->find("next")) {
      option.next = in.id(*next, option_who + " \"next\"");
    } else if (!option.is_right) {
      in.wrong(option.line, option_who + ": a wrong option needs \"next\", the step that plays the harm");
    }
    option.effects = read_effects(in, *element, option_who);
    step.options.push_back(std::move(option));
  }
  const auto is_right = [](const Option& option) { return option.is_right; };
  if (!elements.empty() && std::none_of(step.options.begin(), step.options.end(), is_right))
    in.wrong(node.line, who + ": no option is right; write \"right\": true");
  if (std::all_of(step.options.begin(), step.options.end(), is_right)) return;
  for (const char* name : {"remember", "call"}) {
    if (node.find(name) == nullptr)
      in.wrong(node.line,
               who + ": a wrong option needs " + in_quotes(name) + ", told when the harm was played");
  }
}

void read_goal(LessonReading& in, const JsonNode& node, const std::string& who, const GoalRow& row,
               Step& step) {
  const JsonNode& member = *node.find(row.member);
  const std::string what = who + ' ' + in_quotes(row.member);
  step.goal = row.goal;
  switch (row.goal) {
    case Goal::touch:
      step.target = in.id(member, what, /*may_have_dot=*/true);
      if (member.name == "answer") step.target += ".answer";
      break;
    case Goal::type:
      read_keys(in, member, what, step);
      if (const JsonNode* into = in.must(node, who, "into")) step.target = in.id(*into, who + " \"into\"");
      break;
    case Goal::slide:
      step.target = in.id(member, what);
      read_slide(in, node, who, step);
      break;
    case Goal::toggle:
      step.target = in.id(member, what);
      if (const JsonNode* on = in.must(node, who, "on")) step.is_on = in.flag(*on, who + " \"on\"");
      break;
    case Goal::choose:
      read_options(in, node, who, step);
      break;
    case Goal::wait:
      step.seconds = static_cast<int>(in.whole(member, what, 1, seconds_max));
      break;
  }
}

/// The one thing to do; nullptr, with a fault, if there is none or more than one.
const GoalRow* goal_of(LessonReading& in, const JsonNode& node, const std::string& who) {
  const GoalRow* found = nullptr;
  for (const GoalRow& row : goals()) {
    if (node.find(row.member) == nullptr) continue;
    if (found != nullptr) {
      in.wrong(node.line, who + ": both " + in_quotes(found->member) + " and " + in_quotes(row.member) +
                              "; a step has one thing to do");
      return nullptr;
    }
    found = &row;
  }
  if (found == nullptr)
    in.wrong(node.line, who + ": nothing to do; one of touch, answer, type, slide, switch, choose, wait");
  return found;
}

void read_step_texts(LessonReading& in, const JsonNode& node, const std::string& who, Step& step) {
  const std::pair<const char*, LocalText Step::*> sentences[]{
      {"remember", &Step::remember}, {"call", &Step::call}, {"again", &Step::again}};
  if (const JsonNode* say = in.must(node, who, "say"))
    step.say = in.text(*say, who + " \"say\"", sentence_text);
  if (const JsonNode* praise = node.find("praise"))
    step.praise = in.text(*praise, who + " \"praise\"", praise_text);
  for (const auto& [name, text] : sentences) {
    if (const JsonNode* member = node.find(name))
      step.*text = in.text(*member, who + ' ' + in_quotes(name), sentence_text);
  }
  if (step.goal == Goal::wait) return;
  for (const JsonNode* hint : in.list(node, who, "hints", 1, hints_max))
    step.hints.push_back(in.text(*hint, who + " \"hints\"", short_text));
}

void read_step(LessonReading& in, const JsonNode& node, Scene& scene) {
  Step step;
  step.line = node.line;
  std::string who = "step " + std::to_string(scene.steps.size() + 1);
  if (node.kind != JsonNode::Kind::object) return in.wrong(node.line, who + ": an object {…} is wanted");
  if (const JsonNode* id = in.must(node, who, "id")) step.id = in.id(*id, who + " \"id\"");
  who = "step " + in_quotes(step.id);
  if (step.id == next_end || step.id == next_undo)
    in.wrong(node.line, who + ": end and undo are no names of steps");
  if (scene.find(step.id) != nullptr) in.wrong(node.line, who + " is there twice in this scene");
  const GoalRow* row = goal_of(in, node, who);
  if (row == nullptr) return;
  std::vector<std::string> members{"id", "screen", "say", "praise", row->member};
  members.insert(members.end(), row->with.begin(), row->with.end());
  if (row->goal != Goal::wait) members.emplace_back("hints");
  // The options of a choice have their own.
  if (row->goal != Goal::choose) members.insert(members.end(), {"set", "add", "subtract", "next"});
  in.object(node, who, members);
  if (const JsonNode* screen = in.must(node, who, "screen"))
    step.screen = in.id(*screen, who + " \"screen\"");
  read_goal(in, node, who, *row, step);
  read_step_texts(in, node, who, step);
  if (row->goal != Goal::choose) {
    step.effects = read_effects(in, node, who);
    if (const JsonNode* next = node.find("next")) step.next = in.id(*next, who + " \"next\"");
  }
  scene.steps.push_back(std::move(step));
}

/// Without "next" the next in the list follows.
void join(Scene& scene) {
  for (std::size_t i = 0; i < scene.steps.size(); ++i) {
    const std::string following = i + 1 < scene.steps.size() ? scene.steps[i + 1].id : std::string(next_end);
    Step& step = scene.steps[i];
    if (step.next.empty()) step.next = following;
    for (Option& option : step.options) {
      if (option.next.empty()) option.next = following;
    }
  }
}

}  // namespace

void read_scenes(LessonReading& in, const JsonNode& root, Lesson& lesson) {
  const auto scenes = in.list(root, "pack", "scenes", 1, scenes_max);
  lesson.scenes.reserve(scenes.size());
  for (const JsonNode* node : scenes) {
    Scene scene;
    scene.line = node->line;
    std::string who = "scene " + std::to_string(lesson.scenes.size() + 1);
    if (!in.object(*node, who, {"id", "title", "steps"})) continue;
    if (const JsonNode* id = in.must(*node, who, "id")) scene.id = in.id(*id, who + " \"id\"");
    who = "scene " + in_quotes(scene.id);
    const bool is_twice = std::any_of(lesson.scenes.begin(), lesson.scenes.end(),
                                      [&](const Scene& other) { return other.id == scene.id; });
    if (is_twice) in.wrong(node->line, who + " is there twice");
    if (const JsonNode* title = in.must(*node, who, "title"))
      scene.title = in.text(*title, who + " \"title\"", scene_title_text);
    const auto steps = in.list(*node, who, "steps", 1, steps_max);
    scene.steps.reserve(steps.size());
    for (const JsonNode* step : steps) read_step(in, *step, scene);
    join(scene);
    lesson.scenes.push_back(std::move(scene));
  }
}

}  // namespace yz::practice
