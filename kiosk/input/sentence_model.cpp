#include "kiosk/input/sentence_model.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>

namespace yz::kiosk {
namespace {

/// A value in a row that is sorted by words.
std::optional<std::uint32_t> value_in(std::span<const WordValue> row, WordNumber word) {
  const auto found = std::ranges::lower_bound(row, word, {}, &WordValue::word);
  if (found == row.end() || found->word() != word) return std::nullopt;
  return found->value();
}

template <class T>
T at(std::span<const T> all, std::size_t number) {
  return number < all.size() ? all[number] : T{};
}

}  // namespace

template <class T>
std::span<const T> SentenceModel::part(SentencePart which) const {
  const SentenceHead::Place place = places_.at(static_cast<std::size_t>(which));
  const auto bytes = bytes_.subspan(place.bytes_from, place.bytes);
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

/// Its places may say anything: what is outside is left out.
template <class T>
std::span<const T> SentenceModel::row(SentencePart at, SentencePart all, std::size_t number) const {
  const auto places = part<std::uint32_t>(at);
  const auto row = part<T>(all);
  if (number + 1 >= places.size()) return {};
  const std::size_t to = std::min<std::size_t>(places[number + 1], row.size());
  const std::size_t from = std::min<std::size_t>(places[number], to);
  return row.subspan(from, to - from);
}

Status SentenceModel::read(std::span<const std::byte> bytes) {
  SentenceHead head{};
  if (bytes.size() < sizeof head) return fail(Code::corrupt, "too short for words and sentences");
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.magic != sentence_magic) return fail(Code::corrupt, "no file of words and sentences");
  for (const SentenceHead::Place& place : head.parts) {
    if (place.bytes_from % sizeof(std::uint32_t) != 0 || place.bytes_from > bytes.size() ||
        place.bytes > bytes.size() - place.bytes_from)
      return fail(Code::corrupt, "a part of words and sentences lies outside of the file");
  }
  bytes_ = bytes;
  places_ = head.parts;
  sentences_ = head.sentences;
  sightings_ = head.sightings;
  return {};
}

Result<std::unique_ptr<SentenceModel>> SentenceModel::over(std::span<const std::byte> bytes) {
  std::unique_ptr<SentenceModel> model(new SentenceModel);
  if (auto is_read = model->read(bytes); !is_read) return fail(is_read.error());
  return model;
}

Result<std::unique_ptr<SentenceModel>> SentenceModel::open(const std::filesystem::path& file) {
  auto mapped = MappedFile::open(file);
  if (!mapped) return fail(mapped.error());
  std::unique_ptr<SentenceModel> model(new SentenceModel);
  model->mapped_ = *std::move(mapped);
  if (auto is_read = model->read(model->mapped_.bytes()); !is_read)
    return fail(is_read.error().code, file.string() + ": " + is_read.error().what);
  return model;
}

std::string_view SentenceModel::text(WordNumber word) const {
  const auto text = row<char>(SentencePart::text_at, SentencePart::texts, word);
  return {text.data(), text.size()};
}

std::optional<WordNumber> SentenceModel::find(std::string_view wanted) const {
  const auto places = part<std::uint32_t>(SentencePart::text_at);
  if (places.empty()) return std::nullopt;
  const auto words = static_cast<WordNumber>(places.size() - 1);
  const auto of_talk =
      std::min(words, static_cast<WordNumber>(part<std::uint32_t>(SentencePart::seen).size()));
  for (const auto& [from, to] : {std::pair{WordNumber{0}, of_talk}, std::pair{of_talk, words}}) {
    WordNumber low = from;
    for (WordNumber count = to - from; count > 0;) {
      const WordNumber half = count / 2;
      const bool is_behind = text(low + half) < wanted;
      if (is_behind) low += half + 1;
      count = is_behind ? count - half - 1 : half;
    }
    if (low < to && text(low) == wanted) return low;
  }
  return std::nullopt;
}

std::uint32_t SentenceModel::readings() const {
  const auto places = part<std::uint32_t>(SentencePart::reading_at);
  return places.empty() ? 0 : static_cast<std::uint32_t>(places.size() - 1);
}

std::string_view SentenceModel::reading(std::uint32_t number) const {
  const auto letters = row<char>(SentencePart::reading_at, SentencePart::readings, number);
  return {letters.data(), letters.size()};
}

std::span<const WordValue> SentenceModel::words_of(std::uint32_t reading) const {
  return row<WordValue>(SentencePart::entry_at, SentencePart::entries, reading);
}

double SentenceModel::likely(WordNumber before, WordNumber last, WordNumber word) const {
  const float stored = at(part<float>(SentencePart::likely), word);
  const double alone = std::isfinite(stored) ? stored : 0;  // of a broken file; sorting needs numbers
  if (last == no_word) return alone;
  std::optional<std::uint32_t> more;
  if (before != no_word) {
    const auto pairs = row<std::uint32_t>(SentencePart::pair_at, SentencePart::pairs, before);
    const auto pair = std::ranges::lower_bound(pairs, last);
    if (pair != pairs.end() && *pair == last) {
      const auto number =
          pairs.data() - part<std::uint32_t>(SentencePart::pairs).data() + (pair - pairs.begin());
      more = value_in(
          row<WordValue>(SentencePart::third_at, SentencePart::thirds, static_cast<std::size_t>(number)),
          word);
    }
  }
  if (!more) more = value_in(row<WordValue>(SentencePart::follower_at, SentencePart::followers, last), word);
  return alone + apart_likely + more.value_or(0) / value_scale;
}

SentenceModel::Sightings SentenceModel::sightings(WordNumber word) const {
  const auto of = [&](SentencePart which) { return at(part<std::uint32_t>(which), word); };
  return {of(SentencePart::seen), of(SentencePart::sightings), of(SentencePart::begins),
          of(SentencePart::ends)};
}

std::uint32_t SentenceModel::together(WordNumber one, WordNumber other) const {
  const auto row_of_lower =
      row<WordValue>(SentencePart::companion_at, SentencePart::companions, std::min(one, other));
  return value_in(row_of_lower, std::max(one, other)).value_or(0);
}

}  // namespace yz::kiosk
