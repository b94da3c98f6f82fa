#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "domain/wishes/wishes_json.h"
#include "hub/apply.h"
#include "hub/store/wish_blocks.h"
#include "hub/store/wishes.h"
#include "tests/hub/wish_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;

namespace {

using Codes = std::vector<std::string>;

WishId published(WishDesk& desk) {
  const WishId id = desk.submit();
  desk.act("dispatcher", id, "publish", {{"text", "想要一盏灯"}});
  return id;
}

WishClaimed claim_of(const WishId& wish, const std::string& by, Instant at) {
  return {.wish = wish, .by = by, .name = "李*", .at = at};
}

ClaimState claim_state(const Wish& wish, const std::string& by) {
  for (const WishClaim& claim : wish.claims) {
    if (claim.by == by) return claim.state;
  }
  FAIL("no claim of " << by);
  return ClaimState::lost;
}

/// How the kiosk's clock stood: offset and uncertainty in ms, age in s.
json clock_mark(std::int64_t offset, std::int64_t uncertainty, std::int64_t age = 0) {
  return {{"clk", {offset, uncertainty, age}}};
}

}  // namespace

TEST_CASE("apply: a wish of a kiosk stands in the book, in the store and in the others' feed, once",
          "[hub]") {
  WishDesk desk;
  const auto other = desk.hub.enrolled();
  const WishId id = desk.submit("楼道灯坏了");
  CHECK(desk.wish(id).state == WishState::submitted);
  const auto row = hub::store::find_wish(desk.hub.hub().database(), id.value);
  REQUIRE((row && *row));
  CHECK((*row)->number == desk.wish(id).number);
  CHECK((*row)->due == desk.hub.clock.now() + std::chrono::hours(24));
  REQUIRE(desk.hub.feed_of(*other, "wish.submitted").size() == 1);
  CHECK(desk.hub.feed_of(*desk.kiosk, "wish.submitted").empty());  // its own
  REQUIRE(desk.hub.send(*desk.kiosk, 1, desk.kiosk->size()).status == 200);
  desk.hub.apply();
  CHECK(desk.hub.feed_of(*other, "wish.submitted").size() == 1);
  CHECK(desk.letters().empty());
  desk.hub.restart();
  CHECK(desk.wish(id).number == (*row)->number);
}

TEST_CASE("apply: what a resident told is in no row, no feed and no file of the hub in clear", "[hub]") {
  WishDesk desk;
  const auto other = desk.hub.enrolled();
  const std::string words = "楼道灯坏了三天";
  const WishId id = desk.submit(words);
  for (const json& line : desk.hub.feed(*other)) {
    CHECK(line.dump().find(words) == std::string::npos);
    CHECK_FALSE(line.contains("seal"));
    CHECK_FALSE((line.contains("event") && line.at("event").contains("seal")));
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(desk.hub.folder())) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = hub::read_whole(entry.path(), 64U << 20U);
    REQUIRE(bytes);
    ++files;
    INFO(entry.path());
    CHECK(bytes->find(words) == std::string::npos);
    CHECK(bytes->find("13800001234") == std::string::npos);
  }
  CHECK(files >= 2);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_box") == 1);
}

