#include "kiosk/app/ticket_office.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "domain/tickets/tickets_json.h"
#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/paper_office.h"
#include "kiosk/app/ticket_rows.h"
#include "tests/kiosk/app/station_books.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

using namespace yz::kiosk;
using namespace std::chrono_literals;
namespace domain = yz::domain;
namespace hal = yz::hal;
namespace cache = yz::cache;

namespace {

/// The station's desk on a real journal, and everything it tells and prints.
struct Office {
  yz::test::TempDir folder;
  yz::test::FakeClock clock;
  StationClock station_clock{clock};
  std::vector<StationReport> reports;
  std::vector<std::pair<hal::JobId, hal::Slip>> printed;
  yz::Status printer{};
  StationPorts ports{.report = [this](StationReport report) { reports.push_back(std::move(report)); },
                     .print =
                         [this](const std::optional<hal::DeviceId>&, const hal::JobId& job, hal::Slip slip) {
                           if (printer) printed.emplace_back(job, std::move(slip));
                           return printer;
                         },
                     .wake_sync = [](cache::Stream) {}};
  std::unique_ptr<cache::Journal> journal;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<PrintJobs> jobs;
  std::unique_ptr<TicketOffice> office;
  std::unique_ptr<PaperOffice> paper;
  AskId last{};

  Office() {
    REQUIRE(start_randomness());
    start();
  }
  void start(int kiosk_digit = 0) {
    auto opened = cache::Journal::open({folder.path(), "01J8ZQ5D0000000000000000K1"}, clock);
    REQUIRE(opened);
    journal = *std::move(opened);
    ledger = std::make_unique<Ledger>(*journal, station_clock, ports);
    jobs = std::make_unique<PrintJobs>(*ledger);
    auto desk = TicketOffice::open(*ledger, *jobs, test::small_station(), test::small_texts(),
                                   {kiosk_digit, "http://hub/q/"});
    REQUIRE(desk);
    office = *std::move(desk);
    paper = std::make_unique<PaperOffice>(
        *ledger, *jobs, hal::DeviceId{"slips"},
        PaperOwners{.show = [this](const PaperOf& of) { office->show(domain::TicketId(of.id)); },
                    .find =
                        [this](const PaperOf& of) {
                          return PowerBack{office->find(domain::TicketId(of.id)), std::nullopt, std::nullopt};
                        }});
    REQUIRE(paper->offer_old());
  }
  /// As after a power cut: nothing is closed, all that is left is the disk.
  void restart(int kiosk_digit = 0) {
    paper.reset();
    office.reset();
    jobs.reset();
    ledger.reset();
    journal.reset();
    reports.clear();
    start(kiosk_digit);
  }
  TicketAnswer issue(const char* service = "social", domain::Priority priority = domain::Priority::none) {
    return issue_as(fresh_ulid(clock.now()), service, priority);
  }
  TicketAnswer issue_as(const std::string& op, const char* service, domain::Priority priority = {}) {
    office->handle(IssueAsk{++last, op, domain::ServiceId(service), priority});
    return answer();
  }
  TicketAnswer answer() {
    for (auto report = reports.rbegin(); report != reports.rend(); ++report) {
      const auto* answered = std::get_if<TicketAnswered>(&*report);
      if (answered != nullptr && answered->ask == last) return answered->answer;
    }
    FAIL("no answer");
    return {};
  }
  template <class T>
  [[nodiscard]] std::vector<T> told() const {
    std::vector<T> all;
    for (const auto& report : reports) {
      if (const auto* one = std::get_if<T>(&report)) all.push_back(*one);
    }
    return all;
  }
  [[nodiscard]] std::vector<std::string> types() const {
    std::vector<std::string> all;
    auto replayed = journal->replay();
    REQUIRE(replayed);
    for (const auto& line : *replayed) all.push_back(line.type);
    return all;
  }
  void end_last_job(hal::JobEnd end, std::set<hal::Reason> reasons = {}) {
    REQUIRE_FALSE(printed.empty());
    paper->job_ended({hal::DeviceId("p"), printed.back().first, end, std::move(reasons)});
  }
};

TicketView view_of(const TicketAnswer& answer) {
  REQUIRE(std::holds_alternative<TicketView>(answer));
  return std::get<TicketView>(answer);
}
bool is_copy(const hal::Slip& slip) {
  return std::ranges::any_of(slip.blocks, [](const hal::SlipBlock& block) {
    const auto* text = std::get_if<hal::SlipText>(&block);
    return text != nullptr && text->text == "补打";
  });
}
cache::FeedLine called(std::uint64_t revision, const TicketView& ticket, const char* counter,
                       yz::Instant at) {
  return {revision, "event",
          R"({"id":"01J","type":"ticket.called","tv":1,"src":"hub","body":)" +
              domain::to_json(
                  domain::TicketEvent{domain::TicketCalled{ticket.id, domain::CounterId(counter), at}}) +
              "}"};
}

hal::DeviceChanged out_of_paper(const char* printer) {
  return {hal::DeviceId{printer},
          hal::DeviceClass::printer,
          {hal::DeviceState::attention, {hal::Reason::paper_end}, {}, 2, {}}};
}

}  // namespace

