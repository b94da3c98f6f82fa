#include "cmake/pinyin/sentence_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/input/sentence_format.h"

namespace yz::pinyin {
namespace {

using kiosk::SentencePart;
using Rows = std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>>;  // values by word, by number

std::uint32_t packed(std::uint32_t word, double value) {
  const double bounded = std::clamp(std::round(value), 0.0, double{kiosk::value_max});
  return word | static_cast<std::uint32_t>(bounded) << kiosk::word_bits;
}

class SentenceFile {
 public:
  explicit SentenceFile(const LanguageModel& model) : model_(model) {
    for (const auto& [text, of] : model.company.words) add_word(text);
    std::vector<std::string> others;
    for (const auto& [text, word] : model.words) {
      if (!model.company.words.contains(text)) others.push_back(text);
    }
    std::ranges::sort(others);
    for (const std::string& text : others) add_word(text);
  }

  [[nodiscard]] Status write(const std::filesystem::path& file) {
    if (texts_.size() > kiosk::word_count_max)
      return fail(Code::invalid, "more words than the file has numbers for");
    put_texts();
    put_readings();
    put_followers();
    put_company();
    std::ofstream out(file, std::ios::binary);
    kiosk::SentenceHead head{
        kiosk::sentence_magic, model_.company.of_all.sentences, model_.company.of_all.all, {}};
    std::size_t from = sizeof head;
    for (std::size_t i = 0; i < kiosk::sentence_parts; ++i) {
      std::string& part = parts_.at(i);
      head.parts.at(i) = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(part.size())};
      part.resize((part.size() + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t) * sizeof(std::uint32_t));
      from += part.size();
    }
    out.write(reinterpret_cast<const char*>(&head), sizeof head);
    for (const std::string& part : parts_) out.write(part.data(), static_cast<std::streamsize>(part.size()));
    return out.flush() ? Status{} : fail(Code::unavailable, file.string() + ": cannot be written");
  }

 private:
  void add_word(const std::string& text) {
    numbers_[text] = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(text);
  }
  template <class T>
  void put(SentencePart part, T value) {
    parts_.at(static_cast<std::size_t>(part)).append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  [[nodiscard]] std::uint32_t count(SentencePart part) const {
    return static_cast<std::uint32_t>(parts_.at(static_cast<std::size_t>(part)).size() /
                                      sizeof(std::uint32_t));
  }

  void put_texts() {
    std::string& texts = parts_.at(static_cast<std::size_t>(SentencePart::texts));
    for (const std::string& text : texts_) {
      put(SentencePart::text_at, static_cast<std::uint32_t>(texts.size()));
      put(SentencePart::likely, static_cast<float>(model_.words.at(text).likely));
      texts += text;
    }
    put(SentencePart::text_at, static_cast<std::uint32_t>(texts.size()));
  }

  void put_readings() {
    struct Entry {
      double share{};  // log10
      std::uint32_t word{};
    };
    std::map<std::string, std::vector<Entry>> entries;
    for (const auto& [text, word] : model_.words) {
      double all = 0;
      for (const auto& [reading, share] : word.readings) all += share;
      for (const auto& [reading, share] : word.readings) {
        std::string joined = reading;
        std::ranges::replace(joined, ' ', '\'');
        entries[joined].push_back({std::log10(share / all), numbers_.at(text)});
      }
    }
    std::string& readings = parts_.at(static_cast<std::size_t>(SentencePart::readings));
    for (auto& [reading, words] : entries) {
      // As many look at the likeliest only, equals must not be in the order of a hash.
      std::ranges::sort(words, {}, [&](const Entry& one) {
        return std::pair(-model_.words.at(texts_[one.word]).likely - one.share, one.word);
      });
      put(SentencePart::reading_at, static_cast<std::uint32_t>(readings.size()));
      put(SentencePart::entry_at, count(SentencePart::entries));
      readings += reading;
      for (const Entry& one : words)
        put(SentencePart::entries, packed(one.word, -one.share * kiosk::value_scale));
    }
    put(SentencePart::reading_at, static_cast<std::uint32_t>(readings.size()));
    put(SentencePart::entry_at, count(SentencePart::entries));
  }

  void put_row(SentencePart all, const std::map<std::uint32_t, std::uint32_t>& row) {
    for (const auto& [number, value] : row) put(all, value);
  }

  void put_rows(SentencePart at, SentencePart all, std::size_t words, const Rows& rows) {
    for (std::uint32_t word = 0; word < words; ++word) {
      put(at, count(all));
      if (const auto found = rows.find(word); found != rows.end()) put_row(all, found->second);
    }
    put(at, count(all));
  }

  void put_followers() {
    Rows followers;
    std::map<std::uint32_t, Rows> thirds;
    for (const auto& [row, more] : model_.followers) {
      const Row parts = parted(row);
      const Row before = parted(parts.before);
      const std::uint32_t word = numbers_.at(parts.word);
      const std::uint32_t last = numbers_.at(before.word);
      const std::uint32_t value = packed(word, more * kiosk::value_scale);
      if (before.before.empty()) {
        followers[last][word] = value;
      } else {
        thirds[numbers_.at(before.before)][last][word] = value;
      }
    }
    put_rows(SentencePart::follower_at, SentencePart::followers, texts_.size(), followers);
    for (std::uint32_t word = 0; word < texts_.size(); ++word) {
      put(SentencePart::pair_at, count(SentencePart::pairs));
      const auto found = thirds.find(word);
      if (found == thirds.end()) continue;
      for (const auto& [last, row] : found->second) {
        put(SentencePart::pairs, last);
        put(SentencePart::third_at, count(SentencePart::thirds));
        put_row(SentencePart::thirds, row);
      }
    }
    put(SentencePart::pair_at, count(SentencePart::pairs));
    put(SentencePart::third_at, count(SentencePart::thirds));
  }

  void put_company() {
    const Company& company = model_.company;
    for (const auto& [text, of] : company.words) {
      put(SentencePart::seen, of.sentences);
      put(SentencePart::sightings, of.all);
      put(SentencePart::begins, of.begins);
      put(SentencePart::ends, of.ends);
    }
    Rows companions;
    for (const auto& [pair, sentences] : company.pairs) {
      const auto [low, high] = std::minmax(numbers_.at(pair.first), numbers_.at(pair.second));
      companions[low][high] = packed(high, sentences);
    }
    put_rows(SentencePart::companion_at, SentencePart::companions, company.words.size(), companions);
  }

  const LanguageModel& model_;
  std::vector<std::string> texts_;  // by number
  std::map<std::string, std::uint32_t> numbers_;
  std::array<std::string, kiosk::sentence_parts> parts_;
};

}  // namespace

Status write_sentences(const LanguageModel& model, const std::filesystem::path& file) {
  return SentenceFile(model).write(file);
}

}  // namespace yz::pinyin
