#include "domain/lessons/practice_json.h"

#include <array>
#include <tuple>

#include "domain/json/events.h"

namespace yz::domain {

namespace {

constexpr std::size_t title_bytes_max = 2'048;
constexpr std::int64_t version_max = 1'000'000'000'000;

class PracticeFields : public Fields {
 public:
  explicit PracticeFields(const Json& object) : Fields(object), object_(object) {}

  int count(const char* name, int min, int max) { return static_cast<int>(number(name, min, max)); }
  int place(const char* name) { return count(name, 1, practice_place_max); }
  PracticeRun run() {
    PracticeRun read;
    read.pack = text("pack");
    read.title = title();
    read.version = static_cast<std::uint64_t>(number("version", 0, version_max));
    read.scene = place("scene");
    read.steps = steps();
    read.minutes = count("minutes", 0, practice_minutes_max);
    read.at = at();
    return read;
  }

 private:
  LocalText title() {
    const auto found = object_.find("title");
    if (found == object_.end() || !found->is_object()) return wrong<LocalText>("title", "an object");
    Fields in(*found);
    LocalText read{.zh = in.text("zh", /*may_be_empty=*/false, title_bytes_max),
                   .en = in.text("en", /*may_be_empty=*/true, title_bytes_max)};
    return in.error() ? wrong<LocalText>("title", "zh or en is wrong") : read;
  }
  std::vector<PracticeStep> steps() {
    const auto found = object_.find("steps");
    if (found == object_.end() || !found->is_array() || found->empty() || found->size() > practice_steps_max)
      return wrong<std::vector<PracticeStep>>("steps", "a list of steps");
    std::vector<PracticeStep> read;
    read.reserve(found->size());
    for (const Json& one : *found) {
      if (!one.is_object()) return wrong<std::vector<PracticeStep>>("steps", "no object");
      PracticeFields in(one);
      const PracticeStep step{.scene = in.place("scene"),
                              .step = in.place("step"),
                              .misses = in.count("misses", 0, practice_misses_max)};
      const bool is_later =
          read.empty() || std::tie(read.back().scene, read.back().step) < std::tie(step.scene, step.step);
      if (in.error() || !is_later) return wrong<std::vector<PracticeStep>>("steps", "one is wrong");
      read.push_back(step);
    }
    return read;
  }

  const Json& object_;
};

PracticeEvent read_finished(PracticeFields& in) {
  return PracticeFinished{.run = in.run(), .stars = in.count("stars", 1, practice_stars_max)};
}
PracticeEvent read_left(PracticeFields& in) {
  return PracticeLeft{.run = in.run(), .step = in.place("step")};
}

struct Kind {
  const char* type;
  PracticeEvent (*read)(PracticeFields&);
};
/// In the order of PracticeEvent's alternatives.
constexpr std::array<Kind, std::variant_size_v<PracticeEvent>> kinds{
    {{"practice.finished", read_finished}, {"practice.left", read_left}}};

}  // namespace

EventKind kind_of(const PracticeEvent& event) {
  return {.type = kinds.at(event.index()).type, .version = 1};
}

std::string to_json(const PracticeEvent& event) {
  const PracticeRun& run = run_of(event);
  Json body{{"pack", run.pack},
            {"title", {{"zh", run.title.zh}, {"en", run.title.en}}},
            {"version", run.version},
            {"scene", run.scene}};
  if (const auto* finished = std::get_if<PracticeFinished>(&event)) body["stars"] = finished->stars;
  if (const auto* left = std::get_if<PracticeLeft>(&event)) body["step"] = left->step;
  Json steps = Json::array();
  for (const PracticeStep& step : run.steps)
    steps.push_back({{"scene", step.scene}, {"step", step.step}, {"misses", step.misses}});
  body["steps"] = std::move(steps);
  body["minutes"] = run.minutes;
  body["at"] = ms(run.at);
  return one_line(body);
}

Result<PracticeEvent> parse_practice_event(const EventKind& kind, std::string_view body_json) {
  return parse_event<PracticeEvent, PracticeFields>(kinds, kind, body_json);
}

}  // namespace yz::domain
