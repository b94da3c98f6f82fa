#include "tests/house/sources.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace yz::house {

namespace {

enum class Kind { code, comment, literal };

/// One kind for each byte. Knows //, /* */, "…" with escapes, '…', and R"delimiter(…)delimiter".
class Painter {
 public:
  explicit Painter(std::string_view text) : text_(text), kinds_(text.size(), Kind::code) {}

  std::vector<Kind> paint() {
    while (at_ < text_.size()) {
      if (text_.substr(at_).starts_with("//")) {
        run(text_.find('\n', at_), Kind::comment);
      } else if (text_.substr(at_).starts_with("/*")) {
        run(end_of(text_.find("*/", at_ + 2), 2), Kind::comment);
      } else if (text_.substr(at_).starts_with("R\"") && !in_word()) {
        raw();
      } else if (text_[at_] == '"') {
        quoted('"', Kind::literal);
      } else if (text_[at_] == '\'' && !in_word()) {
        quoted('\'', Kind::code);
      } else {
        ++at_;
      }
    }
    return kinds_;
  }

 private:
  [[nodiscard]] bool in_word() const {
    // u8R"…" is no word; 1'000 is one.
    return at_ > 0 &&
           (std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0 || text_[at_ - 1] == '_');
  }
  static std::size_t end_of(std::size_t found, std::size_t length) {
    return found == std::string_view::npos ? found : found + length;
  }
  void run(std::size_t end, Kind kind) {
    end = std::min(end, text_.size());
    std::fill(kinds_.begin() + static_cast<std::ptrdiff_t>(at_),
              kinds_.begin() + static_cast<std::ptrdiff_t>(end), kind);
    at_ = end;
  }
  void raw() {
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) return run(text_.size(), Kind::code);
    const std::string close = ')' + std::string(text_.substr(at_ + 2, open - at_ - 2)) + '"';
    run(open + 1, Kind::code);
    run(text_.find(close, at_), Kind::literal);
    run(at_ + close.size(), Kind::code);
  }
  void quoted(char quote, Kind kind) {
    ++at_;
    std::size_t end = at_;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
    run(end, kind);
    if (at_ < text_.size()) ++at_;
  }

  std::string_view text_;
  std::vector<Kind> kinds_;
  std::size_t at_{};
};

std::string blanked(std::string_view text, bool literals_too) {
  const auto kinds = Painter(text).paint();
  std::string code(text);
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool blank = kinds[i] == Kind::comment || (literals_too && kinds[i] == Kind::literal);
    if (blank && code[i] != '\n') code[i] = ' ';
  }
  return code;
}

}  // namespace

std::vector<Source> read_sources(const std::filesystem::path& root, const std::vector<std::string>& folders) {
  std::vector<Source> sources;
  for (const std::string& folder : folders) {
    if (!std::filesystem::is_directory(root / folder)) continue;
    auto walk = std::filesystem::recursive_directory_iterator(root / folder);
    for (auto entry = begin(walk); entry != end(walk); ++entry) {
      const std::string name = entry->path().filename().string();
      if (entry->is_directory() &&
          (name == "node_modules" || name == "build" || name == "dist" || name == ".git")) {
        entry.disable_recursion_pending();
      }
      if (!entry->is_regular_file()) continue;
      std::ifstream in(entry->path(), std::ios::binary);
      sources.push_back({.path = std::filesystem::relative(entry->path(), root).string(),
                         .text = {std::istreambuf_iterator<char>(in), {}}});
    }
  }
  std::ranges::sort(sources, [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

std::string without_comments(std::string_view text) {
  return blanked(text, /*literals_too=*/false);
}
std::string only_code(std::string_view text) {
  return blanked(text, /*literals_too=*/true);
}

std::vector<std::string> literals(std::string_view text) {
  const auto kinds = Painter(text).paint();
  std::vector<std::string> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kinds[i] != Kind::literal) continue;
    if (i == 0 || kinds[i - 1] != Kind::literal) found.emplace_back();
    found.back() += text[i];
  }
  return found;
}

}  // namespace yz::house
