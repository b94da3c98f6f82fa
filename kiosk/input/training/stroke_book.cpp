#include "kiosk/input/training/stroke_book.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "kiosk/input/utf8.h"

namespace yz::kiosk {
namespace {

/// The data's y points upwards, from 124 below the writing line to 900 above it.
constexpr float top = 900;

Result<std::vector<Stroke>> read_strokes(const std::filesystem::path& file) {
  std::ifstream in(file);
  const auto json = nlohmann::json::parse(in, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("medians") || !json["medians"].is_array()) {
    return fail(Code::corrupt, file.string() + ": no medians");
  }
  std::vector<Stroke> strokes;
  for (const auto& median : json["medians"]) {
    Stroke& stroke = strokes.emplace_back();
    for (const auto& point : median) {
      if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number()) {
        return fail(Code::corrupt, file.string() + ": a point that is none");
      }
      stroke.push_back({point[0].get<float>(), top - point[1].get<float>()});
    }
    if (stroke.empty()) return fail(Code::corrupt, file.string() + ": an empty stroke");
  }
  if (strokes.empty()) return fail(Code::corrupt, file.string() + ": no strokes");
  return strokes;
}

Result<std::map<char32_t, double>> read_weights(const std::filesystem::path& words) {
  std::ifstream in(words);
  if (!in) return fail(Code::not_found, words.string() + ": cannot be read");
  std::map<char32_t, double> weights;
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const double weight = std::strtod(line.c_str() + tab + 1, nullptr);
    for (const char32_t character : characters_of(line.substr(0, tab))) weights[character] += weight;
  }
  return weights;
}

}  // namespace

Result<std::vector<BookEntry>> read_stroke_book(const std::filesystem::path& strokes,
                                                const std::filesystem::path& words,
                                                const std::filesystem::path& known) {
  const auto weights = read_weights(words);
  if (!weights) return fail(weights.error());
  std::ifstream in(known);
  if (!in) return fail(Code::not_found, known.string() + ": cannot be read");
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::vector<BookEntry> book;
  for (const char32_t character : characters_of(text)) {
    if (character <= U' ') continue;
    const auto file = strokes / (utf8(character) + ".json");
    if (!std::filesystem::exists(file)) continue;
    auto read = read_strokes(file);
    if (!read) return fail(read.error());
    book.push_back({character, *std::move(read)});
  }
  const auto weight_of = [&](const BookEntry& entry) {
    const auto found = weights->find(entry.character);
    return found == weights->end() ? 0.0 : found->second;
  };
  std::ranges::stable_sort(
      book, [&](const BookEntry& a, const BookEntry& b) { return weight_of(a) > weight_of(b); });
  return book;
}

Status write_stroke_book(const std::vector<BookEntry>& book, const std::filesystem::path& file) {
  std::ofstream out(file, std::ios::trunc);
  for (const BookEntry& entry : book) {
    out << utf8(entry.character) << '\t';
    for (std::size_t i = 0; i < entry.strokes.size(); ++i) {
      for (std::size_t k = 0; k < entry.strokes[i].size(); ++k) {
        const StrokePoint& point = entry.strokes[i][k];
        out << (k > 0 ? " " : i > 0 ? "|" : "") << std::lround(point.x) << ',' << std::lround(point.y);
      }
    }
    out << '\n';
  }
  out.flush();
  if (!out) return fail(Code::unavailable, file.string() + ": cannot be written");
  return {};
}

}  // namespace yz::kiosk
