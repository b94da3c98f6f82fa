// A system image from the hub's command line to a machine's installer, and back what became of it. The
// installer is the test; the image's own is tried by image/test.
#include "tests/journeys/counterpart.h"
#include "tests/journeys/station_journey.h"

namespace yz::test {
namespace {

constexpr Milliseconds looks_wait{120'000};  // the station looks every twenty seconds

/// The kiosk's row of the fleet's page.
nlohmann::json kiosk_of(HubAdmin& admin) {
  const auto answer = admin.get("/api/console/v1/kiosks");
  REQUIRE(answer);
  const auto page = nlohmann::json::parse(answer->body);
  for (const auto& kiosk : page["kiosks"]) {
    if (!kiosk["app_version"].get<std::string>().empty()) return kiosk;
  }
  return {{"app_version", ""}, {"app_next", ""}, {"app_news", ""}};
}

}  // namespace

TEST_CASE("update: an image is offered, asked for, started when nobody is there, and told of", "[journeys]") {
  StationJourney journey({}, Content::demo);
  Stage& stage = journey.stage();
  const auto folder = journey.folder() / "machine";
  const auto installer = folder / "installer";
  const auto asks = folder / "state" / "update";
  const auto say = [&](const char* file, const std::string& text) {
    std::filesystem::create_directories(installer);
    require(write_file(installer / file, text + "\n"));
  };
  const auto offer = [&](const std::string& version, const std::string& inside) {
    const auto bundle = folder / (version + ".raucb");
    require(write_file(bundle, "hsqs" + inside));
    require(stage.hub().run({"app", "publish", bundle.string(), "--version", version}));
  };
  const auto wants = [&](const std::string& version) {
    return wait_until(looks_wait, [&] { return read_file(asks / "wanted").starts_with(version + ' '); });
  };
  require(stage.hub().add_user("root", "admin", Stage::staff_password));
  const auto admin = stage.log_in("root");
  require(admin);
  const auto knows = [&](const char* version, const char* next, const char* news) {
    return wait_until(looks_wait, [&] {
      const auto kiosk = kiosk_of(**admin);
      return kiosk["app_version"] == version && kiosk["app_next"] == next && kiosk["app_news"] == news;
    });
  };
  auto code = stage.hub().enrol(stage.content().station().value("id", ""));
  require(code);
  say("running", "0.9.1");
  const auto start = [&] {
    return std::make_unique<Counterpart>(folder / "state", stage, stage.hub_url(), *code, installer);
  };
  auto kiosk = start();
  CHECK(knows("0.9.1", "", ""));

  offer("0.9.2", "somebody else's");
  REQUIRE(wants("0.9.2"));
  say("state", "0.9.2 refused bad_signature");
  CHECK(knows("0.9.1", "0.9.2", "bad_signature"));

  offer("0.9.3", "ours");
  REQUIRE(wants("0.9.3"));
  say("state", "0.9.3 installed");
  CHECK(knows("0.9.1", "0.9.3", "installed"));
  CHECK(wait_until(looks_wait, [&] { return read_file(asks / "restart") == "0.9.3\n"; }));

  kiosk.reset();  // the machine starts anew
  std::filesystem::remove(installer / "state");
  say("running", "0.9.3");
  kiosk = start();
  CHECK(knows("0.9.3", "", ""));
}

}  // namespace yz::test
