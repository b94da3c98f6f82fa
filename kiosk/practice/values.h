// A lesson's variables and the words they stand in: {who}, {count}, {balance|yuan}, {balance|money}. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/content/station.h"

namespace yz::practice {

using domain::LocalText;

/// A number (money is in fen) or words.
using Value = std::variant<std::int64_t, LocalText>;
using Variables = std::map<std::string, Value, std::less<>>;

enum class Side { zh, en };
[[nodiscard]] const std::string& on_side(const LocalText& text, Side side);

/// No sum a lesson needs is beyond this; results of effects are held to it.
inline constexpr std::int64_t number_max = 1'000'000'000'000;

/// What stands between braces.
struct Placeholder {
  std::string name;
  std::string filter;  // "", "yuan", "money"
};
/// Those of a text; `fault` is empty, or says which brace is none.
[[nodiscard]] std::vector<Placeholder> placeholders_of(std::string_view text, std::string& fault);
/// Whether the value can stand there, else what is wrong with it.
[[nodiscard]] std::string wrong_placeholder(const Placeholder& placeholder, const Variables& variables);

/// The text with its values in; what is unknown stays as it is.
[[nodiscard]] std::string filled(std::string_view text, const Variables& variables, Side side);
[[nodiscard]] LocalText filled(const LocalText& text, const Variables& variables);

}  // namespace yz::practice
