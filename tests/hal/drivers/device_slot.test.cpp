#include "hal/device_slot.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <semaphore>
#include <stdexcept>

#include "base/system_clock.h"
#include "tests/hal/sim/wire.h"
#include "tests/support/fake_clock.h"

namespace yz::test {
namespace {

constexpr Milliseconds hang_time{5'000};

enum class Fate { print, hang_over_a_slip, hang_at_once, die_over_a_slip };

struct Script {
  std::atomic<Fate> fate{Fate::print};
  std::atomic<int> made{};
  std::atomic<int> hanging{};  // so many drivers have begun to hang
  std::atomic<int> alive{};
  std::counting_semaphore<> go_on{0};

  void hang() {
    ++hanging;
    go_on.acquire();
  }
};

class ScriptedDriver final : public hal::Driver {
 public:
  explicit ScriptedDriver(std::shared_ptr<Script> script) : script_(std::move(script)) { ++script_->alive; }
  ~ScriptedDriver() override { --script_->alive; }
  ScriptedDriver(const ScriptedDriver&) = delete;
  ScriptedDriver& operator=(const ScriptedDriver&) = delete;

  Status serve(hal::DriverHost& host) override {
    host.set_status(hal::DeviceState::ready, {}, "");
    while (!host.is_stopping()) {
      if (script_->fate == Fate::hang_at_once) script_->hang();
      if (auto job = host.next_job()) {
        if (script_->fate == Fate::hang_over_a_slip) script_->hang();
        if (script_->fate == Fate::die_over_a_slip) throw std::runtime_error("broken");
        host.send(hal::JobEnded{host.device(), job->id, hal::JobEnd::printed, {}});
      }
      host.wait(Milliseconds{20});
    }
    return {};
  }

 private:
  std::shared_ptr<Script> script_;  // its thread may outlive the slot
};

bool comes_true(const std::function<bool()>& wanted) {
  constexpr Milliseconds look{10};
  for (Milliseconds waited{0}; waited < wire_wait; waited += look) {
    if (wanted()) return true;
    sleep_for(look);
  }
  return wanted();
}

/// Waits at its end for every thread that was left to itself: the clock must outlive them.
class Farewell {
 public:
  explicit Farewell(Script& script) : script_(script) {}
  ~Farewell() {
    script_.go_on.release(script_.hanging);  // more than wait, if some were let go before
    CHECK(comes_true([this] { return script_.alive == 0; }));
  }
  Farewell(const Farewell&) = delete;
  Farewell& operator=(const Farewell&) = delete;

 private:
  Script& script_;
};

/// A printer whose driver does what the test says, on a clock that the test moves.
class OneSlot {
 public:
  OneSlot() {
    REQUIRE(slot_.prepare());
    slot_.start();
  }

  void print(const std::string& job) {
    REQUIRE(slot_.with([&](hal::DeviceThread& thread) { return thread.print({hal::JobId{job}, {}}); }));
  }
  /// The `nth` driver has begun to hang; enough time passes, and the supervisor looks.
  void look_after_hang(int nth) {
    REQUIRE(comes_true([&] { return script->hanging == nth; }));
    clock.advance(hang_time);
    slot_.look_after(hang_time);
  }
  void look() { slot_.look_after(hang_time); }
  [[nodiscard]] hal::DeviceHealth health() const {
    return slot_.with([](const hal::DeviceThread& thread) { return thread.health(); });
  }
  /// How the job ended, once it did; every end that was told.
  [[nodiscard]] std::vector<hal::JobEnded> ends(const std::string& job) {
    (void)comes_true([&] { return !ends_so_far(job).empty(); });
    return ends_so_far(job);
  }

  std::shared_ptr<Script> script = std::make_shared<Script>();
  FakeClock clock;

 private:
  [[nodiscard]] std::vector<hal::JobEnded> ends_so_far(const std::string& job) {
    const std::lock_guard lock(mutex_);
    std::vector<hal::JobEnded> ends;
    std::ranges::copy_if(ended_, std::back_inserter(ends),
                         [&](const auto& one) { return one.job.value == job; });
    return ends;
  }

  std::mutex mutex_;  // guards ended_
  std::vector<hal::JobEnded> ended_;
  Farewell farewell_{*script};
  hal::DeviceSlot slot_{
      {hal::DeviceId{"printer"}, hal::DeviceClass::printer, "scripted", {}, ""},
      [this](const hal::DriverParts&) -> Result<std::unique_ptr<hal::Driver>> {
        ++script->made;
        return std::make_unique<ScriptedDriver>(script);
      },
      hal::Glyphs::open("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2).value(),
      clock,
      [this](hal::DeviceEvent event) {
        const std::lock_guard lock(mutex_);
        if (auto* ended = std::get_if<hal::JobEnded>(&event)) ended_.push_back(std::move(*ended));
      }};
};

}  // namespace

TEST_CASE("device: a driver that hangs over a slip is replaced, and what waits is printed") {
  OneSlot slot;
  slot.script->fate = Fate::hang_over_a_slip;
  slot.print("one");
  slot.print("two");
  REQUIRE(comes_true([&] { return slot.script->hanging == 1; }));
  slot.script->fate = Fate::print;
  slot.look_after_hang(1);

  REQUIRE(slot.ends("two").size() == 1);
  CHECK(slot.ends("two")[0].end == hal::JobEnd::printed);
  slot.script->go_on.release();  // the old one wakes and says that it printed: nobody listens
  slot.print("three");
  REQUIRE(slot.ends("three").size() == 1);
  REQUIRE(slot.ends("one").size() == 1);
  CHECK(slot.ends("one")[0].end == hal::JobEnd::unsure);
  CHECK(slot.ends("one")[0].reasons == std::set{hal::Reason::hung});
  const hal::DeviceHealth health = slot.health();
  CHECK(health.statistics.at(hal::Counter::restarts) == 1);
  CHECK(health.statistics.at(hal::Counter::jobs_printed) == 2);
  CHECK(health.statistics.at(hal::Counter::jobs_unsure) == 1);
  REQUIRE_FALSE(health.faults.empty());
  CHECK(health.faults[0].reasons == std::set{hal::Reason::hung});
}

TEST_CASE("device: a driver that always hangs is started again until three are left hanging") {
  OneSlot slot;
  slot.script->fate = Fate::hang_at_once;
  for (int nth = 1; nth <= 3; ++nth) slot.look_after_hang(nth);
  REQUIRE(comes_true([&] { return slot.script->hanging == 4; }));
  slot.print("one");
  slot.look_after_hang(4);
  CHECK(slot.script->made == 4);  // the first and three more
  CHECK(slot.health().now.status.state == hal::DeviceState::fault);
  CHECK(slot.health().now.status.reasons == std::set{hal::Reason::hung});
  REQUIRE(slot.ends("one").size() == 1);  // nobody waits for it
  CHECK(slot.ends("one")[0].end == hal::JobEnd::failed);
  CHECK(slot.ends("one")[0].reasons == std::set{hal::Reason::hung});

  slot.script->fate = Fate::print;
  slot.script->go_on.release(4);  // the three end, the fourth goes on
  CHECK(comes_true([&] { return slot.script->alive == 1; }));
  slot.print("two");
  REQUIRE(slot.ends("two").size() == 1);
  CHECK(slot.ends("two")[0].end == hal::JobEnd::printed);
  CHECK(comes_true([&] {
    slot.look();
    return slot.health().now.status.state == hal::DeviceState::ready;
  }));
  CHECK(slot.script->made == 4);

  slot.script->fate = Fate::hang_at_once;
  slot.look_after_hang(5);  // there is room again
  CHECK(slot.script->made == 5);
}

TEST_CASE("device: a slip over which the last driver hangs ends once, whatever the driver says later") {
  OneSlot slot;
  slot.script->fate = Fate::hang_at_once;
  for (int nth = 1; nth <= 2; ++nth) slot.look_after_hang(nth);
  REQUIRE(comes_true([&] { return slot.script->hanging == 3; }));
  slot.script->fate = Fate::hang_over_a_slip;
  slot.look_after_hang(3);
  slot.print("one");
  slot.look_after_hang(4);
  REQUIRE(slot.ends("one").size() == 1);
  CHECK(slot.ends("one")[0].end == hal::JobEnd::unsure);
  slot.script->fate = Fate::print;
  slot.script->go_on.release(4);
  slot.print("two");
  REQUIRE(slot.ends("two").size() == 1);
  CHECK(slot.ends("two")[0].end == hal::JobEnd::printed);
  CHECK(slot.ends("one").size() == 1);
}

TEST_CASE("device: a driver that dies over a slip leaves it unsure and is opened again") {
  OneSlot slot;
  slot.script->fate = Fate::die_over_a_slip;
  slot.print("one");
  REQUIRE(slot.ends("one").size() == 1);
  CHECK(slot.ends("one")[0].end == hal::JobEnd::unsure);
  slot.script->fate = Fate::print;
  CHECK(comes_true([&] {
    slot.clock.advance(Milliseconds{500});
    return slot.health().now.status.state == hal::DeviceState::ready;
  }));
  slot.print("two");
  REQUIRE(slot.ends("two").size() == 1);
  CHECK(slot.ends("two")[0].end == hal::JobEnd::printed);
}

}  // namespace yz::test
