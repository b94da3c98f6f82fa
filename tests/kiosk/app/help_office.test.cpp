#include "kiosk/app/help_office.h"

#include <catch2/catch_test_macros.hpp>

#include "domain/help/help_json.h"
#include "kiosk/app/fresh_ids.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

using namespace yz::kiosk;
using namespace std::chrono_literals;
namespace domain = yz::domain;
namespace cache = yz::cache;
using domain::HelpKind;
using domain::HelpState;

namespace {

/// The office on a real journal, and everything it tells.
struct Office {
  yz::test::TempDir folder;
  yz::test::FakeClock clock;
  StationClock station_clock{clock};
  std::vector<StationReport> reports;
  std::vector<cache::Stream> woken;
  StationPorts ports{.report = [this](StationReport report) { reports.push_back(std::move(report)); },
                     .print = {},
                     .wake_sync = [this](cache::Stream stream) { woken.push_back(stream); }};
  std::unique_ptr<cache::Journal> journal;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<HelpOffice> office;
  AskId last{};

  Office() {
    REQUIRE(start_randomness());
    start();
  }
  void start() {
    auto opened = cache::Journal::open({folder.path(), "01J8ZQ5D0000000000000000K1"}, clock);
    REQUIRE(opened);
    journal = *std::move(opened);
    ledger = std::make_unique<Ledger>(*journal, station_clock, ports);
    auto desk = HelpOffice::open(*ledger, domain::StationId("taiping"), 2);
    REQUIRE(desk);
    office = *std::move(desk);
  }
  /// As after a power cut: all that is left is the disk.
  void restart() {
    office.reset();
    ledger.reset();
    journal.reset();
    reports.clear();
    start();
  }
  HelpAnswer ask(HelpAct act, const domain::HelpId& help, HelpKind kind = HelpKind::other) {
    office->handle({++last, act, help, kind});
    for (auto report = reports.rbegin(); report != reports.rend(); ++report) {
      const auto* answered = std::get_if<HelpAnswered>(&*report);
      if (answered != nullptr && answered->ask == last) return answered->answer;
    }
    FAIL("no answer");
    return {};
  }
  HelpView call(HelpKind kind = HelpKind::illness) {
    const auto answer = ask(HelpAct::call, domain::HelpId(fresh_ulid(clock.now())), kind);
    REQUIRE(std::holds_alternative<HelpView>(answer));
    return std::get<HelpView>(answer);
  }
  [[nodiscard]] std::vector<HelpView> shown() const {
    std::vector<HelpView> all;
    for (const auto& report : reports) {
      if (const auto* one = std::get_if<HelpShown>(&report)) all.push_back(one->call);
    }
    return all;
  }
  /// The hub acknowledges all it was sent.
  void acknowledge(cache::Stream stream) {
    const auto batch = journal->unsent(stream, 500);
    REQUIRE(batch);
    REQUIRE_FALSE(batch->lines.empty());
    const auto verdict = journal->take_receipt({.device = "01J8ZQ5D0000000000000000K1",
                                                .epoch = batch->epoch,
                                                .stream = stream,
                                                .acked = batch->lines.back().sequence,
                                                .head = batch->head,
                                                .generation = 1});
    REQUIRE(verdict);
    REQUIRE(*verdict == cache::ReceiptVerdict::accepted);
    office->look_at_receipts();
  }
  void hear(std::uint64_t revision, const domain::HelpEvent& event) {
    const auto kind = domain::kind_of(event);
    const std::vector<cache::FeedLine> lines{
        {revision, "event",
         R"({"id":"x","type":")" + kind.type + R"(","tv":1,"body":)" + domain::to_json(event) + "}"}};
    const auto news = office->read(lines);
    REQUIRE(ledger->keep(lines, news.rows));
    office->take(news);
  }
};

}  // namespace

TEST_CASE("help office: a call is in the urgent stream before it is answered", "[kiosk]") {
  Office world;
  const HelpView view = world.call();
  CHECK(view.state == HelpState::called);
  CHECK_FALSE(view.is_at_hub);
  CHECK(world.woken == std::vector<cache::Stream>{cache::Stream::urgent});
  const auto batch = world.journal->unsent(cache::Stream::urgent, 10);
  REQUIRE(batch);
  REQUIRE(batch->lines.size() == 1);
  CHECK(batch->lines[0].bytes.find("\"type\":\"help.called\"") != std::string::npos);
  CHECK(batch->lines[0].bytes.find("\"place\":\"2\"") != std::string::npos);
}

