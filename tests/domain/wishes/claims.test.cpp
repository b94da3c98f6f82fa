#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>
#include <random>

#include "tests/domain/wishes/wish_desk.h"

using namespace yz::test;

namespace {

std::string holder_of(const Wish& wish) {
  return wish.holder() == nullptr ? std::string() : wish.holder()->by;
}

/// Who was told that another holds it.
std::vector<std::string> told(const WishDecision& decision) {
  std::vector<std::string> people;
  for (const WishEvent& event : events_of(decision)) people.push_back(std::get<ClaimLost>(event).by);
  return people;
}

}  // namespace

TEST_CASE("claiming: one volunteer holds a wish, and may give it back", "[domain]") {
  WishDesk desk;
  const WishId id = desk.published();
  desk.must(ClaimWish{id, "v1", "李*", desk.tick()});
  CHECK(holder_of(desk.wish(id)) == "v1");
  CHECK(events_of(desk.ask(ClaimWish{id, "v1", "李*", desk.tick()})).empty());
  CHECK(refusal(desk.ask(ClaimWish{id, "v2", "赵*", desk.tick()})) == WishRefusal::already_claimed);
  CHECK(refusal(desk.ask(ReleaseClaim{id, "v2", desk.tick()})) == WishRefusal::no_claim);
  desk.must(ReleaseClaim{id, "v1", desk.tick()});
  CHECK(desk.wish(id).holder() == nullptr);
  desk.must(ClaimWish{id, "v2", "赵*", desk.tick()});
  CHECK(holder_of(desk.wish(id)) == "v2");
}

TEST_CASE("claiming: says no with its reason", "[domain]") {
  WishDesk desk;
  const auto claim = [&](const WishId& id, const char* by = "v1", const char* name = "李*") {
    return refusal(desk.ask(ClaimWish{id, by, name, desk.tick()}));
  };
  CHECK(claim(WishId("none")) == WishRefusal::unknown_wish);
  CHECK(claim(desk.submit()) == WishRefusal::not_on_the_wall);
  SubmitWish appeal = desk.new_wish();
  appeal.kind = WishKind::appeal;
  desk.must(appeal);
  desk.must(PublishWish{appeal.wish, "修路灯", desk.tick()});
  CHECK(claim(appeal.wish) == WishRefusal::not_claimable);
  const WishId resolved = desk.at_state(WishState::resolved);
  desk.must(PublishWish{resolved, "要一条长椅", desk.tick()});
  CHECK(claim(resolved) == WishRefusal::not_claimable);
  SubmitWish own = desk.new_wish();
  own.subject = "v1";
  desk.must(own);
  desk.must(PublishWish{own.wish, "要一辆轮椅", desk.tick()});
  CHECK(claim(own.wish) == WishRefusal::own_wish);
  CHECK(claim(own.wish, "v2", "13812341234") == WishRefusal::contact_not_masked);
  CHECK(claim(own.wish, "") == WishRefusal::unknown_person);
  for (std::size_t i = 0; i < wish_claims_max; ++i) {
    desk.must(ClaimWish{own.wish, "v2", "李*", desk.tick()});
    desk.must(ReleaseClaim{own.wish, "v2", desk.tick()});
  }
  CHECK(claim(own.wish, "v3") == WishRefusal::claims_full);
  CHECK(desk.book.fold(WishClaimed{own.wish, "v3", "李*", desk.tick()}) == Folded::ignored);
  CHECK(refusal(desk.ask(ReleaseClaim{WishId("none"), "v1", desk.tick()})) == WishRefusal::unknown_wish);
  CHECK(refusal(desk.ask(SettleClaims{WishId("none"), "", desk.tick()})) == WishRefusal::unknown_wish);
  CHECK(refusal(desk.ask(SettleClaims{own.wish, "v9", desk.tick()})) == WishRefusal::no_claim);
}

TEST_CASE(
    "claims: of two made without a line the earlier holds, whatever the order of folding; the later is told",
    "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  WishDesk desk;
  const WishId id = desk.published();
  std::vector<WishClaimed> claims;
  for (int i = 0; i < 6; ++i) claims.push_back({id, "v" + std::to_string(i), "李*", desk.tick()});
  claims.push_back({id, "v00", "赵*", claims.front().at});  // at the very same time: by pseudonym
  for (int round = 0; round < 200; ++round) {
    std::shuffle(claims.begin(), claims.end(), dice);
    WishBook book = desk.book;
    for (const WishClaimed& claim : claims) CHECK(book.fold(claim) == Folded::applied);
    CHECK(holder_of(*book.find(id)) == "v0");
    const auto losers = told(decide(book, SettleClaims{id, "", desk.now}));
    CHECK(losers == std::vector<std::string>{"v00", "v1", "v2", "v3", "v4", "v5"});
    for (const WishClaimed& claim : claims) CHECK(book.fold(claim) == Folded::repeated);
  }
}