TEST_CASE("ticket office: a number is durable, then answered, then printed", "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  CHECK(ticket.label == "A001");
  CHECK(ticket.print == PrintState::printing);
  CHECK(ticket.place == 1);
  CHECK(ticket.qr.starts_with("http://hub/q/YZ1T."));
  CHECK(world.types() == std::vector<std::string>{"ticket.issued"});
  REQUIRE(world.printed.size() == 1);
  CHECK_FALSE(is_copy(world.printed[0].second));
  world.end_last_job(hal::JobEnd::printed);
  CHECK(world.told<TicketShown>().back().ticket.print == PrintState::printed);
  CHECK(world.types().back() == "print.ended");
}

TEST_CASE("ticket office: the same touch twice is one ticket", "[kiosk]") {
  Office world;
  const std::string op = fresh_ulid(world.clock.now());
  const auto first = view_of(world.issue_as(op, "social"));
  const auto second = view_of(world.issue_as(op, "social"));
  CHECK(second.id == first.id);
  CHECK(second.label == first.label);
  CHECK(world.printed.size() == 1);
  CHECK(world.types().size() == 1);
}

TEST_CASE("ticket office: after a power cut numbers go on and the unconfirmed slip is offered, not printed",
          "[kiosk]") {
  Office world;
  const auto before = view_of(world.issue());
  world.clock.advance(30s);
  world.restart();
  const auto offers = world.told<PowerBack>();
  REQUIRE(offers.size() == 1);
  REQUIRE(offers[0].ticket);
  CHECK(offers[0].ticket->label == before.label);
  CHECK(world.printed.size() == 1);
  CHECK(view_of(world.issue()).label == "A002");
  SECTION("the offer ends after two minutes") {
    world.clock.advance(power_back_time + 1s);
    world.paper->tick(world.office->station_now().day);
    CHECK_FALSE(world.told<PowerBack>().back().ticket);
  }
  SECTION("it is not made again at the next start") {
    world.end_last_job(hal::JobEnd::printed);
    world.restart();
    CHECK(world.told<PowerBack>().empty());
  }
}

TEST_CASE("ticket office: a restart much later offers nothing", "[kiosk]") {
  Office world;
  (void)world.issue();
  world.clock.advance(10min);
  world.restart();
  CHECK(world.told<PowerBack>().empty());
  CHECK(std::ranges::count(world.types(), "print.ended") == 1);
}

TEST_CASE("ticket office: a copy has the same number and says so", "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  world.end_last_job(hal::JobEnd::unsure);
  CHECK(world.told<TicketShown>().back().ticket.print == PrintState::unsure);
  world.office->handle(ReprintAsk{++world.last, ticket.id});
  CHECK(view_of(world.answer()).label == ticket.label);
  REQUIRE(world.printed.size() == 2);
  CHECK(is_copy(world.printed[1].second));
  CHECK(view_of(world.issue()).label == "A002");
}

