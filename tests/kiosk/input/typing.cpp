#include "tests/kiosk/input/typing.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>

namespace yz::test {

std::vector<TypedLine> read_typed_lines(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<TypedLine> lines;
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos) continue;
    TypedLine one{.sentence = line.substr(0, tab), .syllables = {}, .letters = {}};
    std::istringstream syllables(line.substr(tab + 1));
    for (std::string syllable; syllables >> syllable;) {
      one.syllables.push_back(syllable);
      one.letters += syllable;
    }
    lines.push_back(one);
  }
  return lines;
}

std::string on_nine_keys(const std::string& letters) {
  constexpr std::string_view keys = "22233344455566677778889999";
  std::string typed = letters;
  std::ranges::transform(typed, typed.begin(),
                         [&](char letter) { return keys[static_cast<std::size_t>(letter - 'a')]; });
  return typed;
}

kiosk::PinyinState type(kiosk::PinyinEngine& engine, const std::string& keys) {
  kiosk::PinyinState state = engine.clear();
  for (const char key : keys) state = engine.press(key);
  return state;
}

std::vector<std::string> texts(const kiosk::PinyinState& state) {
  std::vector<std::string> found;
  for (const auto& one : state.candidates) found.push_back(one.reveal());
  return found;
}

}  // namespace yz::test
