#include "kiosk/app/update_office.h"

#include <filesystem>

#include "offline-cache/files.h"
#include "tests/kiosk/app/office_world.h"

using namespace yz::kiosk;
namespace cache = yz::cache;
using yz::Milliseconds;
namespace fs = std::filesystem;

namespace {

const cache::AppOffer offer{"0.9.2", std::string(64, 'a'), 300};

/// A kiosk on a machine with an installer; the test is the installer.
struct Machine : test::OfficeWorld {
  std::unique_ptr<UpdateOffice> office;
  fs::path asks = folder.path() / "asks";
  fs::path answers = folder.path() / "answers";

  explicit Machine(const char* running = "0.9.1") {
    if (running != nullptr) say("running", running);
    open_journal();
    start();
  }
  void start() {
    auto opened = UpdateOffice::open(*ledger, {asks, answers});
    REQUIRE(opened);
    office = *std::move(opened);
  }
  /// The kiosk alone ends and starts again.
  void restart() {
    office.reset();
    drop_journal();
    open_journal();
    start();
  }
  /// The machine starts anew with that image: what the installer said is gone.
  void boot(const char* running) {
    fs::remove_all(answers);
    say("running", running);
    restart();
  }
  void say(const char* file, const std::string& text) const {
    fs::create_directories(answers);
    REQUIRE(cache::write_whole(answers / file, text + '\n'));
  }
  void tick(bool is_idle = false) const { REQUIRE(office->tick(is_idle)); }
  [[nodiscard]] std::string asked(const char* file) const {
    return cache::read_whole(asks / file, 4'096).value_or("");
  }
  /// "app.refused {...}" of every event told, in order; the journal sorts fields by name.
  [[nodiscard]] std::vector<std::string> told() const {
    auto lines = journal->replay();
    REQUIRE(lines);
    std::vector<std::string> all;
    for (const auto& line : *lines) {
      if (line.type.starts_with("app.")) all.push_back(line.type + ' ' + line.body_json);
    }
    return all;
  }
};

const std::string running = R"(app.running {"version":"0.9.1"})";
const std::string installed = R"(app.installed {"version":"0.9.2"})";

}  // namespace

TEST_CASE("update: what runs is told once for each image", "[kiosk]") {
  Machine machine;
  machine.restart();
  CHECK(machine.told() == std::vector{running});
  CHECK(machine.office->view().running == "0.9.1");
  machine.boot("0.9.2");
  CHECK(machine.told() == std::vector{running, std::string(R"(app.running {"version":"0.9.2"})")});
}

TEST_CASE("update: an image that is offered is asked for once, and installed while the kiosk serves",
          "[kiosk]") {
  Machine machine;
  REQUIRE(machine.office->take(offer));
  CHECK(machine.asked("wanted") == "0.9.2 " + offer.sha256 + " 300\n");
  machine.say("state", "0.9.2 installing");
  machine.tick();
  CHECK(machine.office->view().step == UpdateStep::installing);
  machine.say("state", "0.9.2 installed");
  machine.tick();
  machine.tick();
  CHECK(machine.told() == std::vector{running, installed});
  CHECK(machine.asked("tried") == "0.9.2\n");
  SECTION("it starts when nobody has been in front for a while") {
    machine.tick(true);
    CHECK(machine.asked("restart").empty());
    machine.tick(false);  // somebody came
    machine.tick(true);
    CHECK(machine.asked("restart").empty());
    machine.tick(true);
    CHECK(machine.asked("restart") == "0.9.2\n");
  }
  SECTION("a kiosk that starts again by itself knows that it is only installed yet") {
    machine.restart();
    machine.tick(true);
    machine.tick(true);
    CHECK(machine.told() == std::vector{running, installed});
    CHECK(machine.asked("restart") == "0.9.2\n");
  }
  SECTION("it runs after the machine's start: the hub is told") {
    machine.boot("0.9.2");
    CHECK(machine.told().back() == R"(app.running {"version":"0.9.2"})");
    CHECK(machine.asked("tried") == "\n");
    REQUIRE(machine.office->take(offer));
    machine.boot("0.9.2");
    CHECK(machine.told().size() == 3);
  }
  SECTION("the old one is back: the hub is told, and it is not asked for again") {
    machine.boot("0.9.1");
    CHECK(machine.told().back() == R"(app.rolled_back {"running":"0.9.1","version":"0.9.2"})");
    CHECK(machine.office->view().step == UpdateStep::rolled_back);
    fs::remove(machine.asks / "wanted");
    REQUIRE(machine.office->take(offer));
    CHECK(machine.asked("wanted").empty());
    machine.boot("0.9.1");
    CHECK(machine.told().size() == 3);
    REQUIRE(machine.office->take(offer));
    CHECK(machine.asked("wanted").empty());
    REQUIRE(machine.office->take({"0.9.3", offer.sha256, 300}));
    CHECK(machine.asked("wanted").starts_with("0.9.3 "));
  }
  SECTION("the new one ran for a while and fell back") {
    machine.boot("0.9.2");
    CHECK(machine.asked("tried") == "\n");
    machine.boot("0.9.1");
    CHECK(machine.told().back() == running);
  }
}

TEST_CASE("update: a refusal is told with its reason, once, and a failure is not one", "[kiosk]") {
  Machine machine;
  REQUIRE(machine.office->take(offer));
  machine.say("state", "0.9.2 failed no connection");
  machine.tick(true);
  machine.tick(true);
  CHECK(machine.told() == std::vector{running});
  CHECK(machine.office->view().reason == "no connection");
  machine.say("state", "0.9.2 refused bad_signature");
  machine.tick(true);
  machine.tick(true);
  machine.restart();
  machine.tick(true);
  const std::vector<std::string> all{running, R"(app.refused {"reason":"bad_signature","version":"0.9.2"})"};
  CHECK(machine.told() == all);
  CHECK(machine.asked("restart").empty());
  fs::remove(machine.asks / "wanted");
  REQUIRE(machine.office->take(offer));
  CHECK(machine.asked("wanted").empty());
}

TEST_CASE("update: an image from a stick is asked for by staff, and keeps no image of the hub's away",
          "[kiosk]") {
  Machine machine;
  machine.say("state", "0.9.0 refused older");
  REQUIRE(machine.office->ask_stick());
  CHECK(machine.asked("stick") == "\n");
  CHECK(machine.office->is_waiting());
  CHECK(machine.office->until_look(Milliseconds{20'000}) == Milliseconds{2'000});
  REQUIRE(machine.office->look());
  CHECK(machine.office->view().step == UpdateStep::looking);  // an answer of before is none
  fs::remove(machine.asks / "stick");
  machine.say("state", "0 looking");
  REQUIRE(machine.office->look());
  CHECK(machine.office->is_waiting());
  SECTION("none was plugged in") {
    machine.say("state", "0 failed no_stick");
    REQUIRE(machine.office->look());
    CHECK(machine.office->view().step == UpdateStep::failed);
    CHECK_FALSE(machine.office->is_waiting());
    CHECK(machine.told() == std::vector{running});
  }
  SECTION("it is installed like any other") {
    machine.say("state", "0.9.2 installing");
    REQUIRE(machine.office->look());
    machine.say("state", "0.9.2 installed");
    REQUIRE(machine.office->look());
    CHECK(machine.told() == std::vector{running, installed});
    CHECK(machine.asked("tried") == "0.9.2\n");
  }
  SECTION("somebody else signed it: the hub is told, and may offer that version") {
    machine.say("state", "0.9.2 refused stick_bad_signature");
    REQUIRE(machine.office->look());
    CHECK(machine.told().size() == 2);
    REQUIRE(machine.office->take(offer));
    CHECK(machine.asked("wanted").starts_with("0.9.2 "));
  }
}

TEST_CASE("update: a machine without an installer, or with one that says nothing, is left alone", "[kiosk]") {
  Machine machine(nullptr);
  REQUIRE(machine.office->take(offer));
  machine.say("state", "0.9.2 installed");
  machine.tick(true);
  machine.tick(true);
  CHECK(machine.told().empty());
  CHECK(machine.asked("wanted").empty());
  CHECK(machine.asked("restart").empty());
}

TEST_CASE("update: only an installer's words are taken for one", "[kiosk]") {
  using Word = InstallerWord;
  CHECK(parse_installer_word("1.2 installed") == Word{"1.2", UpdateStep::installed, ""});
  CHECK(parse_installer_word("1.2 refused older than 1.3") ==
        Word{"1.2", UpdateStep::refused, "older than 1.3"});
  CHECK(parse_installer_word("1.2 failed") == Word{"1.2", UpdateStep::failed, ""});
  for (const char* bad : {"", "1.2", "1.2 ", "x installed", " installed", "1.2 done", "1.2 refused",
                          "1.2 refused ", "1.2  installed", "1.2 failed \x01", "1.2 failed \xE5\xA5\xBD"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_installer_word(bad));
  }
  CHECK_FALSE(parse_installer_word("1.2 failed " + std::string(201, 'x')));
}
