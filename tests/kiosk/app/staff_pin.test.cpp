#include "kiosk/app/staff_pin.h"

#include <catch2/catch_test_macros.hpp>

#include "kiosk/app/fresh_ids.h"
#include "tests/support/fake_clock.h"

using namespace yz::kiosk;
using Pin = yz::Sensitive<std::string>;

TEST_CASE(
    "staff pin: five wrong ones make a pause of five minutes, in which the right one counts for nothing",
    "[kiosk]") {
  REQUIRE(start_randomness());
  yz::test::FakeClock clock;
  const auto hash = hash_pin(Pin("2468"));
  REQUIRE(hash);
  StaffPin pin(*hash, clock);
  CHECK(pin.check(Pin("2468")));
  for (int wrong = 0; wrong < pin_tries_max; ++wrong) {
    CHECK(pin.wait() == yz::Milliseconds{0});
    CHECK_FALSE(pin.check(Pin("1111")));
  }
  CHECK(pin.wait() == pin_pause);
  CHECK_FALSE(pin.check(Pin("2468")));
  clock.advance(pin_pause);
  CHECK(pin.check(Pin("2468")));
}

TEST_CASE("staff pin: without a hash no PIN is right", "[kiosk]") {
  yz::test::FakeClock clock;
  StaffPin pin("", clock);
  CHECK_FALSE(pin.check(Pin("")));
  CHECK_FALSE(pin.check(Pin("0000")));
}
