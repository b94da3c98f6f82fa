#include "offline-cache/sync_plan.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <random>
#include <vector>

namespace {

using namespace yz;
using namespace yz::cache;
using std::chrono::hours;

/// The worst dice: the longest wait each time.
double longest() {
  return 1.0;
}

struct Ran {
  Milliseconds at{};
  Task task{};
};

/// Steps a plan through time; the hub is a function from task and time to an outcome.
class Simulation {
 public:
  explicit Simulation(SyncPlan& plan) : plan_(plan) {}

  void run_until(Milliseconds end, const std::function<Outcome(Task, Milliseconds)>& hub) {
    while (now < end) {
      const Step step = plan_.next(now);
      if (const auto* wait = std::get_if<Wait>(&step)) {
        REQUIRE(wait->until > now);
        now = std::min(wait->until, end);
      } else if (const auto* ask = std::get_if<AskBatch>(&step)) {
        const auto index = static_cast<std::size_t>(ask->stream);
        (void)plan_.batch_given(ask->stream, std::min(ask->lines_max, unsent.at(index)));
        lines_max.at(index) = ask->lines_max;
      } else if (std::holds_alternative<AskUpload>(step)) {
        (void)plan_.upload_given(chunks > 0);
      } else {
        const Task task = std::get<Run>(step).task;
        ran.push_back({now, task});
        now += Milliseconds{20};
        const Outcome outcome = hub(task, now);
        const auto index = static_cast<std::size_t>(task);
        if (outcome == Outcome::done && index < 3)
          unsent.at(index) -= std::min(unsent.at(index), lines_max.at(index));
        if (task == Task::feed && outcome == Outcome::done_empty) now += Milliseconds{2'000};
        plan_.done(task, outcome, now, retry_after);
        if (task == Task::upload && outcome == Outcome::done && --chunks % 4 == 0) plan_.upload_over();
      }
    }
  }
  [[nodiscard]] std::size_t count(Task task) const {
    return static_cast<std::size_t>(
        std::count_if(ran.begin(), ran.end(), [task](const Ran& r) { return r.task == task; }));
  }

  Milliseconds now{1'000};
  Milliseconds retry_after{};
  std::array<std::size_t, 3> unsent{};
  std::array<std::size_t, 3> lines_max{};
  std::size_t chunks{};  // to upload, four a file
  std::vector<Ran> ran;

 private:
  SyncPlan& plan_;
};

Outcome healthy(Task task, Milliseconds /*now*/) {
  return task == Task::feed ? Outcome::done_empty : Outcome::done;
}
Outcome dead(Task /*task*/, Milliseconds /*now*/) {
  return Outcome::no_link;
}

TEST_CASE(
    "sync plan: p07_after weeks without a hub one question in five minutes, and all goes out when it is back",
    "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent[1] = 1'000'000;
  simulation.run_until(hours{24 * 30}, dead);
  CHECK(plan.link() == Link::offline);
  CHECK(simulation.count(Task::hello) > 8'600);
  CHECK(simulation.count(Task::hello) < 8'700);  // every 300 s
  CHECK(simulation.count(Task::live) == 0);
  simulation.run_until(simulation.now + Milliseconds{600'000}, healthy);
  CHECK(simulation.unsent[1] == 0);
  CHECK(plan.link() == Link::online);
}

TEST_CASE("sync plan: waits longer after each failure, never more than five minutes", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Milliseconds now{0};
  Milliseconds last{0};
  for (int failure = 0; failure < 14; ++failure) {
    Step step = plan.next(now);
    while (std::holds_alternative<AskBatch>(step)) step = plan.next(now);
    REQUIRE(std::holds_alternative<Run>(step));
    plan.done(Task::hello, Outcome::no_link, now);
    const auto wait = std::get<Wait>(plan.next(now)).until - now;
    // Nothing else waits, so the plan sleeps at most a minute at a time; what counts is when it asks again.
    Milliseconds slept = wait;
    while (std::holds_alternative<Wait>(step = plan.next(now + slept)))
      slept = std::get<Wait>(step).until - now;
    plan.done(Task::hello, Outcome::no_link, now + slept);
    CHECK(slept >= last);
    CHECK(slept <= retry_wait_max);
    now += slept;
    last = slept;
    now += retry_wait_max;
  }
  CHECK(last == retry_wait_max);
}

TEST_CASE("sync plan: an urgent event is tried at once and then every ten seconds at least",
          "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.run_until(hours{5}, dead);
  simulation.unsent[0] = 1;
  simulation.ran.clear();
  plan.wake(Stream::urgent, simulation.now);
  const Milliseconds woken = simulation.now;
  simulation.run_until(woken + Milliseconds{100'000}, dead);
  REQUIRE_FALSE(simulation.ran.empty());
  CHECK(simulation.ran.front().at == woken);
  CHECK(simulation.count(Task::hello) >= 9);
  simulation.run_until(simulation.now + Milliseconds{11'000}, healthy);
  CHECK(simulation.unsent[0] == 0);
}

TEST_CASE("sync plan: urgent goes first, bulk gets a fifth while live waits", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent = {500, 20'000, 20'000};
  simulation.run_until(Milliseconds{2'000}, healthy);
  const auto first = std::find_if(simulation.ran.begin(), simulation.ran.end(),
                                  [](const Ran& r) { return r.task < Task::feed; });
  REQUIRE(first != simulation.ran.end());
  CHECK(first->task == Task::urgent);
  CHECK(simulation.count(Task::bulk) > 2);
  CHECK(simulation.count(Task::bulk) * 4 <= simulation.count(Task::live) + 4);
}

TEST_CASE("sync plan: the hub's keys are asked for once each time the link comes up", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent = {0, 5'000, 5'000};
  simulation.run_until(hours{3}, healthy);
  CHECK(simulation.count(Task::keys) == 1);
  simulation.run_until(hours{4}, dead);
  simulation.run_until(hours{8}, healthy);
  CHECK(simulation.count(Task::keys) == 2);
  // An older hub has none: asked again every five minutes at most, and nothing waits for it.
  simulation.run_until(hours{9}, dead);
  simulation.ran.clear();
  simulation.unsent[1] = 5'000;
  plan.wake(Stream::live, simulation.now);
  simulation.run_until(hours{10}, [](Task task, Milliseconds now) {
    return task == Task::keys ? Outcome::no_answer : healthy(task, now);
  });
  CHECK(simulation.count(Task::keys) < 24);
  CHECK(simulation.unsent[1] == 0);
  CHECK(plan.link() == Link::online);
}

TEST_CASE("sync plan: files go while nothing waits that somebody did", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent = {600, 5'000, 0};
  simulation.chunks = 8;
  simulation.run_until(Milliseconds{60'000}, healthy);
  CHECK(simulation.chunks == 0);
  CHECK(simulation.count(Task::upload) == 8);
  const auto upload = std::find_if(simulation.ran.begin(), simulation.ran.end(),
                                   [](const Ran& r) { return r.task == Task::upload; });
  const auto live = std::find_if(simulation.ran.rbegin(), simulation.ran.rend(),
                                 [](const Ran& r) { return r.task <= Task::live; });
  CHECK(upload->at > live->at);
  // Nobody is asked for files again until there is one.
  simulation.chunks = 4;
  simulation.run_until(hours{1}, healthy);
  CHECK(simulation.chunks == 4);
  plan.wake_upload();
  simulation.run_until(hours{2}, healthy);
  CHECK(simulation.chunks == 0);
  // A live stream that the hub answers with 500 does not keep them back.
  simulation.chunks = 4;
  simulation.unsent[1] = 10;
  plan.wake(Stream::live, simulation.now);
  plan.wake_upload();
  simulation.run_until(hours{3}, [](Task task, Milliseconds now) {
    return task == Task::live ? Outcome::no_answer : healthy(task, now);
  });
  CHECK(simulation.chunks == 0);
}

TEST_CASE("sync plan: a file waits while a batch of what somebody did is under way", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  const Milliseconds now{1'000};
  bool has_live = true;
  bool has_file = false;
  // What it begins when nothing ends by itself but hello and the keys.
  const auto begun = [&] {
    std::vector<Task> tasks;
    for (Step step = plan.next(now); !std::holds_alternative<Wait>(step); step = plan.next(now)) {
      if (const auto* ask = std::get_if<AskBatch>(&step)) {
        const bool is_first = ask->stream == Stream::live && std::exchange(has_live, false);
        (void)plan.batch_given(ask->stream, is_first ? 1 : 0);
      } else if (std::holds_alternative<AskUpload>(step)) {
        has_file = plan.upload_given(true);
      } else {
        const Task task = std::get<Run>(step).task;
        tasks.push_back(task);
        if (task == Task::hello || task == Task::keys || task == Task::content)
          plan.done(task, Outcome::done, now);
      }
    }
    return tasks;
  };
  const auto has = [](const std::vector<Task>& tasks, Task task) {
    return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
  };
  const auto first = begun();
  CHECK(has(first, Task::live));
  CHECK(has_file);
  CHECK_FALSE(has(first, Task::upload));
  plan.done(Task::live, Outcome::done, now);
  CHECK(has(begun(), Task::upload));
}

TEST_CASE("sync plan: content that is published while content is fetched is fetched next",
          "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Milliseconds now{};
  // Until it has nothing to do, content still under way: how often content was begun.
  const auto contents_begun = [&] {
    int count = 0;
    for (Step step = plan.next(now); !std::holds_alternative<Wait>(step); step = plan.next(now)) {
      if (const auto* ask = std::get_if<AskBatch>(&step)) (void)plan.batch_given(ask->stream, 0);
      if (std::holds_alternative<AskUpload>(step)) (void)plan.upload_given(false);
      const auto* run = std::get_if<Run>(&step);
      if (run == nullptr) continue;
      if (run->task == Task::content) ++count;
      if (run->task == Task::hello || run->task == Task::keys) plan.done(run->task, Outcome::done, now);
    }
    return count;
  };
  REQUIRE(contents_begun() == 1);
  plan.content_wanted();
  CHECK(contents_begun() == 0);  // one at a time
  plan.done(Task::content, Outcome::done, now);
  CHECK(contents_begun() == 1);
  plan.done(Task::content, Outcome::done, now);
  CHECK(contents_begun() == 0);
  now += content_every;
  CHECK(contents_begun() == 1);
}

TEST_CASE("sync plan: a stream that the hub answers with 500 backs off without stopping the others",
          "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent = {500, 500, 500};
  simulation.run_until(hours{1}, [](Task task, Milliseconds now) {
    return task == Task::live ? Outcome::no_answer : healthy(task, now);
  });
  CHECK(simulation.unsent[0] == 0);
  CHECK(simulation.unsent[1] == 500);
  CHECK(simulation.unsent[2] == 0);
  CHECK(simulation.count(Task::live) < 30);
  CHECK(plan.link() == Link::offline);
}

TEST_CASE("sync plan: Retry-After is obeyed up to an hour", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent[1] = 500;
  simulation.retry_after = hours{24};
  simulation.run_until(hours{10}, [](Task task, Milliseconds now) {
    return task == Task::live ? Outcome::later : healthy(task, now);
  });
  CHECK(simulation.count(Task::live) >= 9);
  CHECK(simulation.count(Task::live) <= 11);
}

TEST_CASE("sync plan: batches are halved while the hub finds them too large", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent[1] = 500;
  simulation.run_until(Milliseconds{60'000}, [&simulation](Task task, Milliseconds now) {
    return task == Task::live && std::min(simulation.lines_max[1], simulation.unsent[1]) > 60
               ? Outcome::too_large
               : healthy(task, now);
  });
  CHECK(simulation.unsent[1] == 0);
}

TEST_CASE("sync plan: a nonce is renewed once, a second 401 counts as a refusal", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent[1] = 10;
  int answers = 0;
  SECTION("renewed") {
    simulation.run_until(Milliseconds{5'000}, [&answers](Task task, Milliseconds now) {
      return task == Task::live && answers++ == 0 ? Outcome::new_nonce : healthy(task, now);
    });
    CHECK(simulation.unsent[1] == 0);
    CHECK(plan.link() == Link::online);
  }
  SECTION("never good") {
    simulation.run_until(hours{1}, [](Task task, Milliseconds now) {
      return task == Task::hello ? healthy(task, now) : Outcome::new_nonce;
    });
    CHECK(plan.link() == Link::refused);
    CHECK(simulation.ran.size() < 200);
  }
}

TEST_CASE("sync plan: p15_a refused kiosk asks ever more rarely and finds out when it is taken back",
          "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.unsent[1] = 10;
  plan.feed_kept();
  simulation.run_until(hours{24}, [](Task task, Milliseconds now) {
    return task == Task::hello ? healthy(task, now) : Outcome::refused;
  });
  CHECK(plan.link() == Link::refused);
  CHECK(simulation.ran.size() < 3'000);
  simulation.run_until(simulation.now + Milliseconds{1'000'000}, healthy);
  CHECK(plan.link() == Link::online);
  CHECK(simulation.unsent[1] == 0);
}

TEST_CASE("sync plan: a portal is told from a hub that is away", "[offline-cache]") {
  SyncPlan plan(true, false, longest);
  Simulation simulation(plan);
  simulation.run_until(hours{1}, [](Task, Milliseconds) { return Outcome::portal; });
  CHECK(plan.link() == Link::portal);
  simulation.run_until(simulation.now + Milliseconds{700'000}, healthy);
  CHECK(plan.link() == Link::online);
}

TEST_CASE("sync plan: enrols before anything else and asks again while it is pending", "[offline-cache]") {
  SyncPlan plan(false, true, longest);
  Simulation simulation(plan);
  simulation.unsent[1] = 10;
  simulation.run_until(Milliseconds{30'000}, [](Task task, Milliseconds now) {
    return task == Task::enrol ? (now < Milliseconds{20'000} ? Outcome::pending : Outcome::done)
                               : healthy(task, now);
  });
  CHECK(simulation.count(Task::enrol) >= 3);
  CHECK(simulation.unsent[1] == 0);
  SECTION("a refused code is not tried again") {
    SyncPlan other(false, true, longest);
    Simulation refused(other);
    refused.run_until(hours{24}, [](Task task, Milliseconds now) {
      return task == Task::enrol ? Outcome::refused : healthy(task, now);
    });
    CHECK(refused.count(Task::enrol) == 1);
    CHECK(other.link() == Link::refused);
  }
}

TEST_CASE("sync plan: without code and enrolment it stays silent", "[offline-cache]") {
  SyncPlan plan(false, false, longest);
  Simulation simulation(plan);
  simulation.run_until(hours{24}, healthy);
  CHECK(simulation.ran.empty());
  CHECK(plan.link() == Link::not_enrolled);
}

TEST_CASE("sync plan: p07_500 kiosks after an hour without hub come back spread out", "[offline-cache]") {
  std::mt19937_64 source(7);
  std::uniform_real_distribution<double> spread(0.0, 1.0);
  std::array<int, 600> per_second{};
  for (int kiosk = 0; kiosk < 500; ++kiosk) {
    SyncPlan plan(true, false, [&] { return spread(source); });
    Simulation simulation(plan);
    simulation.unsent[1] = 10;
    simulation.run_until(hours{1}, dead);
    simulation.ran.clear();
    simulation.run_until(hours{1} + Milliseconds{600'000}, healthy);
    for (const Ran& ran : simulation.ran) {
      if (ran.task == Task::live)
        ++per_second.at(static_cast<std::size_t>((ran.at - hours{1}).count() / 1'000));
    }
  }
  // 500 kiosks spread over 300 s are about 1.7 a second; a herd would be hundreds.
  CHECK(*std::max_element(per_second.begin(), per_second.end()) < 15);
}

}  // namespace
