// What a station is, as its content pack says it: names, services, hours, counters, phrases. Values only;
// read from JSON by station_json.h, which also says what is wrong with a pack. Nothing here is compiled-in
// data.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"

namespace yz::domain {

using StationId = Id<struct StationTag>;
using ServiceId = Id<struct ServiceTag>;  // "social", stable across content versions
using CounterId = Id<struct CounterTag>;  // "3": also the number that is called out

/// The station's calendar day and its time of day; both in the station's own time zone.
using Day = std::chrono::year_month_day;
using Minutes = std::chrono::minutes;

/// Words in both languages; `en` may be empty, then `zh` is shown.
struct LocalText {
  std::string zh;
  std::string en;
  bool operator==(const LocalText&) const = default;
};

/// Opening time within one day, minutes since midnight, `from` < `to` ≤ 24 h.
struct OpenSpan {
  Minutes from{};
  Minutes to{};
  bool operator==(const OpenSpan&) const = default;
};

/// Weekly hours with exceptions. An exception replaces the whole day; an empty list means closed.
struct Hours {
  std::array<std::vector<OpenSpan>, 7> weekly;  // [0] is Sunday, as std::chrono::weekday::c_encoding
  std::map<Day, std::vector<OpenSpan>> exceptions;
  bool operator==(const Hours&) const = default;
};

/// A service 业务: what tickets are taken for.
struct Service {
  ServiceId id;
  char letter{};  // 'A'…'Z', unique in the station
  LocalText name;
  LocalText description;
  LocalText bring;  // what to bring, printed on the slip; may be empty
  Hours hours;
  int quota_per_day{};              // 1…999
  std::vector<CounterId> counters;  // that serve it, never empty
  Milliseconds mean_service{};      // starting value of the estimate
  bool has_priority{};              // asks the priority question
  bool operator==(const Service&) const = default;
};

struct Counter {
  CounterId id;
  LocalText name;
  bool operator==(const Counter&) const = default;
};

/// Numbers that a remote admin sets (domain.md 1); the defaults are the demo station's.
struct TicketRules {
  int priority_age{70};
  int priority_in_a_row_max{2};
  bool operator==(const TicketRules&) const = default;
};

struct Station {
  StationId id;
  LocalText name;
  Minutes utc_offset{};  // the station's time zone; China has one, without daylight saving
  TicketRules ticket_rules;
  std::vector<Service> services;  // in the order they are shown
  std::vector<Counter> counters;
  std::map<std::string, LocalText>
      phrases;                     // words that a station may reword: "greeting.morning", "phone.grid" …
  std::vector<LocalText> notices;  // one line each, shown in turn by the attract screen
  bool operator==(const Station&) const = default;

  [[nodiscard]] const Service* find_service(const ServiceId& id) const;
  [[nodiscard]] const Counter* find_counter(const CounterId& id) const;
};

/// Day and time of day at the station.
struct StationTime {
  Day day;
  Minutes of_day{};
  bool operator==(const StationTime&) const = default;
};
[[nodiscard]] StationTime station_time(const Station& station, Instant now);

/// "2026-11-23", and back; nothing if it is no date that exists.
[[nodiscard]] std::string to_text(Day day);
[[nodiscard]] bool parse_day(std::string_view text, Day& day);

/// Open at that moment?
[[nodiscard]] bool is_open(const Hours& hours, const StationTime& at);
/// The first opening at or after `after`, looking at most 60 days ahead; false if there is none.
[[nodiscard]] bool next_opening(const Hours& hours, const StationTime& after, StationTime& opening);

}  // namespace yz::domain
