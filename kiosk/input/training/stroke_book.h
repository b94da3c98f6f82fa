// The characters to be known, each with its strokes, the most common first: from hanzi-writer-data (a JSON
// file for each character) and from how often characters stand in rime-essay's list of words.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/input/strokes.h"

namespace yz::kiosk {

struct BookEntry {
  char32_t character{};
  std::vector<Stroke> strokes;  // in their order
};

/// `strokes` is the folder of JSON files; `words` has a word, a tab and its weight in each line, in
/// simplified characters; `known` has the characters to take.
[[nodiscard]] Result<std::vector<BookEntry>> read_stroke_book(const std::filesystem::path& strokes,
                                                              const std::filesystem::path& words,
                                                              const std::filesystem::path& known);

/// As lines that parse_written_line() reads.
[[nodiscard]] Status write_stroke_book(const std::vector<BookEntry>& book, const std::filesystem::path& file);

}  // namespace yz::kiosk
