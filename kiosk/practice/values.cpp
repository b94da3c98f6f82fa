#include "kiosk/practice/values.h"

namespace yz::practice {
namespace {

constexpr std::int64_t fen_in_yuan = 100;

/// 20000 → "200.00"; without the cents where there are none if `is_short`: "200".
std::string money(std::int64_t fen, bool is_short) {
  const std::int64_t size = fen < 0 ? -fen : fen;
  const std::int64_t cents = size % fen_in_yuan;
  std::string text = fen < 0 ? "-" : "";
  text += std::to_string(size / fen_in_yuan);
  if (is_short && cents == 0) return text;
  text += cents < 10 ? ".0" : ".";
  text += std::to_string(cents);
  return text;
}

Placeholder placeholder_in(std::string_view inside) {
  const auto bar = inside.find('|');
  if (bar == std::string_view::npos) return {std::string(inside), {}};
  return {std::string(inside.substr(0, bar)), std::string(inside.substr(bar + 1))};
}

bool is_filter(std::string_view filter) {
  return filter == "yuan" || filter == "money";
}

std::string shown(const Placeholder& placeholder, const Value& value, Side side) {
  if (const auto* words = std::get_if<LocalText>(&value)) return on_side(*words, side);
  const auto number = std::get<std::int64_t>(value);
  if (is_filter(placeholder.filter)) return money(number, placeholder.filter == "yuan");
  return std::to_string(number);
}

}  // namespace

const std::string& on_side(const LocalText& text, Side side) {
  return side == Side::zh ? text.zh : text.en;
}

std::vector<Placeholder> placeholders_of(std::string_view text, std::string& fault) {
  std::vector<Placeholder> found;
  while (true) {
    const auto open = text.find_first_of("{}");
    if (open == std::string_view::npos) return found;
    const auto close = text.find_first_of("{}", open + 1);
    if (text[open] == '}' || close == std::string_view::npos || text[close] == '{') {
      fault = "a brace that is no value; write {name}, {name|yuan} or {name|money}";
      return found;
    }
    found.push_back(placeholder_in(text.substr(open + 1, close - open - 1)));
    text.remove_prefix(close + 1);
  }
}

std::string wrong_placeholder(const Placeholder& placeholder, const Variables& variables) {
  const auto variable = variables.find(placeholder.name);
  if (variable == variables.end()) return "no variable \"" + placeholder.name + '"';
  if (placeholder.filter.empty()) return {};
  if (!is_filter(placeholder.filter)) {
    return "no filter \"" + placeholder.filter + "\"; there are yuan and money";
  }
  if (!std::holds_alternative<std::int64_t>(variable->second)) {
    return "variable \"" + placeholder.name + "\" is words, " + placeholder.filter + " is for numbers";
  }
  return {};
}

std::string filled(std::string_view text, const Variables& variables, Side side) {
  std::string full;
  while (true) {
    const auto open = text.find('{');
    const auto close = text.find('}', open == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) return full.append(text);
    full.append(text.substr(0, open));
    const Placeholder placeholder = placeholder_in(text.substr(open + 1, close - open - 1));
    const auto variable = variables.find(placeholder.name);
    if (variable == variables.end()) {
      full.append(text.substr(open, close - open + 1));
    } else {
      full.append(shown(placeholder, variable->second, side));
    }
    text.remove_prefix(close + 1);
  }
}

LocalText filled(const LocalText& text, const Variables& variables) {
  return {.zh = filled(text.zh, variables, Side::zh), .en = filled(text.en, variables, Side::en)};
}

}  // namespace yz::practice
