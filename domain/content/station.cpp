#include "domain/content/station.h"

#include <algorithm>
#include <cstdio>

namespace yz::domain {

namespace {

constexpr int opening_days_max = 60;
constexpr std::size_t day_chars = 10;

const std::vector<OpenSpan>& spans_of(const Hours& hours, Day day) {
  const auto exception = hours.exceptions.find(day);
  if (exception != hours.exceptions.end()) return exception->second;
  return hours.weekly[std::chrono::weekday(std::chrono::sys_days(day)).c_encoding()];
}

}  // namespace

const Service* Station::find_service(const ServiceId& service) const {
  const auto found =
      std::find_if(services.begin(), services.end(), [&](const Service& s) { return s.id == service; });
  return found == services.end() ? nullptr : &*found;
}

const Counter* Station::find_counter(const CounterId& counter) const {
  const auto found =
      std::find_if(counters.begin(), counters.end(), [&](const Counter& c) { return c.id == counter; });
  return found == counters.end() ? nullptr : &*found;
}

StationTime station_time(const Station& station, Instant now) {
  const auto local = now + station.utc_offset;
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  return {.day = Day(midnight), .of_day = std::chrono::floor<Minutes>(local - midnight)};
}

std::string to_text(Day day) {
  std::array<char, 48> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                                   static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

bool parse_day(std::string_view text, Day& day) {
  if (text.size() != day_chars || text[4] != '-' || text[7] != '-') return false;
  unsigned digits = 0;  // yyyymmdd
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return false;
    digits = digits * 10 + static_cast<unsigned>(text[i] - '0');
  }
  const Day read{std::chrono::year(static_cast<int>(digits / 10'000)), std::chrono::month(digits / 100 % 100),
                 std::chrono::day(digits % 100)};
  if (!read.ok()) return false;
  day = read;
  return true;
}

bool is_open(const Hours& hours, const StationTime& at) {
  const auto& spans = spans_of(hours, at.day);
  return std::any_of(spans.begin(), spans.end(),
                     [&](const OpenSpan& span) { return span.from <= at.of_day && at.of_day < span.to; });
}

bool next_opening(const Hours& hours, const StationTime& after, StationTime& opening) {
  for (int i = 0; i <= opening_days_max; ++i) {
    const Day day(std::chrono::sys_days(after.day) + std::chrono::days(i));
    const Minutes not_before = i == 0 ? after.of_day : Minutes{0};
    for (const OpenSpan& span : spans_of(hours, day)) {
      if (span.to <= not_before) continue;
      opening = {.day = day, .of_day = std::max(span.from, not_before)};
      return true;
    }
  }
  return false;
}

}  // namespace yz::domain
