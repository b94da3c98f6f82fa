#include "hub/api/period.h"

namespace yz::hub {

namespace {

constexpr std::chrono::days period_max{3'700};

/// The station's day begins so long before UTC's.
Instant begin_of(const domain::Station& station, domain::Day day) {
  return Instant{std::chrono::sys_days(day)} - station.utc_offset;
}

}  // namespace

std::optional<Period> period_of(const domain::Station& station, const Request& request) {
  domain::Day from{};
  domain::Day to{};
  if (!domain::parse_day(request.query_value("from"), from) ||
      !domain::parse_day(request.query_value("to"), to) || to < from ||
      std::chrono::sys_days(to) - std::chrono::sys_days(from) > period_max) {
    return std::nullopt;
  }
  return Period{.first = from,
                .last = to,
                .from = begin_of(station, from),
                .until = begin_of(station, to) + std::chrono::days{1}};
}

}  // namespace yz::hub
