// Pictures of every situation, for people: hidden, run by hand with `yz-kiosk-screens-tests "[.pictures]"`;
// YZ_ONLY=staff. draws those alone.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

std::filesystem::path folder_of_pictures() {
  const char* asked = std::getenv("YZ_PICTURES");
  return asked == nullptr ? std::filesystem::path(YZ_BINARY_DIR) / "pictures" : std::filesystem::path(asked);
}

void draw_all(const std::string& name, DrawnSize size, kiosk::AccessSettings access) {
  for (const Situation& situation : situations()) {
    if (const char* only = std::getenv("YZ_ONLY"); only != nullptr && !situation.name.starts_with(only))
      continue;
    INFO(situation.name);
    DrawnScreen drawn(size, access);
    situation.prepare(drawn);
    drawn.draw();
    drawn.save(folder_of_pictures() / name / (situation.name + ".png"));
    CHECK(drawn.screen() == situation.screen);
  }
}

TEST_CASE("gallery: every situation is drawn into a picture", "[.pictures]") {
  using kiosk::Language;
  using kiosk::TextSize;
  const DrawnSize portrait{1080, 1920};
  const DrawnSize landscape{1920, 1080};
  draw_all("portrait", portrait, {});
  draw_all("portrait-largest", portrait, {.text_size = TextSize::largest});
  draw_all("portrait-contrast", portrait, {.high_contrast = true});
  draw_all("portrait-english", portrait, {.text_size = TextSize::largest, .language = Language::en});
  draw_all("portrait-low", portrait, {.low_reach = true});
  draw_all("landscape", landscape, {});
  draw_all("landscape-largest", landscape, {.text_size = TextSize::largest});
  draw_all("landscape-english", landscape, {.text_size = TextSize::largest, .language = Language::en});
}

}  // namespace
}  // namespace yz::test
