#include <algorithm>
#include <csignal>
#include <random>

#include "tests/journeys/station_journey.h"

namespace yz::test {

namespace {

struct CrashPlan {
  int kills{};
  int tickets{};
  bool drops_commits{};  // the mutant
};

struct CrashOutcome {
  TotalQueue queue;
  UniqueLabels labels;
  int kills{};
};

/// One kiosk after the other takes numbers, each killed at a random moment until all kills are used up.
class CrashRun {
 public:
  CrashRun(const CrashPlan& plan, unsigned seed)
      : plan_(plan), dice_(seed), journey_({.has_proxy = plan.drops_commits}) {}

  CrashOutcome go() {
    services_ = journey_.plain_services();
    // A mutant loses only what the hub has not got yet: keep the hub away, as it is when it matters most.
    if (plan_.drops_commits) enrol_then_cut_the_line();
    while (taken_ < plan_.tickets || outcome_.kills < plan_.kills) {
      if (!journey_.stage().kiosk_runs()) start_with_an_end();
      take_one();
    }
    if (plan_.drops_commits) lose_then_reconnect();
    judge();
    return std::move(outcome_);
  }

 private:
  void enrol_then_cut_the_line() {
    start();
    take_one();
    REQUIRE(journey_.hub_tickets(1).size() >= 1);
    require(journey_.stage().proxy("down"));
    set_its_end();
  }

  void lose_then_reconnect() {
    if (journey_.stage().kiosk_runs()) journey_.stage().kill_kiosk();
    require(journey_.stage().proxy("pass"));
    plan_.drops_commits = false;
    start();
    take_one();
  }

  void start_with_an_end() {
    start();
    if (outcome_.kills < plan_.kills) set_its_end();
  }

  void start() {
    KioskRun run;
    if (plan_.drops_commits) run.environment = {"LD_PRELOAD=" YZ_MUTANT_NO_COMMIT};
    require(journey_.stage().start_kiosk(run));
    if (auto home = journey_.reach_home(); !home) FAIL(home.error().what);
  }

  void set_its_end() {
    std::uniform_int_distribution<int> wait(1, 2 * mean_life_ms());
    journey_.kiosk().process().kill_at(now_mono() + Milliseconds{wait(dice_)});
  }

  /// So that kills and tickets run out at about the same time.
  [[nodiscard]] int mean_life_ms() const {
    constexpr int ticket_ms = 1'200;
    return std::max(50, plan_.tickets * ticket_ms / std::max(1, plan_.kills));
  }

  void take_one() {
    const std::string service = services_[static_cast<std::size_t>(taken_) % services_.size()];
    const auto label = journey_.take_number(service);
    if (label) {
      ++taken_;
      ++attempts_;
      outcome_.queue.acknowledged(*label);
      if (journey_.leave()) return;
    } else {
      ++attempts_;  // unsure: it may be there or not
    }
    Process& process = journey_.kiosk().process();
    if (process.is_running()) FAIL("a touch went wrong: " << (label ? "leaving" : label.error().what));
    REQUIRE(process.ended()->status == -SIGKILL);
    ++outcome_.kills;
    journey_.stage().kill_kiosk();
  }

  void judge() {
    Stage& stage = journey_.stage();
    if (!stage.kiosk_runs()) start();
    for (const PrintedSlip& slip : stage.slips()) {
      const auto code = slip.parts();
      if (!code) continue;  // cut short by a kill: nobody can read it
      outcome_.labels.seen(code->day, code->label, code->secret);
      outcome_.queue.acknowledged(code->label);
    }
    const auto all = journey_.hub_tickets(static_cast<std::size_t>(taken_), Milliseconds{60'000});
    for (const HubTicket& ticket : all) {
      outcome_.queue.attempted(ticket.label);  // the labels of unsure touches are not known to us
      outcome_.queue.received(ticket.label);
      outcome_.labels.seen("hub " + ticket.day, ticket.label, ticket.id);
    }
    if (!plan_.drops_commits) CHECK(all.size() <= static_cast<std::size_t>(attempts_));
  }

  CrashPlan plan_;
  std::mt19937 dice_;
  StationJourney journey_;
  std::vector<std::string> services_;
  CrashOutcome outcome_;
  int taken_{};
  int attempts_{};
};

}  // namespace

TEST_CASE("p01 kill -9 at random moments: acknowledged and lost 0, labels twice 0, duplicates 0",
          "[journeys]") {
  const CrashPlan plan = is_full_run() ? CrashPlan{.kills = 200, .tickets = 2'000, .drops_commits = false}
                                       : CrashPlan{.kills = 20, .tickets = 100, .drops_commits = false};
  const CrashOutcome outcome = CrashRun(plan, random_seed()).go();
  CHECK(outcome.kills == plan.kills);
  CHECK(outcome.queue.lost().empty());
  CHECK(outcome.queue.duplicated().empty());
  CHECK(outcome.labels.twice().empty());
  CHECK(outcome.labels.size() >= static_cast<std::size_t>(plan.tickets));
}

TEST_CASE("p01_must_fail a journal whose commits are dropped loses what it acknowledged", "[journeys]") {
  const CrashPlan plan{.kills = 2, .tickets = 6, .drops_commits = true};
  const CrashOutcome outcome = CrashRun(plan, random_seed()).go();
  CHECK_FALSE(outcome.queue.lost().empty());
}

}  // namespace yz::test
