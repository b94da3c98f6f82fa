// The product's sources as the house checks see them: path from the root, text, and the text without
// comments.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace yz::house {

struct Source {
  std::string path;  // "kiosk/ui/theme.cpp"
  std::string text;
  [[nodiscard]] bool in(std::string_view folder) const { return path.starts_with(std::string(folder) + '/'); }
  [[nodiscard]] bool is_cpp() const { return path.ends_with(".cpp") || path.ends_with(".h"); }
};

/// Every file under these folders of the root; node_modules and build output are not ours.
[[nodiscard]] std::vector<Source> read_sources(const std::filesystem::path& root,
                                               const std::vector<std::string>& folders);

/// C++ with comments blanked out; string literals stay. Lines keep their numbers.
[[nodiscard]] std::string without_comments(std::string_view text);
/// The insides of its string literals, raw ones too, in order.
[[nodiscard]] std::vector<std::string> literals(std::string_view text);
/// Without comments and with the insides of literals blanked out: only code.
[[nodiscard]] std::string only_code(std::string_view text);

}  // namespace yz::house
