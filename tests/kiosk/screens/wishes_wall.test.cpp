// The wall: what it says of a wish.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

kiosk::WallView on_wall(const char* id, int supporters, bool is_claimed) {
  return {.id = domain::WishId{id},
          .category = domain::WishCategoryId{"elders"},
          .text = std::string("心愿") + id,
          .supporters = supporters,
          .is_claimed = is_claimed,
          .is_claimable = !is_claimed};
}

/// Both of the wall's texts that count who wants it too, filled in.
std::string wanted(DrawnScreen& drawn, int count) {
  return drawn.services().texts.words("wishes.wall.supporters", {{"count", std::to_string(count)}});
}

}  // namespace

TEST_CASE("the wall: says how many want it too, and nothing of nobody", "[kiosk]") {
  DrawnScreen drawn;
  drawn.show_wall(
      {on_wall("a", 0, false), on_wall("b", 0, true), on_wall("c", 3, false), on_wall("d", 2, true)});
  drawn.open("wishes.wall");
  CHECK_FALSE(drawn.shows(wanted(drawn, 0)));
  CHECK(drawn.shows(wanted(drawn, 3)));
  CHECK(drawn.shows(wanted(drawn, 2)));
  CHECK(drawn.shows(drawn.services().texts.words("wishes.wall.claimed.alone")));
  drawn.open("wishes.one", {{"wish", "a"}});
  CHECK(drawn.shows("心愿a"));
  CHECK_FALSE(drawn.shows(wanted(drawn, 0)));
  drawn.open("wishes.one", {{"wish", "c"}});
  CHECK(drawn.shows(wanted(drawn, 3)));
}

}  // namespace yz::test
