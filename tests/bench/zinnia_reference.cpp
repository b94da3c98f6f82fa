#include "tests/bench/zinnia_reference.h"

#include <zinnia.h>

#include <cmath>
#include <memory>

namespace yz::bench {
namespace {

constexpr const char* model = "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model";
constexpr std::size_t characters_told = 8;

std::vector<std::string> read_with(const zinnia::Recognizer& recognizer,
                                   std::span<const kiosk::Stroke> strokes) {
  const std::unique_ptr<zinnia::Character> character(zinnia::Character::create());
  character->set_width(static_cast<std::size_t>(kiosk::canvas_size));
  character->set_height(static_cast<std::size_t>(kiosk::canvas_size));
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    for (const kiosk::StrokePoint& point : strokes[i]) {
      character->add(i, static_cast<int>(std::lround(point.x)), static_cast<int>(std::lround(point.y)));
    }
  }
  std::vector<std::string> characters;
  const std::unique_ptr<zinnia::Result> result(recognizer.classify(*character, characters_told));
  for (std::size_t i = 0; result != nullptr && i < result->size(); ++i)
    characters.emplace_back(result->value(i));
  return characters;
}

}  // namespace

ZinniaReader open_zinnia() {
  const std::shared_ptr<zinnia::Recognizer> recognizer(zinnia::Recognizer::create());
  if (!recognizer->open(model)) return {};
  return [recognizer](std::span<const kiosk::Stroke> strokes) { return read_with(*recognizer, strokes); };
}

}  // namespace yz::bench
