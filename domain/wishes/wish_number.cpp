#include "domain/wishes/wish_number.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace yz::domain {

namespace {

constexpr int year_min = 2'000;
constexpr int year_max = 9'999;
constexpr std::size_t year_chars = 4;
constexpr std::size_t digits_chars = 11;  // year, six digits, check digit
constexpr std::size_t number_chars = 1 + digits_chars;
constexpr std::size_t typed_bytes_max = 40;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// The form of a number, whatever its check digit.
bool has_form(std::string_view text) {
  return text.size() == number_chars && text.front() == 'W' &&
         std::all_of(text.begin() + 1, text.end(), is_digit) &&
         value_of(text.substr(1, year_chars)) >= year_min;
}

/// Of ten digits, in the running value that ISO 7064 calls P.
int mod_11_10(std::string_view digits) {
  int p = 10;
  for (const char c : digits) {
    const int sum = (p + (c - '0')) % 10;
    p = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return p;
}

}  // namespace

char wish_check_digit(std::string_view digits) {
  return static_cast<char>('0' + (11 - mod_11_10(digits)) % 10);
}

std::optional<std::string> wish_number_of(int year, std::span<const int> blocks, int n) {
  if (year < year_min || year > year_max || n < 0) return std::nullopt;
  const auto which = static_cast<std::size_t>(n / wish_block_numbers);
  if (which >= blocks.size() || blocks[which] < 0 || blocks[which] >= wish_blocks_max) return std::nullopt;
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "W%04d%06d", year,
                                   blocks[which] * wish_block_numbers + n % wish_block_numbers);
  std::string number(text.data(), static_cast<std::size_t>(length));
  number += wish_check_digit(std::string_view(number).substr(1));
  return number;
}

std::optional<WishNumberPlace> place_of(std::string_view number) {
  if (!is_wish_number(number)) return std::nullopt;
  const int digits = value_of(number.substr(1 + year_chars, 6));
  return WishNumberPlace{.year = value_of(number.substr(1, year_chars)),
                         .block = digits / wish_block_numbers,
                         .offset = digits % wish_block_numbers};
}

bool is_wish_number(std::string_view text) {
  return has_form(text) && text.back() == wish_check_digit(text.substr(1, digits_chars - 1));
}

std::variant<std::string, WishNumberFault> parse_wish_number(std::string_view typed) {
  if (typed.size() > typed_bytes_max) return WishNumberFault::form;
  std::string number;
  std::copy_if(typed.begin(), typed.end(), std::back_inserter(number),
               [](char c) { return c != ' ' && c != '-'; });
  if (number.starts_with('w')) number.front() = 'W';
  if (!number.starts_with('W')) number.insert(number.begin(), 'W');
  if (!has_form(number)) return WishNumberFault::form;
  if (!is_wish_number(number)) return WishNumberFault::check_digit;
  return number;
}

std::string format_wish_number(std::string_view number) {
  if (number.size() != number_chars) return std::string(number);
  return std::string(number.substr(0, 1 + year_chars)) + ' ' + std::string(number.substr(1 + year_chars, 6)) +
         ' ' + number.back();
}

}  // namespace yz::domain
