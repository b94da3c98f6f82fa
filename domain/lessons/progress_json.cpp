#include "domain/lessons/progress_json.h"

#include <array>

#include "domain/json/events.h"
#include "domain/lessons/practice_events.h"
#include "domain/wishes/wishes.h"

namespace yz::domain {

namespace {

constexpr std::size_t row_bytes_max = 65'536;

std::string person_in(Fields& in) {
  std::string read = in.text("person");
  return is_pseudonym(read) ? read : in.wrong<std::string>("person", "printable ASCII");
}

LessonScene scene_in(Fields& in) {
  std::string pack = in.text("pack");
  return {.pack = std::move(pack), .scene = in.text("scene")};
}

int stars_in(Fields& in) {
  return static_cast<int>(in.number("stars", 1, practice_stars_max));
}

struct Kind {
  const char* type;
  ProgressRecorded (*read)(Fields&);
};
constexpr std::array<Kind, 1> kinds{
    {{progress_type, [](Fields& in) {
        return ProgressRecorded{
            .person = person_in(in), .scene = scene_in(in), .stars = stars_in(in), .at = in.at()};
      }}}};

}  // namespace

EventKind kind_of(const ProgressRecorded&) {
  return {.type = progress_type, .version = 1};
}

std::string to_json(const ProgressRecorded& event) {
  return one_line({{"person", event.person},
                   {"pack", event.scene.pack},
                   {"scene", event.scene.scene},
                   {"stars", event.stars},
                   {"at", ms(event.at)}});
}

Result<ProgressRecorded> parse_progress_event(const EventKind& kind, std::string_view body_json) {
  return parse_event<ProgressRecorded, Fields>(kinds, kind, body_json);
}

std::string to_json(const std::string& person, const PersonProgress& progress) {
  Json scenes = Json::array();
  for (const auto& [scene, one] : progress)
    scenes.push_back(
        {{"pack", scene.pack}, {"scene", scene.scene}, {"stars", one.stars}, {"at", ms(one.at)}});
  return one_line({{"person", person}, {"scenes", std::move(scenes)}});
}

Result<std::pair<std::string, PersonProgress>> parse_progress(std::string_view json) {
  const auto object = parse_object(json, row_bytes_max);
  if (!object) return fail(object.error());
  Fields in(*object);
  std::pair<std::string, PersonProgress> read{person_in(in), {}};
  if (in.error()) return fail(*in.error());
  const auto scenes = object->find("scenes");
  if (scenes == object->end() || !scenes->is_array() || scenes->size() > progress_scenes_max)
    return fail(Code::invalid, "scenes: a list of scenes");
  for (const Json& one : *scenes) {
    if (!one.is_object()) return fail(Code::invalid, "scenes: no object");
    Fields fields(one);
    LessonScene scene = scene_in(fields);
    const SceneProgress progress{.stars = stars_in(fields), .at = fields.at()};
    if (fields.error()) return fail(*fields.error());
    if (!read.second.emplace(std::move(scene), progress).second)
      return fail(Code::invalid, "scenes: one twice");
  }
  return read;
}

}  // namespace yz::domain
