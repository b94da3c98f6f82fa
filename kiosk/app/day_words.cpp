#include "kiosk/app/day_words.h"

#include <chrono>

namespace yz::kiosk {
namespace {

constexpr int noon = 12;
constexpr int after_noon = 13;
constexpr int evening = 18;

std::string weekday_words(const Texts& texts, domain::Day day) {
  const unsigned weekday = std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding();
  return texts.words("weekday." + std::to_string(weekday));
}

}  // namespace

std::string date_words(const Texts& texts, domain::Day day) {
  return texts.words("day.date", {{"month", std::to_string(static_cast<unsigned>(day.month()))},
                                  {"day", std::to_string(static_cast<unsigned>(day.day()))},
                                  {"weekday", weekday_words(texts, day)}});
}

std::string day_words(const Texts& texts, domain::Day day, domain::Day today) {
  const auto ahead = (std::chrono::sys_days{day} - std::chrono::sys_days{today}).count();
  const char* id = ahead == 0 ? "day.today" : ahead == 1 ? "day.tomorrow" : "day.after_tomorrow";
  if (ahead < 0 || ahead > 2) return date_words(texts, day);
  return texts.words(id, {{"weekday", weekday_words(texts, day)}});
}

std::string time_words(const Texts& texts, domain::Minutes of_day) {
  const auto hour = static_cast<int>(of_day.count() / 60);
  const auto minute = static_cast<int>(of_day.count() % 60);
  const std::string padded = (minute < 10 ? "0" : "") + std::to_string(minute);
  const char* form = minute == 0 ? "clock.full" : minute == 30 ? "clock.half" : "clock.minutes";
  const std::string time =
      texts.words(form, {{"hour", std::to_string(hour > noon ? hour - noon : hour)}, {"minute", padded}});
  const char* part = hour < noon         ? "clock.morning"
                     : hour < after_noon ? "clock.noon"
                     : hour < evening    ? "clock.afternoon"
                                         : "clock.evening";
  return texts.words(part, {{"time", time}});
}

}  // namespace yz::kiosk
