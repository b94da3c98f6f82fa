#include "domain/scanned_code.h"

#include <algorithm>

#include "base/ids.h"

namespace yz::domain {

namespace {

constexpr std::size_t scanned_bytes_max = 200;
constexpr std::size_t secret_chars = 12;

}  // namespace

std::optional<std::string_view> code_after(std::string_view prefix, std::string_view folder,
                                           std::string_view scanned) {
  if (scanned.size() > scanned_bytes_max) return std::nullopt;
  if (!std::all_of(scanned.begin(), scanned.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
    return std::nullopt;
  const auto slash = scanned.rfind('/');
  if (slash != std::string_view::npos) {
    const std::string_view address = scanned.substr(0, slash + 1);
    const bool is_web = address.starts_with("http://") || address.starts_with("https://");
    if (!is_web || !address.ends_with(folder)) return std::nullopt;
    scanned.remove_prefix(slash + 1);
  }
  if (!scanned.starts_with(prefix)) return std::nullopt;
  return scanned.substr(prefix.size());
}

bool is_code_secret(std::string_view text) {
  return text.size() == secret_chars && std::all_of(text.begin(), text.end(), [](char c) {
           return crockford.find(c) != std::string_view::npos;
         });
}

}  // namespace yz::domain