TEST_CASE("claims: each loser is told once", "[domain]") {
  WishDesk desk;
  const WishId id = desk.published();
  desk.must(ClaimWish{id, "v2", "赵*", desk.tick()});
  const WishClaimed earlier{id, "v1", "李*", desk.now - Milliseconds{500}};
  CHECK(desk.book.fold(earlier) == Folded::applied);
  CHECK(holder_of(desk.wish(id)) == "v1");
  CHECK(told(desk.ask(SettleClaims{id, "", desk.tick()})) == std::vector<std::string>{"v2"});
  CHECK(told(desk.ask(SettleClaims{id, "", desk.tick()})).empty());
  desk.must(ReleaseClaim{id, "v1", desk.tick()});
  CHECK(desk.wish(id).holder() == nullptr);  // who was told is not bound any more
}

TEST_CASE("claims: the hub can rule by corrected clocks against the kiosks' own times", "[domain]") {
  WishDesk desk;
  const WishId id = desk.published();
  desk.must(ClaimWish{id, "v1", "李*", desk.tick()});
  CHECK(desk.book.fold(WishClaimed{id, "v2", "赵*", desk.tick()}) == Folded::applied);
  CHECK(told(desk.ask(SettleClaims{id, "v2", desk.tick()})) == std::vector<std::string>{"v1"});
  CHECK(holder_of(desk.wish(id)) == "v2");
}

TEST_CASE("claims: whose claim was lost finds it on the wall, until they claim it again", "[domain]") {
  WishDesk desk;
  const WishId id = desk.published();
  const auto lost_by = [&](const char* by) { return desk.book.lost_by(by, desk.now).size(); };
  desk.must(ClaimWish{id, "v2", "赵*", desk.tick()});
  CHECK(desk.book.fold(WishClaimed{id, "v1", "李*", desk.now - Milliseconds{500}}) == Folded::applied);
  CHECK(lost_by("v2") == 0);  // nobody has ruled yet
  desk.must(SettleClaims{id, "", desk.tick()});
  REQUIRE(lost_by("v2") == 1);
  CHECK(desk.book.lost_by("v2", desk.now).front()->id == id);
  CHECK(lost_by("v1") == 0);
  CHECK(lost_by("") == 0);
  desk.must(ReleaseClaim{id, "v1", desk.tick()});
  desk.must(ClaimWish{id, "v2", "赵*", desk.tick()});
  CHECK(lost_by("v2") == 0);
  desk.must(ReleaseClaim{id, "v2", desk.tick()});
  CHECK(lost_by("v2") == 0);
  CHECK(desk.book.fold(WishClaimed{id, "v3", "钱*", desk.tick()}) == Folded::applied);
  CHECK(desk.book.fold(ClaimLost{id, "v3", desk.now, desk.tick()}) == Folded::applied);
  REQUIRE(lost_by("v3") == 1);
  desk.must(UnpublishWish{id, desk.tick()});
  CHECK(lost_by("v3") == 0);
}

TEST_CASE("claims: made twice by the holder are not lost, and both are given back", "[domain]") {
  WishDesk desk;
  const WishId id = desk.published();
  desk.must(ClaimWish{id, "v1", "李*", desk.tick()});
  CHECK(desk.book.fold(WishClaimed{id, "v1", "李*", desk.tick()}) == Folded::applied);
  CHECK(told(desk.ask(SettleClaims{id, "", desk.tick()})).empty());
  desk.must(ReleaseClaim{id, "v1", desk.tick()});
  CHECK(desk.wish(id).holder() == nullptr);
}

TEST_CASE("claims: one that arrives when the wish is settled takes nothing away, and is told", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::in_progress);
  desk.must(PublishWish{id, "要一条长椅", desk.tick()});
  desk.must(ClaimWish{id, "v1", "李*", desk.tick()});
  desk.must(ResolveWish{id, anyone, "送到了", {}, desk.tick()});
  CHECK(desk.book.fold(WishClaimed{id, "v0", "赵*", morning}) == Folded::applied);
  CHECK(holder_of(desk.wish(id)) == "v1");
  CHECK(told(desk.ask(SettleClaims{id, "", desk.tick()})) == std::vector<std::string>{"v0"});
}

TEST_CASE("claims: what ends one that there is not, or a second time, changes nothing", "[domain]") {
  WishDesk desk;
  const WishId id = desk.published();
  desk.must(ClaimWish{id, "v1", "李*", desk.tick()});
  const Instant claimed = desk.now;
  CHECK(desk.book.fold(ClaimLost{id, "v2", claimed, desk.now}) == Folded::ignored);
  CHECK(desk.book.fold(ClaimLost{id, "v1", claimed - Milliseconds{1}, desk.now}) == Folded::ignored);
  CHECK(desk.book.fold(ClaimReleased{id, "v1", claimed, desk.now}) == Folded::applied);
  CHECK(desk.book.fold(ClaimReleased{id, "v1", claimed, desk.now}) == Folded::repeated);
  CHECK(desk.book.fold(ClaimLost{id, "v1", claimed, desk.now}) == Folded::ignored);
}