TEST_CASE("apply: a wish event that cannot be becomes a dead letter and stops nobody else", "[hub]") {
  WishDesk desk;
  TestKiosk& kiosk = *desk.kiosk;
  const auto one = desk.drafted(kiosk);
  std::string expected;
  SECTION("unknown type") {
    kiosk.line("wish.teleported", R"({"wish":"x"})");
    expected = "unknown_type";
    CHECK(kiosk.size() == 1);
  }
  SECTION("unknown version") {
    kiosk.line("wish.submitted", to_json(WishEvent(one)), 99);
    expected = "unknown_type";
    CHECK(kiosk.size() == 1);
  }
  SECTION("field missing") {
    kiosk.line("wish.rated", R"({"wish":"01ARZ3NDEKTSV4RRFFQ69G5FAV","at":5})");
    expected = "body";
    CHECK(kiosk.size() == 1);
  }
  SECTION("a contact that is not masked") {
    auto plain = one;
    plain.masked_contact = "13800001234";
    desk.write(kiosk, plain);
    expected = "body";
    CHECK(kiosk.size() == 1);
  }
  SECTION("a rule is broken") {
    desk.write(kiosk, WishRated{.wish = one.wish, .stars = 5, .reason = {}, .at = desk.hub.clock.now()});
    expected = "rule";
    CHECK(kiosk.size() == 1);
  }
  SECTION("a number of another kiosk's block") {
    const auto other = desk.hub.enrolled();
    auto foreign = one;
    foreign.number = desk.drafted(*other).number;
    desk.write(kiosk, foreign);
    expected = "number";
    CHECK(kiosk.size() == 1);
  }
  SECTION("a number that another wish has") {
    desk.write(kiosk, one);
    desk.sync(kiosk);
    auto twin = desk.drafted(kiosk);
    twin.number = one.number;
    desk.write(kiosk, twin);
    expected = "number";
    CHECK(kiosk.size() == 2);
  }
  SECTION("a box that does not open") {
    desk.write(kiosk, one, {{"seal", {{"k", "seal-1"}, {"c", hub::to_base64(std::string(80, 'x'))}}}});
    expected = "box_does_not_open";
    CHECK(kiosk.size() == 1);
  }
  SECTION("a box of another event") {
    desk.write_sealed(kiosk, one, {{"words", "灯"}}, {{"op", kiosk.fresh_id()}});
    expected = "box_of_another_event";
    CHECK(kiosk.size() == 1);
  }
  const auto well = desk.drafted(kiosk);
  desk.write(kiosk, well);
  desk.sync(kiosk);
  CHECK(desk.letters() == Codes{expected});
  CHECK(desk.wish(well.wish).state == WishState::submitted);
}

TEST_CASE("apply: a kiosk makes only what residents and volunteers do", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  const Instant at = desk.hub.clock.now();
  const WishEvent event = GENERATE_COPY(
      WishEvent(WishTriaged{id, Matter::small, at}), WishEvent(WishDispatched{id, UnitId("property"), at}),
      WishEvent(WishAccepted{id, UnitId("property"), at}),
      WishEvent(WishResolved{id, UnitId("property"), "done", {}, at}), WishEvent(WishPublished{id, "x", at}),
      WishEvent(WishEscalated{id, Level::community, Level::street, at, at}),
      WishEvent(WishClosed{id, WishClosing::silence, at}), WishEvent(ClaimLost{id, "v1", at, at}));
  desk.write(*desk.kiosk, event);
  desk.sync(*desk.kiosk);
  CHECK(desk.letters() == Codes{"not_a_kiosks"});
  CHECK(desk.wish(id).steps.size() == 1);
}

TEST_CASE("apply: no kiosk touches a wish of another station", "[hub]") {
  WishDesk desk;
  desk.hub.add_station("xihe");
  const auto theirs = desk.hub.enrolled("xihe");
  const WishId id = published(desk);
  const Instant at = desk.hub.clock.now();
  desk.write(*theirs, WishSupported{.wish = id, .by = "v1", .at = at});
  desk.sync(*theirs);
  CHECK(desk.letters() == Codes{"foreign_entity"});
  CHECK(desk.wish(id).supporters.empty());
  for (const json& line : desk.hub.feed(*theirs)) CHECK(line.dump().find(id.value) == std::string::npos);
}

TEST_CASE("apply: a wish is of the station where its kiosk stands, whatever its content says", "[hub]") {
  WishDesk desk;
  desk.hub.add_station("xihe");
  auto wish = desk.drafted(*desk.kiosk);
  wish.station = StationId("xihe");
  desk.write(*desk.kiosk, wish);
  desk.sync(*desk.kiosk);
  CHECK(desk.letters().empty());
  CHECK(desk.wish(wish.wish).station == StationId("taiping"));
  desk.hub.restart();
  CHECK(desk.wish(wish.wish).station == StationId("taiping"));
}

TEST_CASE("apply: later events of a wish wait for its submission, and go on after it", "[hub]") {
  WishDesk desk;
  const auto helper = desk.hub.enrolled();
  const auto wish = desk.drafted(*desk.kiosk);
  desk.write(*helper, WishSupported{.wish = wish.wish, .by = "v1", .at = desk.hub.clock.now()});
  desk.sync(*helper);
  CHECK(desk.letters() == Codes{"rule"});
  desk.write(*desk.kiosk, wish);
  desk.sync(*desk.kiosk);
  // It is there now; the support still does not fit, because the wish is not on the wall.
  CHECK(desk.wish(wish.wish).state == WishState::submitted);
}

