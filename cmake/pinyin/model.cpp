// pinyin-model DICTIONARY ARPA CHARACTERS WORDS TALK OUT: turns libime's dictionary and language model, and
// the station's own words and sentences, into what librime is deployed from: OUT/yizhan.dict.yaml (words, how
// they are read, how often), OUT/yizhan.gram and OUT/yizhan_grammar.yaml (which word
// follows which) and OUT/syllables.txt. CHARACTERS
// lists those that may come out. docs/formats/pinyin-model.md says what is in all of them.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
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
#include "cmake/pinyin/double_array.h"
#include "cmake/pinyin/language_model.h"
#include "cmake/pinyin/talk.h"

namespace yz::pinyin {
namespace {

constexpr double words_in_all = 1e8;    // librime takes weights as counts in a text of that many words
constexpr int row_characters_max = 14;  // of the text before and the word, with the signs around them
constexpr double value_scale = 10'000;  // the plugin's
// Around every word: the plugin looks for beginnings and ends, and must not take a word for its part.
constexpr char word_begin = '<';
constexpr char word_end = '>';

/// As the plugin writes them: two bytes each, none of them zero.
std::string encoded(std::string_view text) {
  std::string bytes;
  for (const char32_t one : ideographs(text)) {
    const char high = static_cast<char>((one >> 8U) + 0x40U);
    if ((one & 0xFFU) == 0) {
      bytes += '\xE1';
      bytes += high;
    } else {
      bytes += high;
      bytes += static_cast<char>(one & 0xFFU);
    }
  }
  return bytes;
}

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
      out << word_begin << text << word_end << '\t' << reading << '\t'
          << std::pow(10, word.likely) * words_in_all * share / all << '\n';
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

Status write_followers(const LanguageModel& model, const std::filesystem::path& file) {
  Entries entries;
  entries.reserve(model.followers.size());
  for (const auto& [row, more] : model.followers) {
    std::string key;
    for (const std::string& word : parts_of(row, ' ')) key += word_begin + encoded(word) + word_end;
    entries.emplace_back(key, static_cast<std::uint32_t>(more * std::log(10) * value_scale));
  }
  std::ranges::sort(entries);
  const DoubleArray array(entries);
  constexpr std::size_t head_bytes = 64;
  constexpr std::size_t units_at = 36;
  constexpr std::size_t offset_at = 40;  // where the head says how far from there the units begin
  std::string head(head_bytes, '\0');
  const auto put = [&](std::size_t at, std::size_t value) {
    const auto number = static_cast<std::uint32_t>(value);
    std::memcpy(head.data() + at, &number, sizeof number);
  };
  const std::string_view format = "Rime::Grammar/1.0";
  head.replace(0, format.size(), format);
  put(units_at, array.units().size());
  put(offset_at, head_bytes - offset_at);
  std::ofstream out(file, std::ios::binary);
  out.write(head.data(), static_cast<std::streamsize>(head.size()));
  out.write(reinterpret_cast<const char*>(array.units().data()),
            static_cast<std::streamsize>(array.units().size() * sizeof(std::uint32_t)));
  return out.flush() ? Status{} : fail(Code::unavailable, file.string() + ": cannot be written");
}

/// What the schemas have in common. The plugin takes the natural logarithm.
Status write_grammar(const std::filesystem::path& file) {
  const double penalty = apart * std::log(10);
  std::ofstream out(file);
  out << "grammar:\n  language: yizhan\n  collocation_max_length: " << row_characters_max
      << "\n  collocation_penalty: " << penalty << "\n  weak_collocation_penalty: " << penalty
      << "\n  non_collocation_penalty: " << penalty << "\n  rear_penalty: -100\n";
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
  std::printf("%zu words, %zu rows of them\n", model.words.size(), model.followers.size());
  if (auto written = write_words(model, files.out / "yizhan.dict.yaml"); !written) return written;
  if (auto written = write_grammar(files.out / "yizhan_grammar.yaml"); !written) return written;
  if (auto written = write_syllables(model, files.out / "syllables.txt"); !written) return written;
  return write_followers(model, files.out / "yizhan.gram");
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