TEST_CASE("ticket office: trouble with paper never costs a number", "[kiosk]") {
  Office world;
  SECTION("no printer at all") {
    world.printer = yz::fail(yz::Code::not_found, "none");
    CHECK(view_of(world.issue()).print == PrintState::no_printer);
  }
  SECTION("out of paper while it waits") {
    (void)world.issue();
    world.paper->device_changed(out_of_paper("slips"));
    CHECK(world.told<TicketShown>().back().ticket.print == PrintState::paper_out);
  }
  SECTION("out of paper at another printer") {
    const auto ticket = view_of(world.issue());
    const std::size_t told = world.told<TicketShown>().size();
    world.paper->device_changed(out_of_paper("the office's"));
    CHECK(ticket.print == PrintState::printing);
    CHECK(world.told<TicketShown>().size() == told);
  }
  SECTION("jammed") {
    (void)world.issue();
    world.end_last_job(hal::JobEnd::failed, {hal::Reason::paper_jam});
    CHECK(world.told<TicketShown>().back().ticket.print == PrintState::jam);
  }
  CHECK(world.types().front() == "ticket.issued");
}

TEST_CASE("ticket office: a rule that says no takes no number and prints nothing", "[kiosk]") {
  Office world;
  (void)world.issue("civil");
  (void)world.issue("civil");
  const auto answer = world.issue("civil");
  REQUIRE(std::holds_alternative<TicketRefused>(answer));
  CHECK(std::get<TicketRefused>(answer).why == domain::TicketRefusal::quota_used_up);
  CHECK(std::get<TicketRefused>(answer).opening);
  CHECK(world.printed.size() == 2);
}

TEST_CASE("ticket office: a number that the journal knows as taken is stepped over", "[kiosk]") {
  Office world;
  cache::EventDraft draft;
  draft.type = "test.taken";
  draft.who = "kiosk";
  draft.body_json = "{}";
  const std::string today = domain::to_text(world.office->station_now().day);
  REQUIRE(world.journal->append({.op = fresh_ulid(world.clock.now()),
                                 .events = {draft},
                                 .rows = {},
                                 .numbers = {{"social", today, 1}, {"social", today, 2}}}));
  CHECK(view_of(world.issue()).label == "A003");
}

TEST_CASE("ticket office: a second kiosk has its digit and a series of its own", "[kiosk]") {
  Office world;
  world.restart(2);
  CHECK(view_of(world.issue()).label == "A2-001");
  world.restart(2);
  CHECK(view_of(world.issue()).label == "A2-002");
  CHECK(service_of(series_of(domain::ServiceId("social"), 2), 2) == domain::ServiceId("social"));
  CHECK_FALSE(service_of("social.3", 2));
  CHECK_FALSE(service_of("social", 2));
  CHECK_FALSE(service_of("social.2", 0));
}

TEST_CASE("ticket office: a call that came down the feed is shown, spoken once and survives a restart",
          "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  const auto line = called(7, ticket, "3", world.clock.now());
  REQUIRE(world.office->take_feed({line}));
  REQUIRE(world.told<CallMade>().size() == 1);
  CHECK(world.told<CallMade>()[0].call.label == ticket.label);
  CHECK(world.told<CallMade>()[0].call.counter == domain::CounterId("3"));
  CHECK(world.told<TicketShown>().back().ticket.state == domain::TicketState::called);
  CHECK(world.told<QueueShown>().back().calls.size() == 1);
  REQUIRE(world.office->take_feed({line}));
  CHECK(world.told<CallMade>().size() == 1);
  world.restart();
  CHECK(world.office->book().find(ticket.id)->state == domain::TicketState::called);
  CHECK(*world.journal->feed_revision() == 7);
}

TEST_CASE("ticket office: a call from long ago is not spoken any more", "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  const auto line = called(7, ticket, "3", world.clock.now());
  world.clock.advance(10min);
  REQUIRE(world.office->take_feed({line}));
  CHECK(world.told<CallMade>().empty());
  CHECK(world.told<QueueShown>().back().calls.size() == 1);
}

TEST_CASE("ticket office: lines of the feed that it doesn't understand are kept and pass by", "[kiosk]") {
  Office world;
  REQUIRE(world.office->take_feed({{3, "event", R"({"type":"ticket.called","tv":1,"body":{}})"},
                                   {4, "event", R"({"type":"ticket.unheard_of","tv":9,"body":{}})"},
                                   {5, "fresh", R"({"version":57})"}}));
  CHECK(*world.journal->feed_revision() == 5);
  CHECK(world.told<CallMade>().empty());
}

