// The wall: what it says of a wish, and what it says to whoever put down a card.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

constexpr const char* card = "6217000000000001";
constexpr const char* lost = "送一次饺子";

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

bool tells_lost(DrawnScreen& drawn) {
  return drawn.shows(drawn.services().texts.words("wishes.lost", {{"text", lost}}));
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

TEST_CASE("the wall: whose claim was the later one is told when the card is read, and nobody after",
          "[kiosk]") {
  DrawnScreen drawn;
  drawn.services().session.card_number = Sensitive<std::string>(card);
  drawn.show_wall({on_wall("a", 0, false)});
  SECTION("with another claim") {
    drawn.open("wishes.one", {{"wish", "a"}});
    CHECK_FALSE(tells_lost(drawn));
    drawn.tap("wishes.one.claim");
    drawn.answer_wish(kiosk::WishRefused{domain::WishRefusal::already_claimed}, {lost});
    CHECK(drawn.screen() == "wishes.one");
  }
  SECTION("where one's own wishes are looked for") {
    drawn.open("wishes.find");
    drawn.tap("wishes.find.card");
    REQUIRE(std::holds_alternative<kiosk::MyWishesAsk>(drawn.commands().back()));
    const auto& ask = std::get<kiosk::MyWishesAsk>(drawn.commands().back());
    CHECK(ask.number.reveal() == card);
    CHECK(ask.by_card_number);
    drawn.answer_wish(kiosk::WishList{}, {lost});
    CHECK(drawn.screen() == "wishes.mine");
  }
  CHECK(tells_lost(drawn));
  const kiosk::AskId asked = drawn.asked();
  drawn.leave();
  CHECK(drawn.services().wishes.lost_claims(asked).empty());
  for (const char* screen : {"wishes.wall", "wishes.find"}) {
    drawn.open(screen);
    CHECK_FALSE(drawn.shows(lost));
  }
}

TEST_CASE("the wall: a card with neither wishes nor lost claims is told that it has none", "[kiosk]") {
  DrawnScreen drawn;
  drawn.services().session.card_number = Sensitive<std::string>(card);
  drawn.open("wishes.find");
  drawn.tap("wishes.find.card");
  drawn.answer_wish(kiosk::WishList{});
  CHECK(drawn.screen() == "wishes.find");
  CHECK(drawn.shows(drawn.services().texts.words("wishes.find.none")));
}

}  // namespace yz::test
