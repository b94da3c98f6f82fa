#include "kiosk/ui/wrap.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace yz::ui {
namespace {

struct Char {
  std::string_view bytes;
  std::uint32_t code{};
};

/// The next character; a damaged byte counts as one, so that the loop always goes on.
Char next_char(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text[0]);
  const std::size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (bytes > text.size() || first < 0xC0) return {text.substr(0, 1), first};
  std::uint32_t code = first & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) code = code << 6U | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
  return {text.substr(0, bytes), code};
}

// Code points, since words of people's languages do not stand in code: ，。！？：；、）》”’】…％·～ and their
// Latin kin.
constexpr std::array<std::uint32_t, 24> never_first{
    0xFF0C, 0x3002, 0xFF01, 0xFF1F, 0xFF1A, 0xFF1B, 0x3001, 0xFF09, 0x300B, 0x201D, 0x2019, 0x3011,
    0x2026, 0xFF05, 0x00B7, 0xFF5E, ',',    '.',    '!',    '?',    ':',    ';',    ')',    '%'};
// （《“‘【(
constexpr std::array<std::uint32_t, 6> never_last{0xFF08, 0x300A, 0x201C, 0x2018, 0x3010, '('};
// Units that stay with the number before them: 年月日号点分秒元岁人个位天楼层次张 and the dash of a range.
constexpr std::array<std::uint32_t, 19> units{0x5E74, 0x6708, 0x65E5, 0x53F7, 0x70B9, 0x5206, 0x79D2,
                                              0x5143, 0x5C81, 0x4EBA, 0x4E2A, 0x4F4D, 0x5929, 0x697C,
                                              0x5C42, 0x6B21, 0x5F20, 0x949F, 0x2013};
constexpr std::uint32_t title_open = 0x300A;
constexpr std::uint32_t title_close = 0x300B;

template <std::size_t n>
bool is_one_of(const std::array<std::uint32_t, n>& set, std::uint32_t code) {
  return std::find(set.begin(), set.end(), code) != set.end();
}

bool is_digit(std::uint32_t code) {
  return code >= '0' && code <= '9';
}
bool is_latin(std::uint32_t code) {
  return is_digit(code) || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || code == '-' ||
         code == '\'' || code == '.' || code == ':' || code == '/' || code == '_' || code == '*' ||
         code == '@' || code == '+' || (code >= 0xC0 && code < 0x250);
}

/// May a line end between these two? `earlier` stands before a blank.
bool may_break(std::uint32_t earlier, std::uint32_t before, std::uint32_t after, bool in_title) {
  if (before == ' ' && is_digit(earlier) && is_one_of(units, after)) return false;  // 15 分钟
  if (in_title || is_one_of(never_first, after) || is_one_of(never_last, before)) return false;
  if (before == ' ') return true;
  if (after == ' ') return false;  // a blank ends the line before it and is dropped
  if (is_latin(before) && is_latin(after)) return false;
  if (is_digit(before) && is_one_of(units, after)) return false;
  if (is_one_of(units, before) && is_digit(after)) return false;  // 2026年11月23日, 10–15 分钟
  return true;
}

std::string trimmed(std::string_view line) {
  while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  return std::string(line);
}

/// The pieces between which a line may end.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  const char* begin = text.data();
  std::uint32_t before = 0;
  std::uint32_t earlier = 0;
  bool in_title = false;
  while (!text.empty()) {
    const Char here = next_char(text);
    if (here.bytes.data() != begin && may_break(earlier, before, here.code, in_title)) {
      pieces.emplace_back(begin, static_cast<std::size_t>(here.bytes.data() - begin));
      begin = here.bytes.data();
    }
    if (here.code == title_open) in_title = true;
    if (here.code == title_close) in_title = false;
    earlier = before;
    before = here.code;
    text.remove_prefix(here.bytes.size());
  }
  if (text.data() != begin) pieces.emplace_back(begin, static_cast<std::size_t>(text.data() - begin));
  return pieces;
}

void wrap_paragraph(std::string_view text, float width, const Measure& measure,
                    std::vector<std::string>& lines) {
  std::string line;
  for (const std::string_view piece : pieces_of(text)) {
    const std::string longer = line + std::string(piece);
    if (!line.empty() && measure(trimmed(longer)) > width) {
      lines.push_back(trimmed(line));
      line = piece;
    } else {
      line = longer;
    }
  }
  lines.push_back(trimmed(line));
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, float width, const Measure& measure) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    wrap_paragraph(text.substr(0, end), width, measure, lines);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace yz::ui
