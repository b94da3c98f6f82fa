#include "domain/lessons/progress.h"

#include <algorithm>
#include <utility>

namespace yz::domain {

Folded ProgressBook::fold(const ProgressRecorded& event) {
  PersonProgress& person = people_[event.person];
  if (!person.contains(event.scene) && person.size() >= progress_scenes_max) return Folded::ignored;
  SceneProgress& scene = person[event.scene];
  const SceneProgress before = scene;
  scene = {.stars = std::max(scene.stars, event.stars), .at = std::max(scene.at, event.at)};
  return scene == before ? Folded::repeated : Folded::applied;
}

void ProgressBook::restore(const std::string& person, PersonProgress progress) {
  people_[person] = std::move(progress);
}

const PersonProgress& ProgressBook::of(std::string_view person) const {
  static const PersonProgress nothing;
  const auto found = people_.find(person);
  return found == people_.end() ? nothing : found->second;
}

std::vector<std::string> ProgressBook::forget_before(Instant time) {
  std::vector<std::string> touched;
  for (auto person = people_.begin(); person != people_.end();) {
    const std::size_t gone =
        std::erase_if(person->second, [&](const auto& scene) { return scene.second.at < time; });
    if (gone > 0) touched.push_back(person->first);
    person = person->second.empty() ? people_.erase(person) : std::next(person);
  }
  return touched;
}

}  // namespace yz::domain
