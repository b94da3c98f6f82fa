#include "tests/journeys/station_journey.h"

namespace yz::test {

TEST_CASE("p12 paper: the printer vanishing at any byte of a slip costs nobody a turn", "[journeys]") {
  StationJourney journey;
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  const std::string service = journey.plain_services().at(0);
  std::set<std::string> labels;
  // A first slip, whole: from then on the printer is open, and the next bytes it gets are a slip's.
  const auto first = journey.take_number(service);
  require(first);
  REQUIRE(wait_until(Milliseconds{30'000}, [&] { return stage.slips().size() == 1; }));
  labels.insert(*first);
  require(journey.leave());
  // A slip is some kilobytes (it has a raster code); the offsets lie denser where its head and text are.
  std::vector<int> offsets{1, 2, 7, 20, 60, 150, 300, 600, 1'200, 2'400};
  if (is_full_run()) {
    for (int at = 3; at < 4'000; at += 40) offsets.push_back(at);
  }
  for (const int offset : offsets) {
    INFO("vanishes at byte " << offset);
    require(stage.printer("vanish-at " + std::to_string(offset)));
    const auto label = journey.take_number(service);
    require(label);
    CHECK(labels.insert(*label).second);
    CHECK(journey.kiosk().expect_text(*label));  // the number stays on the screen whatever the paper does
    require(journey.kiosk().wait_for("tickets.done.again"));
    const std::size_t before = stage.slips().size();
    // The printer is found again within seconds; until then a resident touches once more.
    const Milliseconds give_up = now_mono() + Milliseconds{60'000};
    while (stage.slips().size() == before && now_mono() < give_up) {
      require(journey.kiosk().tap("tickets.done.again"));
      (void)wait_until(Milliseconds{3'000}, [&] { return stage.slips().size() > before; });
    }
    REQUIRE(stage.slips().size() > before);
    const PrintedSlip copy = stage.slips().back();
    INFO(copy.text);
    CHECK(copy.has(*label));
    CHECK(copy.has("补打"));
    require(journey.leave());
  }
  const auto at_hub = journey.hub_tickets(labels.size());
  CHECK(at_hub.size() == offsets.size() + 1);  // copies are no new numbers
}

}  // namespace yz::test