TEST_CASE("apply: a rating at the kiosk closes, or passes it up", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  desk.resolve(id);
  desk.hub.clock.advance(std::chrono::hours(1));
  const Instant at = desk.hub.clock.now();
  SECTION("satisfied") {
    desk.write(*desk.kiosk, WishRated{.wish = id, .stars = 5, .reason = {}, .at = at});
    desk.write(*desk.kiosk, WishClosed{.wish = id, .by = WishClosing::rating, .at = at});
    desk.sync(*desk.kiosk);
    CHECK(desk.wish(id).state == WishState::closed);
    CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish WHERE due = 0 AND stars = 5 AND closed_at > 0") == 1);
  }
  SECTION("not") {
    desk.write(*desk.kiosk, WishRated{.wish = id, .stars = 1, .reason = WishReasonId("not-done"), .at = at});
    desk.write(*desk.kiosk, WishReopened{.wish = id, .to = Level::street, .at = at});
    desk.sync(*desk.kiosk);
    CHECK(desk.wish(id).state == WishState::triaged);
    CHECK(desk.wish(id).level == Level::street);
  }
  CHECK(desk.letters().empty());
}

TEST_CASE("claims: of two made offline the earlier by corrected clocks holds, the later one is told",
          "[hub]") {
  WishDesk desk;
  const auto other = desk.hub.enrolled();
  const WishId id = published(desk);
  const Instant now = desk.hub.clock.now();
  // The first kiosk's wall clock is an hour slow and its body says so: only the correction tells the truth.
  const Instant early = now - std::chrono::minutes(10);
  const Instant late = now - std::chrono::minutes(5);
  desk.write(
      *desk.kiosk, claim_of(id, "v-late", late - std::chrono::hours(1)),
      {{"clk", {3'600'000, 40, 60}}, {"wall", (late - std::chrono::hours(1)).time_since_epoch().count()}});
  desk.write(*other, claim_of(id, "v-early", early),
             {{"clk", {0, 40, 60}}, {"wall", early.time_since_epoch().count()}});
  const bool is_late_one_first = GENERATE(true, false);
  desk.sync(is_late_one_first ? *desk.kiosk : *other);
  CHECK(desk.hub.feed_of(*other, "wish.claim_lost").empty());
  desk.sync(is_late_one_first ? *other : *desk.kiosk);
  REQUIRE(desk.wish(id).holder() != nullptr);
  CHECK(desk.wish(id).holder()->by == "v-early");
  CHECK(claim_state(desk.wish(id), "v-late") == ClaimState::lost);
  const auto told = desk.hub.feed_of(*desk.kiosk, "wish.claim_lost");
  REQUIRE(told.size() == 1);
  CHECK(told[0].at("body").at("by") == "v-late");
  CHECK(told[0].at("src") == "hub");
  CHECK(desk.hub.feed_of(*other, "wish.claim_lost").size() == 1);
}

