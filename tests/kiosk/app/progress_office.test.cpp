#include "kiosk/app/progress_office.h"

#include <catch2/catch_test_macros.hpp>

#include "domain/lessons/progress_json.h"
#include "kiosk/app/fresh_ids.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

using namespace yz::kiosk;
namespace domain = yz::domain;
namespace cache = yz::cache;
using yz::Sensitive;

namespace {

const Sensitive<std::string> card(std::string("11010519491231002X"));

domain::LessonScene scene(const std::string& pack) {
  return {.pack = pack, .scene = "main"};
}

/// The office on a real journal, and what it last told.
struct Office {
  yz::test::TempDir folder;
  yz::test::FakeClock clock;
  StationClock station_clock{clock};
  ProgressShown last;
  StationPorts ports{.report =
                         [this](StationReport report) {
                           if (auto* shown = std::get_if<ProgressShown>(&report)) last = std::move(*shown);
                         },
                     .print = {},
                     .wake_sync = [](cache::Stream) {}};
  std::unique_ptr<cache::Journal> journal;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<ProgressOffice> office;
  AskId asked{};

  Office() {
    REQUIRE(start_randomness());
    start();
  }
  void start(bool has_keys = true) {
    auto opened = cache::Journal::open({folder.path(), "01J8ZQ5D0000000000000000K1"}, clock);
    REQUIRE(opened);
    journal = *std::move(opened);
    ledger = std::make_unique<Ledger>(*journal, station_clock, ports);
    if (has_keys) {
      cache::HubKeys keys;
      keys.station_secret = Sensitive<cache::KeyBytes>(cache::KeyBytes{1, 2, 3});
      ledger->set_hub_keys(std::move(keys));
    }
    auto desk = ProgressOffice::open(*ledger);
    REQUIRE(desk);
    office = *std::move(desk);
  }
  void restart(bool has_keys = true) {
    office.reset();
    ledger.reset();
    journal.reset();
    start(has_keys);
  }
  const ProgressShown& ask(const std::string& pack = "", int stars = 0, bool by_card_number = false) {
    std::optional<domain::LessonScene> finished;
    if (!pack.empty()) finished = scene(pack);
    office->handle({++asked, card, by_card_number, finished, stars});
    REQUIRE(last.ask == asked);
    return last;
  }
  std::size_t live() {
    const auto count = journal->count(cache::Stream::live);
    REQUIRE(count);
    return count->last;
  }
  cache::FeedLine line(const domain::ProgressRecorded& event, std::uint64_t revision) {
    return {revision, "event",
            R"({"id":"e","type":"progress.recorded","tv":1,"at":1,"who":"resident","src":"hub","body":)" +
                domain::to_json(event) + "}"};
  }
};

using Stars = std::map<domain::LessonScene, int>;

}  // namespace

TEST_CASE("progress office: a card finds again what was finished with it, also after a restart") {
  Office office;
  CHECK(office.ask().is_known);
  CHECK(office.last.stars.empty());
  CHECK(office.live() == 0);  // only to look writes nothing
  CHECK(office.ask("pay", 2).stars == Stars{{scene("pay"), 2}});
  office.ask("pay", 1);
  office.ask("call", 3);
  CHECK(office.ask().stars == Stars{{scene("call"), 3}, {scene("pay"), 2}});
  office.restart();
  CHECK(office.ask().stars == Stars{{scene("call"), 3}, {scene("pay"), 2}});
  CHECK(office.ask("", 0, /*by_card_number=*/true).stars.empty());  // another kind of card is another person
}

TEST_CASE("progress office: the journal has a pseudonym and not the number") {
  Office office;
  office.ask("pay", 2);
  const auto batch = office.journal->unsent(cache::Stream::live, 10);
  REQUIRE(batch);
  REQUIRE(batch->lines.size() == 1);
  CHECK(batch->lines.front().bytes.find("progress.recorded") != std::string::npos);
  CHECK(batch->lines.front().bytes.find(card.reveal()) == std::string::npos);
}

TEST_CASE("progress office: without keys of the hub nothing is known and nothing is written") {
  Office office;
  office.restart(/*has_keys=*/false);
  CHECK_FALSE(office.ask("pay", 2).is_known);
  CHECK(office.last.stars.empty());
  CHECK(office.live() == 0);
}

TEST_CASE("progress office: what other kiosks wrote comes by the feed, once, and stays") {
  Office office;
  office.ask("pay", 2);
  const std::string person = office.office->book().all().begin()->first;
  const std::vector lines{office.line({person, scene("pay"), 3, office.clock.now()}, 1),
                          office.line({person, scene("call"), 1, office.clock.now()}, 2),
                          office.line({"somebody", scene("call"), 1, office.clock.now()}, 3)};
  const ProgressNews news = office.office->read(lines);
  CHECK(news.events.size() == 3);
  CHECK(office.office->book().all().size() == 1);  // not before it is kept
  REQUIRE(office.ledger->keep(lines, news.rows));
  office.office->take(news);
  CHECK(office.ask().stars == Stars{{scene("call"), 1}, {scene("pay"), 3}});
  office.restart();
  CHECK(office.ask().stars == Stars{{scene("call"), 1}, {scene("pay"), 3}});
  std::vector<std::string> differences;
  REQUIRE(rebuild_progress_rows(*office.journal, office.clock.now(), differences));
  CHECK(differences.empty());
}

TEST_CASE("progress office: two years after it was last learnt it is forgotten, on disk too") {
  Office office;
  office.ask("pay", 2);
  office.clock.advance(domain::progress_kept);
  REQUIRE(office.office->tick());
  CHECK(office.ask().stars.size() == 1);
  office.clock.advance(yz::Milliseconds{1});
  REQUIRE(office.office->tick());
  CHECK(office.ask().stars.empty());
  office.restart();
  CHECK(office.ask().stars.empty());
}
