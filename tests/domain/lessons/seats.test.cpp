// The promise of docs/domain.md: no seat is sold twice, whatever lines and clocks do.
#include <catch2/catch_get_random_seed.hpp>

#include "tests/domain/lessons/school_days.h"

using namespace yz::test;

namespace {

constexpr int seeds = 30;
constexpr int touches = 1'000;
constexpr std::chrono::hours a_day{23};
constexpr std::chrono::hours days{120};

struct Sums {
  std::size_t sign_ups{};
  std::size_t cancels{};
  std::size_t given_offline{};
  std::size_t moved_up{};
  std::size_t broken{};
  std::size_t oversold{};
  std::size_t out_of_turn{};
};

/// Plays `count` weeks; with mischief only until it is `caught`, by the sum that its test asks for.
Sums run(std::chrono::hours longest, int count, Mischief mischief = Mischief::none,
         bool (*caught)(const Sums&) = nullptr) {
  Sums sums;
  for (int i = 0; i < count; ++i) {
    const unsigned seed = Catch::getSeed() + static_cast<unsigned>(i);
    CAPTURE(seed, longest.count());
    SchoolDays week(seed, longest, mischief);
    week.run(touches);
    sums.sign_ups += week.sign_ups();
    sums.cancels += week.cancels();
    sums.given_offline += week.given_offline();
    sums.moved_up += week.moved_up();
    sums.broken += week.seats().broken_promises().size();
    sums.oversold += week.seats().oversold();
    sums.out_of_turn += week.turns().out_of_turn().size();
    if (mischief != Mischief::none) {
      if (caught(sums)) break;
      continue;
    }
    const auto untold = week.untold();
    INFO((untold.empty() ? "" : untold.front()));
    if (!untold.empty()) FAIL("somebody was not told, or not the same as the hub knows");
    if (week.worst_free() < 0) FAIL("the hub gave more seats than there are");
    for (const auto& kiosk : week.kiosks()) {
      if (picture(kiosk.book) != picture(week.hub())) FAIL("a kiosk's book is not the hub's in the end");
    }
  }
  return sums;
}

}  // namespace

TEST_CASE(
    "seats: 30 weeks of 1,000 touches at three kiosks, lines away up to a day: none is sold twice, no "
    "promise broken, everybody told, in turn",
    "[domain]") {
  const Sums sums = run(a_day, seeds);
  CHECK(sums.oversold == 0);
  CHECK(sums.broken == 0);
  CHECK(sums.out_of_turn == 0);
  // Else nothing was tried.
  CHECK(sums.sign_ups > 10'000);
  CHECK(sums.cancels > 10'000);
  CHECK(sums.given_offline > 50);
  CHECK(sums.moved_up > 300);
}

TEST_CASE(
    "seats: lines away up to five days: the hub gives no more than there are, and who was promised one "
    "that went to others is told",
    "[domain]") {
  const Sums sums = run(days, seeds);
  CHECK(sums.out_of_turn == 0);
  CHECK(sums.given_offline > 50);
}

TEST_CASE("seats must fail: a kiosk that gives seats without a grant is caught", "[domain]") {
  const auto oversold = [](const Sums& sums) { return sums.oversold > 0; };
  CHECK(oversold(run(a_day, 300, Mischief::gives_without_grant, oversold)));
}

TEST_CASE("seats must fail: a hub that takes granted seats back without their kiosk's word is caught",
          "[domain]") {
  const auto taken = [](const Sums& sums) { return sums.oversold + sums.broken > 0; };
  CHECK(taken(run(a_day, 300, Mischief::hub_takes_back, taken)));
}

TEST_CASE("seats must fail: a hub that serves the list from its end is caught", "[domain]") {
  const auto skipped = [](const Sums& sums) { return sums.out_of_turn > 0; };
  CHECK(skipped(run(a_day, 300, Mischief::hub_last_first, skipped)));
}
