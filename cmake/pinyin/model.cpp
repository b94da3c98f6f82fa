// pinyin-model DICTIONARY ARPA CHARACTERS WORDS TALK OUT: turns libime's dictionary and language model, and
// the station's own words and sentences, into OUT/yizhan.dict.yaml (words, how they are read, how often),
// which librime is deployed from, OUT/sentences.bin (also which word follows which, and which keep company)
// and OUT/syllables.txt. CHARACTERS lists those that may come out. docs/formats/pinyin-model.md says what is
// in all of them.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "cmake/pinyin/language_model.h"
#include "cmake/pinyin/sentence_file.h"
#include "cmake/pinyin/talk.h"

namespace yz::pinyin {
namespace {

constexpr double rows_left_out = 0.4;  // costs one sentence of 400 held back, and spares 5 MiB
constexpr double words_in_all = 1e8;   // librime takes weights as counts in a text of that many words

Status read_characters(const std::filesystem::path& file, LanguageModel& model) {
  std::ifstream in(file);
  for (std::string text; in >> text;) {
    for (const char32_t one : ideographs(text)) model.characters.insert(one);
  }
  if (model.characters.empty()) return fail(Code::invalid, file.string() + ": no characters");
  return {};
}

/// Without "m", "ng" and their like, which nobody types for the words they stand for, but all for first
/// letters.
bool is_spoken(const std::string& reading) {
  std::istringstream syllables(reading);
  for (std::string one; syllables >> one;) {
    if (one.find_first_of("aeiouv") == std::string::npos) return false;
  }
  return true;
}

/// Lines of libime's dictionary: the word, lou'dao, and with several readings the log10 of this one's share.
Status add_dictionary(const std::filesystem::path& file, LanguageModel& model) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string text;
    std::string reading;
    double share = 0;
    if (!(fields >> text >> reading) || !model.may_have(ideographs(text))) continue;
    if (!(fields >> share)) share = 0;
    std::ranges::replace(reading, '\'', ' ');
    if (is_spoken(reading)) model.words[text].readings[reading] = std::pow(10, share);
  }
  if (model.words.empty()) return fail(Code::invalid, file.string() + ": not a dictionary");
  return {};
}

/// The station's own: the word, how often in a million words, "lou dao deng"; '#' begins a remark.
Status add_words(const std::filesystem::path& file, LanguageModel& model) {
  std::ifstream in(file);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    std::istringstream fields(line.substr(0, line.find('#')));
    std::string text;
    double per_million = 0;
    std::string syllable;
    std::string reading;
    if (!(fields >> text)) continue;
    const bool has_count = static_cast<bool>(fields >> per_million);
    while (fields >> syllable) reading += (reading.empty() ? "" : " ") + syllable;
    const Characters characters = ideographs(text);
    const auto syllables = static_cast<std::size_t>(std::ranges::count(reading, ' ')) + 1;
    if (!has_count || reading.empty() || syllables != characters.size() || syllables > characters_max) {
      return fail(Code::invalid,
                  file.string() + ':' + std::to_string(number) + ": not \"word count reading\"");
    }
    Word& word = model.words[text];
    word.likely = std::max(word.likely, std::log10(per_million / 1e6));
    word.readings.try_emplace(reading, 1);
  }
  return {};
}

std::vector<std::string> parts_of(std::string_view text, char between) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(between, from), text.size());
    parts.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

void add_row(const std::string& row, double likely, LanguageModel& model) {
  for (const std::string& word : parts_of(row, ' ')) {
    if (!model.words.contains(word)) return;  // also the sign for a sentence's begin, which the plugin lacks
  }
  if (const auto [before, word] = parted(row); before.empty()) {
    model.words[word].likely = likely;
  } else {
    model.set_likely_after(before, word, likely);
  }
}

/// A language model in the ARPA form, whose parts come in the order of their rows' lengths.
Status add_arpa(const std::filesystem::path& file, LanguageModel& model) {
  std::ifstream in(file);
  std::size_t length = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with("-grams:")) {
      length = std::strtoul(line.c_str() + 1, nullptr, 10);
      continue;
    }
    const auto fields = parts_of(line, '\t');
    if (length == 0 || fields.size() < 2) continue;
    const auto words = static_cast<std::size_t>(std::ranges::count(fields[1], ' ')) + 1;
    if (words == length) add_row(fields[1], std::strtod(fields[0].c_str(), nullptr), model);
  }
  if (model.followers.empty()) return fail(Code::invalid, file.string() + ": not a language model");
  return {};
}

Status write_words(const LanguageModel& model, const std::filesystem::path& file) {
  std::ofstream out(file);
  out << "---\nname: yizhan\nversion: \"1\"\nsort: by_weight\nuse_preset_vocabulary: false\n...\n";
  for (const auto& [text, word] : model.words) {
    double all = 0;
    for (const auto& [reading, share] : word.readings) all += share;
    for (const auto& [reading, share] : word.readings) {
      out << text << '\t' << reading << '\t' << std::pow(10, word.likely) * words_in_all * share / all
          << '\n';
    }
  }
  return out.flush() ? Status{} : fail(Code::unavailable, file.string() + ": cannot be written");
}

/// Every syllable, the most frequent first.
Status write_syllables(const LanguageModel& model, const std::filesystem::path& file) {
  std::map<std::string, double> how_often;
  for (const auto& [text, word] : model.words) {
    for (const auto& [reading, share] : word.readings) {
      std::istringstream syllables(reading);
      for (std::string one; syllables >> one;) how_often[one] += std::pow(10, word.likely) * share;
    }
  }
  std::vector<std::pair<std::string, double>> sorted(how_often.begin(), how_often.end());
  std::ranges::stable_sort(sorted, std::ranges::greater{}, &std::pair<std::string, double>::second);
  std::ofstream out(file);
  for (const auto& [syllable, count] : sorted) out << syllable << '\n';
  return out.flush() ? Status{} : fail(Code::unavailable, file.string() + ": cannot be written");
}

struct Files {
  std::filesystem::path dictionary;
  std::filesystem::path arpa;
  std::filesystem::path characters;
  std::filesystem::path words;
  std::filesystem::path talk;
  std::filesystem::path out;
};

Status build(const Files& files) {
  LanguageModel model;
  if (auto read = read_characters(files.characters, model); !read) return read;
  if (auto added = add_dictionary(files.dictionary, model); !added) return added;
  if (auto added = add_arpa(files.arpa, model); !added) return added;
  if (auto added = add_words(files.words, model); !added) return added;
  if (auto added = add_talk(files.talk, model); !added) return added;
  model.leave_out(rows_left_out);
  std::printf("%zu words, %zu rows of them\n", model.words.size(), model.followers.size());
  if (auto written = write_words(model, files.out / "yizhan.dict.yaml"); !written) return written;
  if (auto written = write_syllables(model, files.out / "syllables.txt"); !written) return written;
  return write_sentences(model, files.out / "sentences.bin");
}

}  // namespace
}  // namespace yz::pinyin

int main(int argc, char** argv) {
  try {
    if (argc != 7) {
      std::fprintf(stderr, "pinyin-model DICTIONARY ARPA CHARACTERS WORDS TALK OUT\n");
      return 2;
    }
    const auto built = yz::pinyin::build({argv[1], argv[2], argv[3], argv[4], argv[5], argv[6]});
    if (!built) std::fprintf(stderr, "pinyin-model: %s\n", built.error().what.c_str());
    return built ? 0 : 1;
  } catch (const std::exception& problem) {  // of a library; ours throws nothing
    std::fprintf(stderr, "pinyin-model: %s\n", problem.what());
    return 1;
  }
}
