#include "kiosk/app/health_reports.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace yz::test {
namespace {

using hal::DeviceState;
using hal::Reason;
using kiosk::HealthReports;

hal::DeviceChanged printer(DeviceState state, std::set<Reason> reasons = {}, std::string detail = "") {
  hal::DeviceStatus status;
  status.state = state;
  status.reasons = std::move(reasons);
  status.detail = std::move(detail);
  return {hal::DeviceId{"slip-printer"}, hal::DeviceClass::printer, std::move(status)};
}

constexpr Milliseconds start{1'000};
constexpr Milliseconds later = start + HealthReports::settle;

}  // namespace

TEST_CASE("device health: what lasts is told once, in the words of the format") {
  HealthReports reports;
  reports.take(printer(DeviceState::attention, {Reason::paper_end}), start);
  CHECK(reports.due(start).empty());
  const auto told = reports.due(later);
  REQUIRE(told.size() == 1);
  const auto body = nlohmann::json::parse(told[0]);
  CHECK(body == nlohmann::json{{"device", "slip-printer"},
                               {"class", "printer"},
                               {"state", "attention"},
                               {"reasons", {"paper_end"}},
                               {"detail", ""}});
  reports.take(printer(DeviceState::attention, {Reason::paper_end}), later);
  CHECK(reports.due(later + HealthReports::apart * 2).empty());
}

TEST_CASE("device health: printing and starting are no news, and bytes of a device do no harm") {
  HealthReports reports;
  reports.take(printer(DeviceState::starting), start);
  reports.take(printer(DeviceState::busy), start);
  CHECK(reports.due(later).empty());
  reports.take(printer(DeviceState::offline, {Reason::not_answering}, "\xFF\xFE rubbish"), start);
  const auto told = reports.due(later);
  REQUIRE(told.size() == 1);
  CHECK(nlohmann::json::accept(told[0]));
}

TEST_CASE("device health: a flapping device is told of twice a minute, at the end as it is") {
  HealthReports reports;
  std::size_t count = 0;
  std::string last;
  Milliseconds now = start;
  constexpr Milliseconds flap{5'000};
  for (int i = 0; i <= 12; ++i, now += flap) {  // one minute
    reports.take(
        i % 2 == 0 ? printer(DeviceState::offline, {Reason::not_answering}) : printer(DeviceState::ready),
        now);
    for (const auto& body : reports.due(now + HealthReports::settle)) {
      last = body;
      ++count;
    }
  }
  CHECK(count <= 3);
  CHECK(count >= 2);
  reports.take(printer(DeviceState::ready), now);
  for (const auto& body : reports.due(now + HealthReports::apart)) last = body;
  CHECK(last.find("ready") != std::string::npos);
}

}  // namespace yz::test
