// How the file of words and sentences is laid out (docs/formats/pinyin-model.md): what writes it when the
// project is built and what reads it in the kiosk agree here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace yz::kiosk {

inline constexpr std::array<char, 16> sentence_magic{'y', 'i', 'z', 'h', 'a', 'n', '-', 's',
                                                     'e', 'n', 't', 'e', 'n', 'c', 'e', '1'};

/// In the order of the file. Words are numbers; those that talk has come first, each group sorted by its
/// texts.
enum class SentencePart : std::size_t {
  texts,         // of all words, UTF-8
  text_at,       // by word: where its text begins, and one more
  likely,        // by word: float, log10 of how often it comes
  readings,      // sorted, "lou'dao"
  reading_at,    // by reading: where it begins, and one more
  entry_at,      // by reading: its first entry, and one more
  entries,       // words, the likeliest first, with what part of the word this reading is
  follower_at,   // by word: its first follower, and one more
  followers,     // words by number, with how much likelier they are there
  pair_at,       // by word: the first pair that it begins, and one more
  pairs,         // the second word of a pair, by number
  third_at,      // by pair: its first third word, and one more
  thirds,        // words by number, with how much likelier they are there
  seen,          // by word of talk: in how many sentences
  sightings,     // by word of talk: how often
  begins,        // by word of talk: how many sentences it begins
  ends,          // by word of talk: how many sentences it ends
  companion_at,  // by word of talk: its first companion, and one more
  companions,    // words of talk by number, above this one, with the sentences that have both apart
  count
};
inline constexpr auto sentence_parts = static_cast<std::size_t>(SentencePart::count);

struct SentenceHead {
  std::array<char, 16> magic;
  std::uint32_t sentences;  // of talk
  std::uint32_t sightings;  // of words in them
  struct Place {
    std::uint32_t bytes_from;  // of the file; a multiple of four
    std::uint32_t bytes;
  };
  std::array<Place, sentence_parts> parts;
};

/// A word and a value in 32 bits.
inline constexpr unsigned word_bits = 18;
inline constexpr std::uint32_t word_count_max = 1U << word_bits;
inline constexpr std::uint32_t value_max = (1U << (32U - word_bits)) - 1;
inline constexpr double value_scale = 2'000;  // of a log10
/// log10: how much less likely than alone a word is after one that it never stood with.
inline constexpr double apart_likely = -0.2;
struct WordValue {
  std::uint32_t packed;
  [[nodiscard]] std::uint32_t word() const { return packed & (word_count_max - 1); }
  [[nodiscard]] std::uint32_t value() const { return packed >> word_bits; }
};

}  // namespace yz::kiosk
