// Typing as the tests do it: lines of "sentence, tab, pinyin" and the keys for them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/input/pinyin.h"

namespace yz::test {

struct TypedLine {
  std::string sentence;
  std::vector<std::string> syllables;
  std::string letters;  // all of them
};
[[nodiscard]] std::vector<TypedLine> read_typed_lines(const std::filesystem::path& file);

[[nodiscard]] std::string on_nine_keys(const std::string& letters);

/// Begins anew and presses all keys.
kiosk::PinyinState type(kiosk::PinyinEngine& engine, const std::string& keys);
[[nodiscard]] std::vector<std::string> texts(const kiosk::PinyinState& state);

}  // namespace yz::test
