#include <algorithm>

#include "domain/scanned_code.h"
#include "domain/tickets/tickets.h"

namespace yz::domain {

namespace {

constexpr std::string_view prefix = "YZ1T.";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "A012" or "A2-012".
bool is_label(std::string_view text) {
  if (text.size() != 4 && text.size() != 6) return false;
  if (text[0] < 'A' || text[0] > 'Z') return false;
  if (text.size() == 6 && (text[1] < '1' || text[1] > '9' || text[2] != '-')) return false;
  const std::string_view number = text.substr(text.size() - 3);
  return std::all_of(number.begin(), number.end(), is_digit) && number != "000";
}

/// Cuts the part before the next dot off `rest`; the whole of it if there is none.
std::string_view cut_part(std::string_view& rest) {
  const auto dot = rest.find('.');
  const std::string_view part = rest.substr(0, dot);
  rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
  return part;
}

bool parse_compact_day(std::string_view text, Day& day) {
  if (text.size() != 8) return false;
  const std::string dashed = std::string(text.substr(0, 4)) + '-' + std::string(text.substr(4, 2)) + '-' +
                             std::string(text.substr(6, 2));
  return parse_day(dashed, day);
}

}  // namespace

std::string make_ticket_code(const Ticket& ticket) {
  std::string day = to_text(ticket.day);
  std::erase(day, '-');
  return std::string(prefix) + day + '.' + ticket.label + '.' + ticket.secret;
}

std::optional<TicketCode> parse_ticket_code(std::string_view scanned) {
  const auto after = code_after(prefix, "/q/", scanned);
  if (!after) return std::nullopt;
  std::string_view rest = *after;
  if (std::count(rest.begin(), rest.end(), '.') != 2) return std::nullopt;
  TicketCode code;
  if (!parse_compact_day(cut_part(rest), code.day)) return std::nullopt;
  const std::string_view label = cut_part(rest);
  if (!is_label(label) || !is_code_secret(rest)) return std::nullopt;
  code.label = label;
  code.secret = rest;
  return code;
}

}  // namespace yz::domain
