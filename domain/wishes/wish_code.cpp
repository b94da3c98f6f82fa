#include <algorithm>

#include "base/ids.h"
#include "domain/wishes/wish_number.h"

namespace yz::domain {

namespace {

constexpr std::size_t scanned_bytes_max = 200;
constexpr std::size_t secret_chars = 12;
constexpr std::string_view prefix = "YZ1W.";

bool is_secret(std::string_view text) {
  return text.size() == secret_chars && std::all_of(text.begin(), text.end(), [](char c) {
           return crockford.find(c) != std::string_view::npos;
         });
}

/// "http://…/w/" or "https://…/w/" before the code, nothing else.
bool is_address(std::string_view text) {
  return (text.starts_with("http://") || text.starts_with("https://")) && text.ends_with("/w/");
}

}  // namespace

std::string make_wish_code(const WishCode& code) {
  return std::string(prefix) + code.number + '.' + code.secret;
}

std::optional<WishCode> parse_wish_code(std::string_view scanned) {
  if (scanned.size() > scanned_bytes_max) return std::nullopt;
  if (!std::all_of(scanned.begin(), scanned.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
    return std::nullopt;
  const auto slash = scanned.rfind('/');
  if (slash != std::string_view::npos && !is_address(scanned.substr(0, slash + 1))) return std::nullopt;
  std::string_view rest = slash == std::string_view::npos ? scanned : scanned.substr(slash + 1);
  if (!rest.starts_with(prefix)) return std::nullopt;
  rest.remove_prefix(prefix.size());
  const auto dot = rest.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view number = rest.substr(0, dot);
  const std::string_view secret = rest.substr(dot + 1);
  if (!is_wish_number(number) || !is_secret(secret)) return std::nullopt;
  return WishCode{.number = std::string(number), .secret = std::string(secret)};
}

}  // namespace yz::domain
