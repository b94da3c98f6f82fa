#include "kiosk/input/handwriting_model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <optional>

#include "base/check.h"
#include "kiosk/input/stroke_features.h"

namespace yz::kiosk {
namespace {

static_assert(std::endian::native == std::endian::little, "the file is little-endian and read as it lies");

constexpr std::array<char, 8> magic{'y', 'z', 'h', 'a', 'n', 'd', '1', '\n'};
constexpr std::size_t checksum_bytes = sizeof(std::uint64_t);

/// Takes values off the front; asked for more than there is, it gives nothing from then on.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  template <class T>
  [[nodiscard]] std::optional<std::vector<T>> list(std::size_t count) {
    if (count > bytes_.size() / sizeof(T)) return std::nullopt;
    std::vector<T> values(count);
    if (count > 0) std::memcpy(values.data(), bytes_.data(), count * sizeof(T));
    bytes_ = bytes_.subspan(count * sizeof(T));
    return values;
  }
  template <class T>
  [[nodiscard]] std::optional<T> one() {
    const auto values = list<T>(1);
    return values ? std::optional<T>(values->front()) : std::nullopt;
  }
  [[nodiscard]] bool is_at_end() const { return bytes_.empty(); }

 private:
  std::span<const std::uint8_t> bytes_;
};

template <class T>
void append(std::vector<std::uint8_t>& bytes, std::span<const T> values) {
  const std::size_t before = bytes.size();
  bytes.resize(before + values.size_bytes());
  std::memcpy(bytes.data() + before, values.data(), values.size_bytes());
}
template <class T>
void append(std::vector<std::uint8_t>& bytes, T value) {
  append(bytes, std::span<const T>(&value, 1));
}

bool are_finite(const std::vector<float>& values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

bool is_character(char32_t code) {
  return code >= 0x20 && code <= 0x10'FFFF && (code < 0xD800 || code > 0xDFFF);
}

}  // namespace

std::uint64_t model_checksum(std::span<const std::uint8_t> bytes) {
  // FNV-1a: against damage, not against intent; no changed byte can go unseen.
  std::uint64_t sum = 0xCBF29CE484222325U;
  for (const std::uint8_t byte : bytes) sum = (sum ^ byte) * 0x100000001B3U;
  return sum;
}

Result<HandwritingModel> parse_model(std::span<const std::uint8_t> bytes) {
  const auto corrupt = [](const char* what) {
    return fail(Code::corrupt, std::string("handwriting model: ") + what);
  };
  if (bytes.size() > model_bytes_max) return corrupt("too large");
  if (bytes.size() < magic.size() + checksum_bytes) return corrupt("too short");
  if (!std::ranges::equal(bytes.first(magic.size()), magic)) return corrupt("not one, or of another version");
  std::uint64_t sum = 0;
  std::memcpy(&sum, bytes.last(checksum_bytes).data(), checksum_bytes);
  const auto summed = bytes.first(bytes.size() - checksum_bytes);
  if (model_checksum(summed) != sum) return corrupt("checksum");

  Reader in(summed.subspan(magic.size()));
  const auto features = in.one<std::uint32_t>();
  const auto dimensions = in.one<std::uint32_t>();
  const auto entries = in.one<std::uint32_t>();
  const auto step = in.one<float>();
  if (!step) return corrupt("too short");
  if (*features != feature_count) return corrupt("made for other features");
  if (*dimensions < 1 || *dimensions > model_dimensions_max) return corrupt("number of dimensions");
  if (*entries < 1 || *entries > model_entries_max) return corrupt("number of entries");
  if (!std::isfinite(*step) || *step <= 0) return corrupt("step");
  auto mean = in.list<float>(feature_count);
  auto projection = in.list<float>(feature_count * *dimensions);
  auto characters = in.list<char32_t>(*entries);
  auto rarity = in.list<float>(*entries);
  auto places = in.list<std::int8_t>(std::size_t{*entries} * *dimensions);
  if (!mean || !projection || !characters || !rarity || !places || !in.is_at_end()) return corrupt("size");
  if (!are_finite(*mean) || !are_finite(*projection) || !are_finite(*rarity)) return corrupt("no number");
  if (!std::ranges::all_of(*characters, is_character)) return corrupt("no character");
  return HandwritingModel{.dimensions = *dimensions,
                          .step = *step,
                          .mean = *std::move(mean),
                          .projection = *std::move(projection),
                          .characters = *std::move(characters),
                          .rarity = *std::move(rarity),
                          .places = *std::move(places)};
}

Result<HandwritingModel> load_model(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const auto end = in ? static_cast<std::streamoff>(in.tellg()) : std::streamoff{-1};
  if (end < 0) return fail(Code::not_found, "handwriting model: cannot be read: " + file.string());
  if (static_cast<std::uintmax_t>(end) > model_bytes_max)
    return fail(Code::corrupt, "handwriting model: too large");
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(end));
  in.seekg(0);
  in.read(reinterpret_cast<char*>(bytes.data()), end);
  if (!in) return fail(Code::not_found, "handwriting model: cannot be read: " + file.string());
  return parse_model(bytes);
}

std::vector<std::uint8_t> write_model(const HandwritingModel& model) {
  check(model.mean.size() == feature_count && model.projection.size() == feature_count * model.dimensions &&
            model.rarity.size() == model.characters.size() &&
            model.places.size() == model.characters.size() * model.dimensions,
        "a model's lists fit each other");
  std::vector<std::uint8_t> bytes;
  append(bytes, std::span<const char>(magic));
  append(bytes, static_cast<std::uint32_t>(feature_count));
  append(bytes, static_cast<std::uint32_t>(model.dimensions));
  append(bytes, static_cast<std::uint32_t>(model.characters.size()));
  append(bytes, model.step);
  append(bytes, std::span<const float>(model.mean));
  append(bytes, std::span<const float>(model.projection));
  append(bytes, std::span<const char32_t>(model.characters));
  append(bytes, std::span<const float>(model.rarity));
  append(bytes, std::span<const std::int8_t>(model.places));
  append(bytes, model_checksum(bytes));
  return bytes;
}

}  // namespace yz::kiosk
