#include "kiosk/app/spoken.h"

#include <charconv>

namespace yz::kiosk {
namespace {

constexpr std::size_t cardinal_digits_max = 4;
constexpr std::string_view en_dash = "\xE2\x80\x93";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string_view leading_digits(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  return text.substr(0, size);
}

std::string one_by_one(std::string_view digits, const SpokenWords& words) {
  std::string said;
  for (const char c : digits) said += words.digits[static_cast<std::size_t>(c - '0')];
  return said;
}

/// 0 … 9999 as a number: 15 → 十五, 105 → 一百零五, 2000 → 二千.
std::string cardinal(int number, const SpokenWords& words) {
  const auto digit = [&](int value) { return words.digits[static_cast<std::size_t>(value)]; };
  if (number < 10) return digit(number);
  if (number < 20) return words.ten + (number % 10 == 0 ? "" : digit(number % 10));
  struct Place {
    int value;
    const std::string& name;
  };
  static const std::string none;
  std::string said;
  bool has_gap = false;
  for (const Place& place :
       {Place{1000, words.thousand}, Place{100, words.hundred}, Place{10, words.ten}, Place{1, none}}) {
    const int value = number / place.value % 10;
    if (value == 0) {
      has_gap = !said.empty();
      continue;
    }
    if (has_gap) said += digit(0);
    has_gap = false;
    said += digit(value) + place.name;
  }
  return said;
}

std::string plain_number(std::string_view digits, const SpokenWords& words) {
  if (digits.size() > cardinal_digits_max || (digits.size() > 1 && digits[0] == '0'))
    return one_by_one(digits, words);
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return cardinal(number, words);
}

/// "9:05" at the front of `text`; takes it off and says it.
bool take_time(std::string_view& text, const SpokenWords& words, std::string& said) {
  const auto hours = leading_digits(text);
  if (hours.empty() || hours.size() > 2 || text.size() < hours.size() + 3 || text[hours.size()] != ':')
    return false;
  const auto minutes = leading_digits(text.substr(hours.size() + 1));
  if (minutes.size() != 2) return false;
  said += plain_number(hours.size() == 2 && hours[0] == '0' ? hours.substr(1) : hours, words) + words.hour;
  if (minutes != "00")
    said += (minutes[0] == '0' ? one_by_one(minutes, words) : plain_number(minutes, words)) + words.minute;
  text.remove_prefix(hours.size() + 1 + minutes.size());
  return true;
}

/// "A012" or "A2-012".
bool take_label(std::string_view& text, const SpokenWords& words, std::string& said) {
  if (text.empty() || text[0] < 'A' || text[0] > 'Z') return false;
  const auto first = leading_digits(text.substr(1));
  std::size_t size = 1 + first.size();
  std::string_view number = first;
  std::string_view kiosk;
  if (first.size() == 1 && text.size() > size && text[size] == '-') {
    kiosk = first;
    number = leading_digits(text.substr(size + 1));
    size += 1 + number.size();
  }
  if (number.size() != 3) return false;
  said += text[0];
  said += ' ';
  if (!kiosk.empty()) said += one_by_one(kiosk, words) + ' ';
  said += one_by_one(number, words);
  text.remove_prefix(size);
  return true;
}

void take_number(std::string_view& text, const SpokenWords& words, std::string& said) {
  const auto digits = leading_digits(text);
  said += plain_number(digits, words);
  text.remove_prefix(digits.size());
  if (text.size() > 1 && text[0] == '.' && is_digit(text[1])) {
    const auto part = leading_digits(text.substr(1));
    said += words.point + one_by_one(part, words);
    text.remove_prefix(1 + part.size());
  } else if (text.starts_with(en_dash) && text.size() > en_dash.size() && is_digit(text[en_dash.size()])) {
    said += words.to;
    text.remove_prefix(en_dash.size());
  }
}

}  // namespace

SpokenWords spoken_words(const Texts& texts) {
  SpokenWords words;
  if (!texts.has("spoken.digit.0")) return words;
  for (std::size_t digit = 0; digit < words.digits.size(); ++digit) {
    words.digits[digit] = texts.words("spoken.digit." + std::to_string(digit));
  }
  words.ten = texts.words("spoken.ten");
  words.hundred = texts.words("spoken.hundred");
  words.thousand = texts.words("spoken.thousand");
  words.hour = texts.words("spoken.hour");
  words.minute = texts.words("spoken.minute");
  words.point = texts.words("spoken.point");
  words.to = texts.words("spoken.to");
  return words;
}

std::string as_spoken(std::string_view sentence, const SpokenWords& words) {
  if (words.digits[0].empty()) return std::string(sentence);
  std::string said;
  while (!sentence.empty()) {
    // A letter inside a Latin word begins no label.
    const bool inside_word = !said.empty() && is_letter(said.back());
    if (!inside_word && take_label(sentence, words, said)) continue;
    if (is_digit(sentence[0])) {
      if (!take_time(sentence, words, said)) take_number(sentence, words, said);
      continue;
    }
    said += sentence[0];
    sentence.remove_prefix(1);
  }
  return said;
}

}  // namespace yz::kiosk
