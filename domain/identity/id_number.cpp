#include <algorithm>
#include <array>

#include "domain/identity/identity.h"

namespace yz::domain {

namespace {

constexpr std::size_t number_chars = 18;
constexpr std::size_t old_number_chars = 15;
constexpr int birth_year_min = 1800;
constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view check_characters = "10X98765432";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view without_blanks_around(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Provinces of GB/T 2260. Foreigners' permanent residence cards since 2023: a 9, then the province's two
/// digits.
bool is_known_region(std::string_view two_digits) {
  struct Range {
    int from, to;
  };
  constexpr std::array<Range, 9> regions{
      {{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}, {91, 98}}};
  const int region = (two_digits[0] - '0') * 10 + (two_digits[1] - '0');
  return std::any_of(regions.begin(), regions.end(),
                     [region](const Range& range) { return range.from <= region && region <= range.to; });
}

}  // namespace

const char* to_string(IdRefusal refusal) {
  switch (refusal) {
    case IdRefusal::empty:
      return "empty";
    case IdRefusal::old_15_digits:
      return "old_15_digits";
    case IdRefusal::wrong_length:
      return "wrong_length";
    case IdRefusal::wrong_characters:
      return "wrong_characters";
    case IdRefusal::unknown_region:
      return "unknown_region";
    case IdRefusal::no_such_birthday:
      return "no_such_birthday";
    case IdRefusal::born_in_future:
      return "born_in_future";
    case IdRefusal::wrong_check:
      return "wrong_check";
  }
  return "unknown";
}

char id_check_character(std::string_view first_17) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size() && i < first_17.size(); ++i)
    sum += weights[i] * (first_17[i] - '0');
  const int remainder = sum % 11;
  return check_characters[static_cast<std::size_t>(remainder < 0 ? remainder + 11 : remainder)];
}

std::variant<IdNumber, IdRefusal> parse_id_number(std::string_view text, Day today) {
  const std::string_view number = without_blanks_around(text);
  if (number.empty()) return IdRefusal::empty;
  if (number.size() == old_number_chars && all_digits(number)) return IdRefusal::old_15_digits;
  if (number.size() != number_chars) return IdRefusal::wrong_length;
  const std::string_view digits = number.substr(0, number_chars - 1);
  const char last = number.back() == 'x' ? 'X' : number.back();
  if (!all_digits(digits) || (!is_digit(last) && last != 'X')) return IdRefusal::wrong_characters;
  if (!is_known_region(digits)) return IdRefusal::unknown_region;

  const auto value = [digits](std::size_t from, std::size_t chars) {
    unsigned read = 0;
    for (const char c : digits.substr(from, chars)) read = read * 10 + static_cast<unsigned>(c - '0');
    return read;
  };
  const Day born{std::chrono::year(static_cast<int>(value(6, 4))), std::chrono::month(value(10, 2)),
                 std::chrono::day(value(12, 2))};
  if (!born.ok() || static_cast<int>(born.year()) < birth_year_min) return IdRefusal::no_such_birthday;
  if (born >= today) return IdRefusal::born_in_future;
  if (id_check_character(digits) != last) return IdRefusal::wrong_check;
  return IdNumber{.text = Sensitive<std::string>(std::string(digits) + last), .born = born};
}

int age_on(Day born, Day today) {
  const int years = static_cast<int>(today.year()) - static_cast<int>(born.year());
  // Who was born on 29 February compares as later than 28 February, so other years count from 1 March by
  // themselves.
  const bool birthday_to_come = std::pair(today.month(), today.day()) < std::pair(born.month(), born.day());
  return birthday_to_come ? years - 1 : years;
}

}  // namespace yz::domain
