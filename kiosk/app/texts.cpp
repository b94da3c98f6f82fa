#include "kiosk/app/texts.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace yz::kiosk {
namespace {

constexpr std::size_t text_file_bytes_max = 4U << 20U;

Result<TextTable> load_table(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Code::not_found, file.string() + ": no such file");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  auto table = parse_texts(bytes.str());
  if (!table) return fail(table.error().code, file.string() + ": " + table.error().what);
  return table;
}

}  // namespace

const char* to_string(Language language) {
  return language == Language::en ? "en" : "zh-CN";
}

Result<TextTable> parse_texts(std::string_view json) {
  if (json.size() > text_file_bytes_max) return fail(Code::invalid, "longer than 4 MiB");
  const auto parsed = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::invalid, "not one JSON object of strings");
  TextTable table;
  for (const auto& [id, text] : parsed.items()) {
    if (!text.is_string()) return fail(Code::invalid, "\"" + id + "\": not a string");
    table.emplace(id, text.get_ref<const std::string&>());
  }
  return table;
}

Result<TextTables> load_texts(const std::filesystem::path& folder) {
  auto zh = load_table(folder / "zh-CN.json");
  if (!zh) return fail(zh.error());
  auto en = load_table(folder / "en.json");
  if (!en && en.error().code != Code::not_found) return fail(en.error());
  return TextTables{*std::move(zh), en ? *std::move(en) : TextTable{}};
}

TextTables overlay(TextTables base, const TextTables& over) {
  for (const auto& [id, text] : over.zh) base.zh[id] = text;
  for (const auto& [id, text] : over.en) base.en[id] = text;
  return base;
}

std::string fill(std::string_view text, std::span<const Placeholder> values) {
  std::string filled;
  while (!text.empty()) {
    const auto open = text.find('{');
    filled += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const auto close = text.find('}');
    const std::string_view name = close == std::string_view::npos ? "" : text.substr(1, close - 1);
    const auto value = std::ranges::find(values, name, &Placeholder::first);
    if (value == values.end()) {
      filled += '{';
      text.remove_prefix(1);
    } else {
      filled += value->second;
      text.remove_prefix(close + 1);
    }
  }
  return filled;
}

const std::string* Texts::find(std::string_view id) const {
  if (language_ == Language::en) {
    if (const auto found = tables_->en.find(id); found != tables_->en.end()) return &found->second;
  }
  const auto found = tables_->zh.find(id);
  return found == tables_->zh.end() ? nullptr : &found->second;
}

std::string Texts::words(std::string_view id, std::span<const Placeholder> values) const {
  const std::string* text = find(id);
  return text == nullptr ? std::string(id) : fill(*text, values);
}

bool Texts::has(std::string_view id) const {
  return find(id) != nullptr;
}

}  // namespace yz::kiosk
