// The words of every screen, by id and language: assets/text/<language>.json, over them those of the content
// pack. One JSON object of strings a file; `{name}` stands for a value. UI thread; the tables themselves are
// shared and constant.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "domain/content/station.h"

namespace yz::kiosk {

enum class Language { zh, en };
[[nodiscard]] const char* to_string(Language language);  // "zh-CN", "en"

using TextTable = std::map<std::string, std::string, std::less<>>;
struct TextTables {
  TextTable zh;
  TextTable en;
};

/// `invalid` says which id and why.
[[nodiscard]] Result<TextTable> parse_texts(std::string_view json);
/// zh-CN.json must be there, en.json may be.
[[nodiscard]] Result<TextTables> load_texts(const std::filesystem::path& folder);
/// `over` wins.
[[nodiscard]] TextTables overlay(TextTables base, const TextTables& over);

/// What stands for `{name}`.
using Placeholder = std::pair<std::string_view, std::string>;

/// The text with its placeholders filled in; unknown ones stay as they are.
[[nodiscard]] std::string fill(std::string_view text, std::span<const Placeholder> values);
[[nodiscard]] inline std::string fill(std::string_view text, std::initializer_list<Placeholder> values) {
  return fill(text, std::span(values.begin(), values.size()));
}

class Texts {
 public:
  explicit Texts(std::shared_ptr<const TextTables> tables) : tables_(std::move(tables)) {}

  void set_tables(std::shared_ptr<const TextTables> tables) { tables_ = std::move(tables); }
  void set_language(Language language) { language_ = language; }
  [[nodiscard]] Language language() const { return language_; }

  /// In the chosen language, else Chinese, else the id itself (a test finds those).
  [[nodiscard]] std::string words(std::string_view id, std::initializer_list<Placeholder> values = {}) const {
    return words(id, std::span(values.begin(), values.size()));
  }
  [[nodiscard]] std::string words(std::string_view id, std::span<const Placeholder> values) const;
  [[nodiscard]] bool has(std::string_view id) const;
  /// The chosen language's side of a text that came with content.
  [[nodiscard]] const std::string& of(const domain::LocalText& text) const {
    return language_ == Language::en && !text.en.empty() ? text.en : text.zh;
  }

 private:
  [[nodiscard]] const std::string* find(std::string_view id) const;
  std::shared_ptr<const TextTables> tables_;
  Language language_{Language::zh};
};

}  // namespace yz::kiosk