TEST_CASE("help office: who only does not know how to go on is no alarm", "[kiosk]") {
  Office world;
  (void)world.call(HelpKind::guidance);
  CHECK(world.woken == std::vector<cache::Stream>{cache::Stream::live});
}

TEST_CASE("help office: it is at the hub when the hub has acknowledged it, not before", "[kiosk]") {
  Office world;
  const HelpView view = world.call();
  world.office->look_at_receipts();
  CHECK(world.shown().empty());
  world.acknowledge(cache::Stream::urgent);
  REQUIRE(world.shown().size() == 1);
  CHECK(world.shown()[0].id == view.id);
  CHECK(world.shown()[0].is_at_hub);
}

TEST_CASE("help office: whoever accepts at the hub is told by masked name, also after a restart", "[kiosk]") {
  Office world;
  const HelpView view = world.call();
  world.acknowledge(cache::Stream::urgent);
  world.hear(7, domain::HelpAccepted{view.id, "王*", "counter", world.clock.now() + 5s});
  CHECK(world.shown().back().accepted_by == "王*");
  CHECK_FALSE(world.shown().back().is_unanswered);
  world.restart();
  REQUIRE_FALSE(world.shown().empty());
  CHECK(world.shown().back().accepted_by == "王*");
  CHECK(world.shown().back().is_at_hub);
}

TEST_CASE("help office: after a restart an open call is told, an old or ended one is not", "[kiosk]") {
  Office world;
  const HelpView view = world.call();
  SECTION("open") {
    world.restart();
    REQUIRE(world.shown().size() == 1);
    CHECK_FALSE(world.shown()[0].is_at_hub);
  }
  SECTION("taken back") {
    (void)world.ask(HelpAct::take_back, view.id);
    world.restart();
    CHECK(world.shown().empty());
  }
  SECTION("of an hour ago") {
    world.clock.advance(1h);
    world.restart();
    CHECK(world.shown().empty());
  }
}

TEST_CASE("help office: taken back, told in kind, called again: each is an event, a refusal is none",
          "[kiosk]") {
  Office world;
  const HelpView view = world.call(HelpKind::other);
  CHECK(std::get<HelpView>(world.ask(HelpAct::choose_kind, view.id, HelpKind::danger)).kind ==
        HelpKind::danger);
  CHECK(std::get<domain::HelpRefusal>(world.ask(HelpAct::call_again, view.id)) ==
        domain::HelpRefusal::just_called);
  world.clock.advance(10s);
  CHECK(std::holds_alternative<HelpView>(world.ask(HelpAct::call_again, view.id)));
  CHECK(std::get<HelpView>(world.ask(HelpAct::take_back, view.id)).state == HelpState::cancelled);
  CHECK(std::get<domain::HelpRefusal>(world.ask(HelpAct::take_back, view.id)) ==
        domain::HelpRefusal::help_over);
  const auto replayed = world.journal->replay();
  REQUIRE(replayed);
  std::vector<std::string> types;
  for (const auto& line : *replayed) types.push_back(line.type);
  CHECK(types ==
        std::vector<std::string>{"help.called", "help.kind_chosen", "help.called_again", "help.cancelled"});
}

TEST_CASE("help office: another kiosk's call is kept, and not shown here", "[kiosk]") {
  Office world;
  const domain::HelpId other("01KAQZ5V0000000000000000H9");
  world.hear(
      3, domain::HelpCalled{other, HelpKind::danger, domain::StationId("taiping"), "1", world.clock.now()});
  CHECK(world.shown().empty());
  CHECK(world.office->book().find(other) != nullptr);
}

TEST_CASE("help office: the rows are what folding the journal gives", "[kiosk]") {
  Office world;
  const HelpView view = world.call();
  world.hear(7, domain::HelpAccepted{view.id, "王*", "counter", world.clock.now()});
  std::vector<std::string> differences;
  REQUIRE(rebuild_help_rows(*world.journal, differences));
  CHECK(differences.empty());
  REQUIRE(world.journal->replace_rows(help_area, {}));
  REQUIRE(rebuild_help_rows(*world.journal, differences));
  CHECK(differences.size() == 1);
  const auto rows = world.journal->rows(help_area, "");
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  CHECK(domain::parse_help_call(rows->front().value)->accepted_by == "王*");
}
