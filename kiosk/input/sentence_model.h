// Words, how they are read, which follows which and which keep company in a sentence: a file that is made
// when the project is built, mapped, and read where it lies. Never throws; a broken file gives nonsense, not
// harm.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "kiosk/app/mapped_file.h"
#include "kiosk/input/sentence_format.h"

namespace yz::kiosk {

using WordNumber = std::uint32_t;
inline constexpr WordNumber no_word = word_count_max;

class SentenceModel {
 public:
  /// Maps the file, which stays as it is while this lives. `not_found`; `corrupt`: not laid out as one.
  [[nodiscard]] static Result<std::unique_ptr<SentenceModel>> open(const std::filesystem::path& file);
  /// Over bytes that outlive it, at a multiple of four. `corrupt` as above.
  [[nodiscard]] static Result<std::unique_ptr<SentenceModel>> over(std::span<const std::byte> bytes);
  SentenceModel(const SentenceModel&) = delete;
  SentenceModel& operator=(const SentenceModel&) = delete;

  [[nodiscard]] std::string_view text(WordNumber word) const;
  [[nodiscard]] std::optional<WordNumber> find(std::string_view text) const;

  [[nodiscard]] std::uint32_t readings() const;
  /// "lou'dao"; they are sorted.
  [[nodiscard]] std::string_view reading(std::uint32_t number) const;
  /// Words that are read so, the likeliest first.
  [[nodiscard]] std::span<const WordValue> words_of(std::uint32_t reading) const;

  /// log10 of how likely `word` comes after `last`, before which there was `before`; either may be no_word.
  [[nodiscard]] double likely(WordNumber before, WordNumber last, WordNumber word) const;

  /// What talk knows of a word; nothing of one that it lacks.
  struct Sightings {
    std::uint32_t sentences{};
    std::uint32_t all{};
    std::uint32_t begins{};
    std::uint32_t ends{};
  };
  [[nodiscard]] Sightings sightings(WordNumber word) const;
  [[nodiscard]] Sightings of_all() const { return {sentences_, sightings_, sentences_, sentences_}; }
  /// In how many sentences both stand, with others between.
  [[nodiscard]] std::uint32_t together(WordNumber one, WordNumber other) const;

 private:
  SentenceModel() = default;
  [[nodiscard]] Status read(std::span<const std::byte> bytes);
  template <class T>
  [[nodiscard]] std::span<const T> part(SentencePart which) const;
  template <class T>
  [[nodiscard]] std::span<const T> row(SentencePart at, SentencePart all, std::size_t number) const;

  MappedFile mapped_;  // none: somebody else holds the bytes
  std::span<const std::byte> bytes_;
  std::array<SentenceHead::Place, sentence_parts> places_{};
  std::uint32_t sentences_{};
  std::uint32_t sightings_{};
};

}  // namespace yz::kiosk
