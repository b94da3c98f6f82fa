// The counter page and the hall display in a real browser; tests/journeys/console.cjs is the person there.
#include "tests/journeys/station_journey.h"

namespace yz::test {
namespace {

/// 0: fine, 77: what it needs cannot be had here; the words are in `said`.
int run(const std::vector<std::string>& command, const std::filesystem::path& output, std::string& said) {
  auto process = Process::start({.command = command, .output = output});
  REQUIRE(process);
  const auto ended = (*process)->wait(Milliseconds{180'000});
  said = (*process)->tail();
  REQUIRE(ended);
  return ended->status;
}

}  // namespace

TEST_CASE("console: a person calls and finishes in the browser, hall and kiosk show it", "[journeys]") {
  constexpr int not_here = 77;
  const std::filesystem::path source = YZ_SOURCE_DIR;
  const std::filesystem::path modules = std::filesystem::path(YZ_BINARY_DIR) / "npm-playwright";
  StationJourney journey;
  std::string said;
  const int fetched = run({(source / "tests/support/npm.sh").string(), modules.string(), "playwright-core@1"},
                          journey.folder() / "npm", said);
  if (fetched == not_here) SKIP(said);
  REQUIRE(fetched == 0);

  Stage& stage = journey.stage();
  require(stage.start_kiosk());
  const std::string service = journey.plain_services().at(0);
  const auto label = journey.take_number(service);
  require(label);
  require(journey.leave());
  REQUIRE(journey.hub_tickets(1).size() == 1);
  const std::string counter = (*stage.content().find_service(service))["counters"][0];
  std::string url = stage.counter_page();
  url.pop_back();
  const std::filesystem::path pictures = std::filesystem::path(YZ_BINARY_DIR) / "pictures";
  std::filesystem::create_directories(pictures);
  const int status =
      run({"node", (source / "tests/journeys/console.cjs").string(), (modules / "node_modules").string(), url,
           Stage::staff_name, Stage::staff_password, counter, *label, pictures.string()},
          journey.folder() / "browser", said);
  INFO(said);
  CHECK(status == 0);
  CHECK(journey.hub_tickets(1).at(0).state == "served");
  require(journey.kiosk().expect_text(*label));  // the board of calls on the home screen
}

}  // namespace yz::test
