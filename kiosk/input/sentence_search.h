// What a row of pinyin keys most likely says as a whole. librime makes a sentence out of words and pairs and
// keeps but the best; this keeps many and then looks at which words keep company in a sentence, and which
// begin and end one (docs/decisions/0007-pinyin.md). One thread; what was typed stays in memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/input/sentence_model.h"

namespace yz::kiosk {

enum class Sounds { as_typed, alike };  // alike: also zh for z, l for n, ing for in and the like

struct FoundSentence {
  std::string text;
  std::string syllables;  // "lou dao deng"
  std::size_t words{};
};

class SentenceSearch {
 public:
  /// The model outlives it.
  SentenceSearch(const SentenceModel& model, Sounds sounds) : model_(&model), sounds_(sounds) {}

  /// Keys: 'a' to 'z'; '2' to '9' as on telephones; a capital for a letter of a syllable that was fixed; '\''
  /// ends a syllable. `before`: characters that were chosen for earlier keys. Nothing where the keys are no
  /// whole syllables. What the keys have in common with the last time is not looked at again.
  [[nodiscard]] std::optional<FoundSentence> best(std::string_view keys, std::string_view before);
  void forget();

 private:
  /// Readings that begin as the keys so far do.
  struct Open {
    std::uint32_t low{};
    std::uint32_t high{};
    std::uint32_t letters{};  // of each that the keys stand for
    double penalty{};
  };
  using Opens = std::vector<Open>;
  /// A row of words that ends at a key.
  struct Step {
    double likely{};
    WordNumber before{no_word};  // the last word but one
    WordNumber word{no_word};
    std::uint32_t reading{};
    std::size_t from{};  // the column that the word begins at, and which of its steps
    std::size_t step{};
  };
  struct Column {
    std::vector<Step> steps;   // that end here, the likeliest first
    std::vector<Opens> opens;  // of words that do not end yet, by the column that they begin at
  };
  struct Rated {
    double likely{};
    std::vector<const Step*> steps;
  };

  void begin(std::string_view before);
  [[nodiscard]] std::optional<FoundSentence> rate() const;
  void press(char key);
  [[nodiscard]] Opens after(const Opens& opens, char key) const;
  void add_letter(const Open& open, char letter, Opens& opens) const;
  void add_alike(const Open& open, char letter, Opens& opens) const;
  void add_unsaid(const Open& open, Opens& opens) const;
  [[nodiscard]] char letter_before(const Open& open) const;
  [[nodiscard]] bool is_syllable_begin(const Open& open) const;
  [[nodiscard]] Open narrowed(const Open& open, char letter) const;
  void add_words(std::size_t from, const Open& open, std::vector<Step>& steps) const;
  [[nodiscard]] double company(const std::vector<const Step*>& steps) const;
  [[nodiscard]] std::vector<const Step*> way_to(const Step& last) const;

  const SentenceModel* model_;
  Sounds sounds_;
  std::string keys_;
  std::string before_;
  std::optional<FoundSentence> best_;  // of these keys
  std::vector<Column> columns_;        // one more than keys; each says all there is of the keys up to it
};

}  // namespace yz::kiosk
