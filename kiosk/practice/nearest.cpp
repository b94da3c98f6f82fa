#include "kiosk/practice/nearest.h"

#include <algorithm>
#include <numeric>

namespace yz::practice {
namespace {

constexpr std::size_t quoted_size_max = 60;
constexpr std::size_t changes_max = 2;
constexpr std::size_t size_max = 64;  // longer ones are no names

/// How many characters are to be changed, added or taken away.
std::size_t changes(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t k = 0; k < other.size(); ++k) {
      const std::size_t changed = diagonal + (one[i] == other[k] ? 0 : 1);
      diagonal = row[k + 1];
      row[k + 1] = std::min({changed, row[k] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string in_quotes(std::string_view name) {
  std::size_t size = std::min(name.size(), quoted_size_max);
  const auto is_inside = [&](std::size_t at) {
    return at < name.size() && (static_cast<unsigned char>(name[at]) & 0xC0U) == 0x80U;
  };
  while (size > 0 && is_inside(size)) --size;
  std::string text = "\"";
  return text.append(name.substr(0, size)).append("\"");
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known) {
  if (wrong.size() > size_max) return {};
  const std::string* nearest = nullptr;
  std::size_t fewest = changes_max + 1;
  for (const std::string& name : known) {
    const std::size_t needed = changes(wrong, name);
    // Two changes make any short name of any other.
    if (needed >= fewest || needed >= name.size()) continue;
    fewest = needed;
    nearest = &name;
  }
  return nearest == nullptr ? std::string() : " — did you mean \"" + *nearest + "\"?";
}

}  // namespace yz::practice