TEST_CASE("ticket office: staff call with the hub away", "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  world.office->handle(CounterAsk{1, CounterAction::call_next, domain::CounterId("3")});
  CHECK(world.told<StaffAnswered>().back().done);
  CHECK(world.told<StaffAnswered>().back().label == ticket.label);
  CHECK(world.told<CallMade>().size() == 1);
  world.office->handle(CounterAsk{2, CounterAction::recall, domain::CounterId("3")});
  CHECK(world.told<CallMade>().size() == 2);
  world.office->handle(CounterAsk{3, CounterAction::finish, domain::CounterId("3")});
  CHECK(world.office->book().find(ticket.id)->state == domain::TicketState::served);
  world.office->handle(CounterAsk{4, CounterAction::call_next, domain::CounterId("3")});
  CHECK_FALSE(world.told<StaffAnswered>().back().done);
  CHECK(world.told<StaffAnswered>().back().words == "refusal.nobody_waiting");
}

TEST_CASE("ticket office: a slip's code finds its ticket, and nothing but the right code does", "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  const auto find = [&](const std::string& code) {
    world.office->handle(FindAsk{++world.last, code});
    return world.answer();
  };
  CHECK(view_of(find(ticket.qr)).id == ticket.id);
  CHECK(view_of(find("A001")).id == ticket.id);
  std::string forged = ticket.qr;
  forged.back() = forged.back() == '0' ? '1' : '0';
  CHECK(std::get<CodeRefused>(find(forged)).why == CodeProblem::unknown);
  CHECK(std::get<CodeRefused>(find("'; DROP TABLE ticket")).why == CodeProblem::unknown);
  world.clock.advance(24h);
  world.office->tick();
  CHECK(std::get<CodeRefused>(find(ticket.qr)).why == CodeProblem::expired);
}

TEST_CASE("ticket office: given up and rated tickets are events of the resident", "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  world.office->handle(RateAsk{++world.last, ticket.id, 5});
  CHECK(std::get<TicketRefused>(world.answer()).why == domain::TicketRefusal::not_served_yet);
  world.office->handle(CancelAsk{++world.last, ticket.id});
  CHECK(view_of(world.answer()).state == domain::TicketState::cancelled);
  CHECK(world.types().back() == "ticket.cancelled");
}

TEST_CASE("ticket office: the day turns at the station's midnight and numbers begin again", "[kiosk]") {
  Office world;
  (void)world.issue();
  (void)world.issue();
  world.clock.advance(24h);
  world.office->tick();
  CHECK(view_of(world.issue()).label == "A001");
  CHECK(world.office->book().all().size() == 1);
}

TEST_CASE("ticket office: a clock set back gives no number a second time", "[kiosk]") {
  Office world;
  const yz::Instant morning = world.clock.now();
  CHECK(view_of(world.issue()).label == "A001");
  world.clock.advance(24h);
  CHECK(view_of(world.issue()).label == "A001");
  world.clock.set_wall(morning);
  world.restart();
  CHECK(view_of(world.issue()).label == "A002");
}

TEST_CASE("ticket rows: a rebuild says what differed and mends it", "[kiosk]") {
  Office world;
  const auto ticket = view_of(world.issue());
  (void)world.issue();
  auto rows = world.journal->rows(ticket_area, "");
  REQUIRE(rows);
  auto right = rebuild_rows(test::small_station(), *world.journal);
  REQUIRE(right);
  CHECK(right->differences.empty());
  CHECK(right->tickets == 2);
  rows->erase(rows->begin());
  REQUIRE(world.journal->replace_rows(ticket_area, *rows));
  auto mended = rebuild_rows(test::small_station(), *world.journal);
  REQUIRE(mended);
  CHECK(mended->differences.size() == 1);
  CHECK(world.journal->rows(ticket_area, "")->size() == 2);
}

TEST_CASE("station clock: the hub's time goes on by time since boot, whatever the wall clock does",
          "[kiosk]") {
  yz::test::FakeClock clock;
  StationClock station(clock);
  const yz::Instant before = clock.now();
  station.not_before(before + 1h);
  CHECK(station.now() == before + 1h);
  CHECK_FALSE(station.is_trusted());
  station.take_hub_time(5s);
  CHECK(station.is_trusted());
  clock.advance(10s);
  clock.set_wall(before - 8760h);
  CHECK(station.now() == before + 15s);
}
