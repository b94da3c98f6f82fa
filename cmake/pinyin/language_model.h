// Words, how they are read and which follows which, while the pinyin data is made. Probabilities are log10.
// Only the build of the pinyin data uses it; docs/formats/pinyin-model.md says where all of it comes from.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kiosk/input/sentence_format.h"

namespace yz::pinyin {

constexpr double unseen = -6.8;  // a word that the model lacks
constexpr double apart = kiosk::apart_likely;
constexpr std::size_t characters_max = 8;  // in a word

using Characters = std::vector<char32_t>;
/// The characters of a word of plain ideographs; empty for every other text.
[[nodiscard]] Characters ideographs(std::string_view text);

/// A row of words, a blank between, as what stands before the last and the last; of one word nothing is
/// before.
struct Row {
  std::string before;
  std::string word;
};
[[nodiscard]] Row parted(const std::string& row);

struct Word {
  double likely{unseen};
  std::map<std::string, double> readings;  // "lou dao", and its share
};

/// What sentences of talk say of words beyond the next two.
struct Company {
  struct Sightings {
    std::uint32_t sentences{};  // that have it
    std::uint32_t all{};
    std::uint32_t begins{};
    std::uint32_t ends{};
  };
  Sightings of_all;
  std::map<std::string, Sightings> words;
  std::map<std::pair<std::string, std::string>, std::uint32_t> pairs;  // sentences with both, others between
};

struct LanguageModel {
  std::set<char32_t> characters;  // that may come out
  std::unordered_map<std::string, Word> words;
  /// Two or three words, a blank between: how much likelier the last is there than after a word it never
  /// stood with. Above zero.
  std::unordered_map<std::string, double> followers;
  Company company;

  [[nodiscard]] bool may_have(const Characters& word) const;
  /// How likely a word is after one or two others; `before` as in `followers`.
  [[nodiscard]] double likely_after(const std::string& before, const std::string& word) const;
  /// Keeps what that says more than the word alone does.
  void set_likely_after(const std::string& before, const std::string& word, double likely);
  /// Leaves out that share of the rows of two words, and of those of three, whose going changes least
  /// (Stolcke 1998: how much they say, times how often they come).
  void leave_out(double share);
};

}  // namespace yz::pinyin