TEST_CASE("claims: within the clocks' uncertainty the order of receipt decides", "[hub]") {
  WishDesk desk;
  const auto other = desk.hub.enrolled();
  const WishId id = published(desk);
  const Instant now = desk.hub.clock.now();
  const auto wall = [](Instant at) { return json{{"wall", at.time_since_epoch().count()}}; };
  json mark_first = wall(now);
  json mark_second = wall(now - std::chrono::seconds(1));
  SECTION("both are unsure by more than lies between them") {
    mark_first.update(clock_mark(0, 600));
    mark_second.update(clock_mark(0, 600));
    CHECK(mark_first.size() == 2);
  }
  SECTION("a clock compared three days ago has drifted") {
    mark_first.update(clock_mark(0, 10, 3 * 24 * 3'600));
    mark_second.update(clock_mark(0, 10));
    CHECK(mark_first.size() == 2);
  }
  SECTION("one has never met the hub") {
    mark_first.update(clock_mark(0, 10));
    CHECK(mark_second.size() == 1);
  }
  desk.write(*desk.kiosk, claim_of(id, "v-first", now), mark_first);
  desk.write(*other, claim_of(id, "v-second", now - std::chrono::seconds(1)), mark_second);
  desk.sync(*desk.kiosk);
  desk.sync(*other);
  REQUIRE(desk.wish(id).holder() != nullptr);
  CHECK(desk.wish(id).holder()->by == "v-first");
  CHECK(claim_state(desk.wish(id), "v-second") == ClaimState::lost);
}

TEST_CASE("claims: one that comes after the wish was settled is told so", "[hub]") {
  WishDesk desk;
  const auto other = desk.hub.enrolled();
  const WishId id = published(desk);
  desk.resolve(id);
  desk.write(*other, claim_of(id, "v1", desk.hub.clock.now()));
  desk.sync(*other);
  CHECK(claim_state(desk.wish(id), "v1") == ClaimState::lost);
  CHECK(desk.hub.feed_of(*other, "wish.claim_lost").size() == 1);
}

TEST_CASE("blocks: thirty kiosks have two each, never the same, and hear only the whole of it", "[hub]") {
  WishDesk desk;
  std::set<int> all;
  std::vector<std::unique_ptr<TestKiosk>> kiosks;
  for (int i = 0; i < 30; ++i) kiosks.push_back(desk.hub.enrolled());
  for (const auto& kiosk : kiosks) {
    const auto blocks = hub::store::wish_blocks_of(desk.hub.hub().database(), kiosk->id());
    REQUIRE(blocks);
    CHECK(blocks->size() == 2);
    all.insert(blocks->begin(), blocks->end());
    json grant;
    for (const json& line : desk.hub.feed(*kiosk)) {
      if (line.at("kind") == "grant" && line.at("device") == kiosk->id()) grant = line;
    }
    REQUIRE(grant.is_object());
    CHECK(grant.at("wish_blocks") == json(*blocks));
  }
  CHECK(all.size() == 60);
  desk.hub.restart();
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish_block") == 62);  // none twice by the start
}

TEST_CASE("blocks: a kiosk of before there were blocks has its own at the next start", "[hub]") {
  WishDesk desk;
  REQUIRE(desk.hub.hub().database().run("DELETE FROM wish_block"));
  const auto revoked = desk.hub.enrolled();
  REQUIRE(desk.hub.hub().database().run("DELETE FROM wish_block"));
  REQUIRE(desk.hub.hub().database().run("UPDATE device SET state = 'revoked' WHERE id = $1",
                                        std::string_view(revoked->id())));
  desk.hub.restart();
  CHECK(hub::store::wish_blocks_of(desk.hub.hub().database(), desk.kiosk->id())->size() == 2);
  CHECK(hub::store::wish_blocks_of(desk.hub.hub().database(), revoked->id())->empty());
}

TEST_CASE("blocks: one more comes when fewer than a hundred numbers are left, once", "[hub]") {
  WishDesk desk;
  auto& database = desk.hub.hub().database();
  const auto blocks = [&] { return hub::store::wish_blocks_of(database, desk.kiosk->id())->size(); };
  const auto use = [&](int n) {
    auto wish = desk.drafted(*desk.kiosk);
    wish.number = *wish_number_of(2026, *hub::store::wish_blocks_of(database, desk.kiosk->id()), n);
    desk.write(*desk.kiosk, wish);
    desk.sync(*desk.kiosk);
  };
  use(299);  // 100 left
  CHECK(blocks() == 2);
  use(300);
  CHECK(blocks() == 3);
  use(301);
  use(250);  // an older one that came late
  CHECK(blocks() == 3);
  use(500);
  CHECK(blocks() == 4);
  CHECK(desk.letters().empty());
}

TEST_CASE("blocks: no kiosk can use up the others' numbers", "[hub]") {
  WishDesk desk;
  auto& database = desk.hub.hub().database();
  for (int i = 0; i < 60; ++i) {
    auto wish = desk.drafted(*desk.kiosk);
    const auto blocks = *hub::store::wish_blocks_of(database, desk.kiosk->id());
    wish.number =
        *wish_number_of(2026, blocks, static_cast<int>(blocks.size()) * wish_block_numbers - 1 - i % 2);
    desk.write(*desk.kiosk, wish);
    desk.sync(*desk.kiosk);
  }
  CHECK(hub::store::wish_blocks_of(database, desk.kiosk->id())->size() == 50);
}
