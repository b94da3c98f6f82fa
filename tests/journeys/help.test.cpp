// Somebody falls ill in front of the kiosk: with the hub there, and without it.
#include "tests/journeys/station_journey.h"

namespace yz::test {
namespace {

/// The calls that the hub's page shows, once there are any.
nlohmann::json calls_at_hub(Stage& stage, Milliseconds most) {
  nlohmann::json calls = nlohmann::json::array();
  (void)wait_until(most, [&] {  // the caller's checks tell what is missing
    if (auto all = stage.hub().help()) calls = *all;
    return !calls.empty();
  });
  return calls;
}

/// Once the hub has a number of it, the kiosk is enrolled and connected.
void wait_enrolled(StationJourney& journey) {
  require(journey.take_number(journey.plain_services().at(0)));
  require(journey.leave());
  REQUIRE(journey.hub_tickets(1).size() == 1);
}

Status hold_help(KioskPlayer& kiosk) {
  if (auto held = kiosk.play({{"hold", "bar.help"}}); !held) return fail(held.error());
  return kiosk.wait_for("help.kind");
}

}  // namespace

TEST_CASE("help: held for two seconds, at the hub within two more, and the kiosk says who comes",
          "[journeys]") {
  StationJourney journey;
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  wait_enrolled(journey);
  require(hold_help(journey.kiosk()));
  require(journey.kiosk().tap("help.kind.illness"));
  const Milliseconds touched = now_mono();
  const auto calls = calls_at_hub(stage, Milliseconds{20'000});
  const Milliseconds took = now_mono() - touched;
  REQUIRE(calls.size() == 1);
  CHECK(took < Milliseconds{2'000});
  INFO("from the touch to the hub's page: " << took.count() << " ms");
  CHECK(calls[0].at("kind") == "illness");
  CHECK(calls[0].at("is_unanswered") == true);
  require(journey.kiosk().play({{"wait_text", "已经叫人了"}, {"timeout_ms", 10'000}}));

  const std::string call = calls[0].at("id");
  require(stage.hub().help(call, "accept"));
  // The account's name is "staff": nobody at the kiosk reads it whole.
  require(journey.kiosk().play({{"wait_text", "s****（工作人员）接到了"}, {"timeout_ms", 10'000}}));
  require(stage.hub().help(call, "end"));
  require(journey.kiosk().play({{"wait_text", "办好了"}, {"timeout_ms", 10'000}}));
  require(journey.kiosk().tap("help.over.leave"));
  require(journey.kiosk().wait_for("home.tickets"));
}

TEST_CASE("help: without the hub the kiosk shows whom to telephone, and the call arrives later, once",
          "[journeys]") {
  StationJourney journey;
  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  wait_enrolled(journey);
  stage.kill_hub();
  require(hold_help(journey.kiosk()));
  require(journey.kiosk().tap("help.kind.danger"));
  require(journey.kiosk().wait_for("help.offline"));
  for (const char* number : {"120", "110", "119", "0418-5550101"})
    require(journey.kiosk().expect_text(number));

  // A power cut on top of it: what was written down is still there.
  stage.kill_kiosk();
  require(stage.start_hub());
  require(stage.start_kiosk());
  const auto calls = calls_at_hub(stage, Milliseconds{60'000});
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].at("kind") == "danger");
  require(journey.kiosk().play({{"wait", "help.sent"}, {"timeout_ms", 20'000}}));
  require(journey.kiosk().play({{"wait_text", "已经叫人了"}, {"timeout_ms", 20'000}}));
  require(journey.kiosk().play({{"sleep_ms", 1'500}}));  // time for a second one, were there any
  const auto later = stage.hub().help();
  require(later);
  CHECK(later->size() == 1);
  CHECK(later->at(0).at("times") == 1);
}

}  // namespace yz::test
