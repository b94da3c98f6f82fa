#include "tests/journeys/station_journey.h"

namespace yz::test {
namespace {

/// The kiosk has fetched it whole and may switch to it.
bool has_fetched(const std::filesystem::path& kiosk, int version) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kiosk)) {
    if (entry.path().filename() == std::to_string(version) &&
        entry.path().parent_path().filename() == "staged")
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a ticket: from the finger to paper, hub, counter and back to the screen", "[journeys]") {
  StationJourney journey;
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  const std::string service = journey.plain_services().at(0);
  const auto label = journey.take_number(service);
  require(label);
  REQUIRE(wait_until(Milliseconds{15'000}, [&] { return stage.slips().size() == 1; }));
  const PrintedSlip slip = stage.slips()[0];
  INFO(slip.text);
  CHECK(slip.has(*label));
  CHECK(slip.ticket_code().find("." + *label + ".") != std::string::npos);
  CHECK(std::filesystem::file_size(slip.picture) > 0);

  const auto at_hub = journey.hub_tickets(1);
  REQUIRE(at_hub.size() == 1);
  CHECK(at_hub[0].label == *label);
  CHECK(at_hub[0].state == "waiting");

  const std::string counter = (*stage.content().find_service(service))["counters"][0];
  require(stage.hub().counter(counter, "call-next"));
  require(journey.kiosk().wait_for("tickets.call"));
  require(journey.kiosk().expect_text(*label));
  require(stage.hub().counter(counter, "finish"));
  CHECK(wait_until(Milliseconds{10'000}, [&] { return journey.hub_tickets(1).at(0).state == "served"; }));
  const auto ended = stage.finish_kiosk();
  require(ended);
  CHECK(ended->status == 0);
}

TEST_CASE("a ticket: taken with the hub away is printed, called by staff mode's rules and arrives later",
          "[journeys]") {
  StationJourney journey;
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  require(journey.kiosk().wait_for("home.tickets"));
  const std::string service = journey.plain_services().at(0);
  require(journey.take_number(service));  // the kiosk is enrolled by now
  require(journey.leave());
  REQUIRE(journey.hub_tickets(1).size() == 1);

  stage.kill_hub();
  for (int i = 0; i < 3; ++i) {
    require(journey.take_number(service));
    require(journey.leave());
  }
  CHECK(wait_until(Milliseconds{15'000}, [&] { return stage.slips().size() == 4; }));
  require(stage.start_hub());
  CHECK(journey.hub_tickets(4).size() == 4);
}

TEST_CASE("new content waits until the resident who is there has left", "[journeys]") {
  StationJourney journey;
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  require(journey.kiosk().wait_for("home.tickets"));
  require(journey.take_number(journey.plain_services().at(0)));  // the kiosk is enrolled by now
  require(journey.leave());
  REQUIRE(journey.hub_tickets(1).size() == 1);

  require(journey.kiosk().tap("home.tickets"));
  require(journey.kiosk().wait_for("tickets.choose." + journey.plain_services().at(0)));
  stage.content().station()["services"][0]["name"]["zh"] = "新名字的业务";
  require(stage.content().save());
  const auto version = stage.hub().publish(stage.paths().content());
  require(version);
  REQUIRE(wait_until(Milliseconds{20'000}, [&] { return has_fetched(stage.paths().kiosk(), *version); }));
  const auto seen = journey.kiosk().play({{"expect_text", "新名字的业务"}, {"timeout_ms", 3'000}});
  CHECK_FALSE(seen);

  require(journey.kiosk().tap("bar.home"));
  require(journey.kiosk().wait_for("home.tickets"));
  require(journey.kiosk().tap("home.tickets"));
  require(journey.kiosk().expect_text("新名字的业务"));
}

}  // namespace yz::test
