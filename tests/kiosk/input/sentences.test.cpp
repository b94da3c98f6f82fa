// How often the right sentence is the first that is offered: on sentences.txt, which nothing was tuned on.
// The bounds are a little below what was measured (docs/decisions/0007-pinyin.md).
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <fstream>

#include "kiosk/input/pinyin_data.h"
#include "tests/kiosk/input/typing.h"

namespace yz::kiosk {
namespace {

using test::TypedLine;

constexpr const char* comma = "，";

std::vector<TypedLine> lines(const char* name) {
  auto read = test::read_typed_lines(std::string(YZ_SOURCE_DIR "/tests/kiosk/input/") + name);
  REQUIRE_FALSE(read.empty());
  return read;
}

struct Score {
  int first{};
  int among_ten{};
  int of{};
};

Score score(PinyinMode mode, const std::vector<TypedLine>& typed) {
  auto engine = PinyinEngine::open({.data = YZ_PINYIN, .user = "/nonexistent/yizhan"});
  REQUIRE(engine);
  (*engine)->set_mode(mode);
  Score score;
  std::string wrong;
  for (const TypedLine& line : typed) {
    const std::string keys = mode == PinyinMode::full ? line.letters : test::on_nine_keys(line.letters);
    const auto words = test::texts(test::type(**engine, keys));
    const auto ten = words.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 10));
    const auto found = std::find(words.begin(), ten, line.sentence);
    ++score.of;
    if (found != ten) ++score.among_ten;
    if (found == words.begin()) ++score.first;
    if (found != words.begin()) wrong += line.sentence + " -> " + (words.empty() ? "" : words[0]) + '\n';
  }
  UNSCOPED_INFO(score.first << " first, " << score.among_ten << " among ten, of " << score.of << "\n"
                            << wrong);
  return score;
}

}  // namespace

TEST_CASE("pinyin: every sentence is spelled with syllables that there are", "[input]") {
  const auto syllables = read_syllables(YZ_PINYIN);
  REQUIRE(syllables);
  for (const char* name : {"sentences.txt", "tuning_sentences.txt", "words_of_two.txt"}) {
    for (const TypedLine& line : lines(name)) {
      INFO(line.sentence);
      CHECK(line.syllables.size() == line.sentence.size() / 3);
      for (const std::string& syllable : line.syllables)
        CHECK(std::ranges::find(*syllables, syllable) != syllables->end());
    }
  }
}

TEST_CASE("pinyin: no sentence that is measured by stands in what was learnt from", "[input]") {
  std::ifstream talk(YZ_SOURCE_DIR "/assets/input/talk.txt");
  std::string learnt;
  for (std::string line; std::getline(talk, line);) {
    for (std::size_t at = line.find(comma); at != std::string::npos; at = line.find(comma))
      line.erase(at, std::strlen(comma));
    learnt += line + '\n';
  }
  REQUIRE(learnt.size() > 1'000'000);
  for (const TypedLine& line : lines("sentences.txt")) {
    INFO(line.sentence);
    CHECK(learnt.find(line.sentence) == std::string::npos);
  }
}

TEST_CASE("pinyin: everyday sentences come out right at the first choice", "[input]") {
  const Score found = score(PinyinMode::full, lines("sentences.txt"));
  CHECK(found.of == 200);
  CHECK(found.first >= 180);
}

TEST_CASE("pinyin: nine keys bring the sentence, though less often at first", "[input]") {
  const Score found = score(PinyinMode::nine_key, lines("sentences.txt"));
  CHECK(found.first >= 150);
}

TEST_CASE("pinyin: nine keys have a word of two characters among the first ten", "[input]") {
  const Score found = score(PinyinMode::nine_key, lines("words_of_two.txt"));
  CHECK(found.of == 100);
  CHECK(found.first >= 85);
  CHECK(found.among_ten >= 90);
}

}  // namespace yz::kiosk
