#include "domain/lessons/lessons.h"
#include "domain/scanned_code.h"

namespace yz::domain {

namespace {

constexpr std::string_view prefix = "YZ1L.";

}  // namespace

std::string make_lesson_code(const LessonCode& code) {
  return std::string(prefix) + code.sign_up.value + '.' + code.secret;
}

std::optional<LessonCode> parse_lesson_code(std::string_view scanned) {
  const auto rest = code_after(prefix, "/l/", scanned);
  if (!rest) return std::nullopt;
  const auto dot = rest->find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view id = rest->substr(0, dot);
  const std::string_view secret = rest->substr(dot + 1);
  if (!is_ulid(id) || !is_code_secret(secret)) return std::nullopt;
  return LessonCode{.sign_up = SignUpId(std::string(id)), .secret = std::string(secret)};
}

}  // namespace yz::domain
