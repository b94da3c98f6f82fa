// What may be written into a resident's words, whoever typed it: characters that a screen and paper can show,
// up to a length. Pure.
#pragma once

#include <string>
#include <string_view>

namespace yz::kiosk {

/// What became of words that were added.
struct Entered {
  std::string words;    // all of them now
  bool left_out{};      // signs that cannot be shown (emoji, control and direction marks) were left out
  bool was_too_long{};  // what did not fit was left out
};

/// `added` behind `words`; blanks at the beginning and line ends become nothing and one blank. `words` is
/// clean already. Broken UTF-8 counts as signs that cannot be shown.
[[nodiscard]] Entered enter_words(std::string_view words, std::string_view added, std::size_t characters_max);
/// Without its last character.
[[nodiscard]] std::string without_last(std::string_view words);
[[nodiscard]] std::size_t count_characters(std::string_view words);

}  // namespace yz::kiosk
