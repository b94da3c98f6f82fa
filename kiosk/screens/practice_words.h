// Words of the practice phone's screens, put together.
#pragma once

#include <charconv>
#include <string>

#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {

inline constexpr int practice_stars = 3;

/// Three of them, so many filled.
[[nodiscard]] inline std::string star_words(const ui::Ui& ui, int filled) {
  std::string stars;
  for (int i = 0; i < practice_stars; ++i)
    stars += ui.word(i < filled ? "practice.star" : "practice.no_star");
  return stars;
}

inline void draw_stars(const Services& services, ui::Ui& ui, std::string_view id, int stars) {
  ui.paragraph(id, star_words(ui, stars), ui::Role::title,
               services.session.access.high_contrast ? ui::Ink::gold : ui::Ink::rust);
}

/// "练好 3 题，共 7 题".
[[nodiscard]] inline std::string scenes_done_words(const Services& services, const ui::Ui& ui,
                                                   const practice::Lesson& lesson) {
  std::size_t done = 0;
  for (std::size_t scene = 0; scene < lesson.scenes.size(); ++scene)
    done += services.practice.stars(lesson, scene) > 0 ? 1U : 0U;
  return ui.word("practice.scenes.done",
                 {{"count", std::to_string(done)}, {"of", std::to_string(lesson.scenes.size())}});
}

/// Which scene a screen is opened for; without a word, the first.
[[nodiscard]] inline std::size_t scene_of(const Params& params) {
  const std::string words = param(params, "scene");
  std::size_t scene = 0;
  std::from_chars(words.data(), words.data() + words.size(), scene);
  return scene;
}

}  // namespace yz::kiosk
