#include <algorithm>

#include "tests/journeys/station_journey.h"

namespace yz::test {

namespace {

constexpr std::size_t tickets_each = 8;
constexpr Milliseconds shortest_network_wait{5'000};  // SyncTimeouts

struct Waits {
  Milliseconds median{};
  Milliseconds longest{};
};

/// Takes numbers and notes every label for the judgement at the end.
Waits take_numbers(StationJourney& journey, const std::string& service, TotalQueue& queue) {
  std::vector<Milliseconds> waits;
  for (std::size_t i = 0; i < tickets_each; ++i) {
    const auto label = journey.take_number(service);
    require(label);
    queue.attempted(*label);
    queue.acknowledged(*label);
    waits.push_back(journey.last_wait());
    require(journey.leave());
  }
  std::sort(waits.begin(), waits.end());
  return {waits[waits.size() / 2], waits.back()};
}

void check_unaffected_by(const std::string& trouble) {
  StationJourney journey({.has_proxy = true});
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  const std::string service = journey.plain_services().at(0);
  TotalQueue queue;
  const Waits healthy = take_numbers(journey, service, queue);
  REQUIRE(journey.hub_tickets(tickets_each).size() == tickets_each);

  require(stage.proxy(trouble));
  const Waits troubled = take_numbers(journey, service, queue);
  INFO("median " << healthy.median.count() << " → " << troubled.median.count() << " ms, longest "
                 << healthy.longest.count() << " → " << troubled.longest.count() << " ms");
  // The ratio is the benchmark's (tests/bench/network_figures.h). A kiosk that waited for the network would
  // do so with every number; one of them may be late on a machine that has other things to do.
  CHECK(troubled.median < shortest_network_wait);
  CHECK(wait_until(Milliseconds{20'000}, [&] { return stage.slips().size() == 2 * tickets_each; }));

  require(stage.proxy("pass"));
  for (const HubTicket& ticket : journey.hub_tickets(2 * tickets_each, Milliseconds{120'000}))
    queue.received(ticket.label);
  CHECK(queue.lost().empty());
  CHECK(queue.duplicated().empty());
  CHECK(queue.unexpected().empty());
}

}  // namespace

TEST_CASE("p04_p05 nobody waits for the network: hub away", "[journeys]") {
  check_unaffected_by("down");
}
TEST_CASE("p04_p05 nobody waits for the network: hub silent", "[journeys]") {
  check_unaffected_by("black-hole");
}
TEST_CASE("p04_p05 nobody waits for the network: one byte a second", "[journeys]") {
  check_unaffected_by("bandwidth 1");
}
TEST_CASE("p04_p05 nobody waits for the network: hub answers 500", "[journeys]") {
  check_unaffected_by("status 500");
}
TEST_CASE("p04_p05 nobody waits for the network: a portal's page", "[journeys]") {
  check_unaffected_by("portal");
}

TEST_CASE("p02 nothing happens twice: a third of all answers lost, a third of all requests repeated",
          "[journeys]") {
  StationJourney journey({.has_proxy = true});
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  const std::string service = journey.plain_services().at(0);
  TotalQueue queue;
  for (const char* trouble : {"drop-answers 30", "repeat-requests 30", "reset 30"}) {
    require(stage.proxy(trouble));
    (void)take_numbers(journey, service, queue);
  }
  require(stage.proxy("pass"));
  for (const HubTicket& ticket : journey.hub_tickets(3 * tickets_each, Milliseconds{120'000}))
    queue.received(ticket.label);
  CHECK(queue.lost().empty());
  CHECK(queue.duplicated().empty());
  CHECK(queue.unexpected().empty());
}

TEST_CASE("p05 the hub killed during sync: everything is there exactly once", "[journeys]") {
  StationJourney journey;
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  const std::string service = journey.plain_services().at(0);
  TotalQueue queue;
  for (int round = 0; round < 3; ++round) {
    (void)take_numbers(journey, service, queue);
    stage.kill_hub();
    require(stage.start_hub());
  }
  const std::size_t all = 3 * tickets_each;
  for (const HubTicket& ticket : journey.hub_tickets(all, Milliseconds{120'000}))
    queue.received(ticket.label);
  CHECK(queue.lost().empty());
  CHECK(queue.duplicated().empty());
  CHECK(queue.unexpected().empty());
}

}  // namespace yz::test
