#include "cmake/pinyin/talk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

namespace yz::pinyin {
namespace {

// What the model knew counts as so many sightings: of all words, and of what follows one word or two. The
// figures are those that wrote the most right of tests/kiosk/input/tuning_sentences.txt and of talk held
// back.
constexpr double known_words = 1'000'000;
constexpr double known_followers = 12;
constexpr double known_followers_of_two = 3;
// Taken from each sighting for what was never seen (Ney, Essen, Kneser 1994).
constexpr double discount = 0.6;
constexpr std::size_t bytes_of_one = 3;  // of an ideograph in UTF-8
constexpr double unknown = -9;           // log10: a character that is no word

using Sentence = std::vector<std::string>;

/// Runs of ideographs that may come out.
std::vector<std::string> runs_of(const std::string& line, const LanguageModel& model) {
  std::vector<std::string> runs(1);
  for (std::size_t at = 0; at < line.size();) {
    const std::string one = line.substr(at, bytes_of_one);
    const Characters character = ideographs(one);
    if (character.size() == 1 && model.characters.contains(character[0])) {
      runs.back() += one;
      at += bytes_of_one;
    } else {
      if (!runs.back().empty()) runs.emplace_back();
      ++at;
    }
  }
  if (runs.back().empty()) runs.pop_back();
  return runs;
}

/// The most likely way to part a run into words (Viterbi over ends and last words).
Sentence words_of(const std::string& run, const LanguageModel& model) {
  struct Path {
    double likely{-std::numeric_limits<double>::infinity()};
    std::size_t before{};  // characters of the word before the last
  };
  const std::size_t size = run.size() / bytes_of_one;
  const auto text = [&](std::size_t from, std::size_t count) {
    return run.substr(from * bytes_of_one, count * bytes_of_one);
  };
  // By end and by the length of the last word.
  std::vector<std::array<Path, characters_max + 1>> best(size + 1);
  for (std::size_t end = 1; end <= size; ++end) {
    for (std::size_t length = 1; length <= std::min(end, characters_max); ++length) {
      const std::string word = text(end - length, length);
      const bool is_known = model.words.contains(word);
      if (!is_known && length > 1) continue;
      const std::size_t from = end - length;
      Path& path = best[end][length];
      if (from == 0) path = {is_known ? model.words.at(word).likely : unknown, 0};
      for (std::size_t before = 1; before <= std::min(from, characters_max); ++before) {
        const double until = best[from][before].likely;
        if (std::isinf(until)) continue;
        const std::string last = text(from - before, before);
        const double likely = until + (is_known ? model.likely_after(last, word) : unknown);
        if (likely > path.likely) path = {likely, before};
      }
    }
  }
  Sentence words;
  std::size_t end = size;
  const auto& last = best[size];
  auto length = static_cast<std::size_t>(std::ranges::max_element(last, std::ranges::less{}, &Path::likely) -
                                         last.begin());
  while (end > 0) {
    words.push_back(text(end - length, length));
    const std::size_t before = best[end][length].before;
    end -= length;
    length = before;
  }
  std::ranges::reverse(words);
  return words;
}

/// What came after something.
struct Sightings {
  double all{};
  std::unordered_map<std::string, double> of;

  void add(const std::string& word) {
    ++all;
    ++of[word];
  }
  /// With `known` sightings' worth of what was known before.
  [[nodiscard]] double likely(const std::string& word, double was_likely, double known) const {
    const auto found = of.find(word);
    const double seen = found == of.end() ? 0 : found->second - discount;
    const double left = known + discount * static_cast<double>(of.size());
    return std::log10((seen + left * std::pow(10, was_likely)) / (all + known));
  }
};
using After = std::unordered_map<std::string, Sightings>;

struct Talk {
  Sightings words;
  After one;
  After two;
};

void add_sentence(const Sentence& sentence, const LanguageModel& model, Talk& talk) {
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const auto is_word = [&](std::size_t at) { return model.words.contains(sentence[at]); };
    if (!is_word(i)) continue;
    talk.words.add(sentence[i]);
    if (i < 1 || !is_word(i - 1)) continue;
    talk.one[sentence[i - 1]].add(sentence[i]);
    if (i < 2 || !is_word(i - 2)) continue;
    talk.two[sentence[i - 2] + ' ' + sentence[i - 1]].add(sentence[i]);
  }
}

/// Of a whole line, over its marks: what is said after a comma is in the same company.
void add_company(const Sentence& line, const LanguageModel& model, Company& company) {
  Sentence words;
  std::ranges::copy_if(line, std::back_inserter(words),
                       [&](const std::string& word) { return model.words.contains(word); });
  if (words.empty()) return;
  ++company.of_all.sentences;
  ++company.words[words.front()].begins;
  ++company.words[words.back()].ends;
  std::set<std::pair<std::string, std::string>> pairs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    ++company.of_all.all;
    ++company.words[words[i]].all;
    for (std::size_t j = i + 2; j < words.size(); ++j) pairs.insert(std::minmax(words[i], words[j]));
  }
  for (const auto& pair : pairs) ++company.pairs[pair];
  for (const std::string& word : std::set(words.begin(), words.end())) ++company.words[word].sentences;
}

/// Rows that go on otherwise than talk did after the same words: rarer than they were.
void make_rarer(const Talk& talk, LanguageModel& model) {
  for (auto& [row, more] : model.followers) {
    const auto [before, word] = parted(row);
    const bool is_of_two = before.find(' ') != std::string::npos;
    const After& after = is_of_two ? talk.two : talk.one;
    const auto found = after.find(before);
    if (found == after.end() || found->second.of.contains(word)) continue;
    const double alone = model.words.at(word).likely + apart;
    more = found->second.likely(word, alone + more, is_of_two ? known_followers_of_two : known_followers) -
           alone;
  }
  std::erase_if(model.followers, [](const auto& row) { return row.second <= 0; });
}

/// Rows that talk has.
void make_likelier(const After& after, double known, LanguageModel& model) {
  for (const auto& [before, sightings] : after) {
    for (const auto& [word, count] : sightings.of)
      model.set_likely_after(before, word, sightings.likely(word, model.likely_after(before, word), known));
  }
}

}  // namespace

Status add_talk(const std::filesystem::path& file, LanguageModel& model) {
  std::ifstream in(file);
  Talk talk;
  Company company;
  for (std::string line; std::getline(in, line);) {
    Sentence words;
    for (const std::string& run : runs_of(line.substr(0, line.find('#')), model)) {
      const Sentence part = words_of(run, model);
      add_sentence(part, model, talk);
      words.insert(words.end(), part.begin(), part.end());
    }
    add_company(words, model, company);
  }
  if (talk.words.all == 0) return fail(Code::invalid, file.string() + ": no sentences");
  std::printf("%.0f words of talk, %zu different\n", talk.words.all, talk.words.of.size());
  model.company = std::move(company);
  // Followers are kept by how much likelier than alone they are: what was known goes with its word.
  for (auto& [text, word] : model.words) word.likely = talk.words.likely(text, word.likely, known_words);
  make_rarer(talk, model);
  make_likelier(talk.one, known_followers, model);
  make_likelier(talk.two, known_followers_of_two, model);  // which fall back on those of one
  return {};
}

}  // namespace yz::pinyin
