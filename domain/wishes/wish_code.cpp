#include "domain/scanned_code.h"
#include "domain/wishes/wish_number.h"

namespace yz::domain {

namespace {

constexpr std::string_view prefix = "YZ1W.";

}  // namespace

std::string make_wish_code(const WishCode& code) {
  return std::string(prefix) + code.number + '.' + code.secret;
}

std::optional<WishCode> parse_wish_code(std::string_view scanned) {
  const auto rest = code_after(prefix, "/w/", scanned);
  if (!rest) return std::nullopt;
  const auto dot = rest->find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view number = rest->substr(0, dot);
  const std::string_view secret = rest->substr(dot + 1);
  if (!is_wish_number(number) || !is_code_secret(secret)) return std::nullopt;
  return WishCode{.number = std::string(number), .secret = std::string(secret)};
}

}  // namespace yz::domain
