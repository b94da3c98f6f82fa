#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "hub/store/wishes.h"
#include "hub/wish_clock.h"
#include "hub/worker.h"
#include "tests/hub/wish_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

std::size_t tick(WishDesk& desk) {
  const auto made = hub::run_wish_clock(desk.hub.hub());
  REQUIRE(made);
  return *made;
}

std::size_t stored(WishDesk& desk, const char* type) {
  return desk.hub.rows((std::string("SELECT COUNT(*) FROM event WHERE type = '") + type + "'").c_str());
}

}  // namespace

TEST_CASE("wish clock: a missed deadline passes a wish up once, also across restarts", "[hub]") {
  WishDesk desk;
  const auto other = desk.hub.enrolled();
  const WishId id = desk.submit();
  CHECK(tick(desk) == 0);
  desk.hub.clock.advance(hours(24));
  CHECK(tick(desk) == 0);  // due now is not late
  desk.hub.clock.advance(Milliseconds(1));
  CHECK(tick(desk) == 1);
  CHECK(desk.wish(id).level == Level::street);
  CHECK(tick(desk) == 0);
  desk.hub.restart();
  CHECK(tick(desk) == 0);
  CHECK(desk.wish(id).level == Level::street);
  CHECK(stored(desk, "wish.escalated") == 1);
  REQUIRE(desk.hub.feed_of(*other, "wish.escalated").size() == 1);
  CHECK(desk.hub.feed_of(*other, "wish.escalated")[0].at("who") == "hub");
  // The street has a deadline of its own, and the district none above it.
  desk.hub.clock.advance(hours(100));
  CHECK(tick(desk) == 1);
  desk.hub.restart();
  desk.hub.clock.advance(hours(1'000));
  CHECK(tick(desk) == 0);
  CHECK(desk.wish(id).level == Level::district);
}

TEST_CASE("wish clock: what passed while the hub was down is told at the start", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  desk.hub.clock.advance(hours(72));
  desk.hub.restart();
  CHECK(tick(desk) == 1);
  CHECK(desk.wish(id).level == Level::street);
}

TEST_CASE("wish clock: an urgent wish that nobody answers goes up after fifteen minutes", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit("", [](WishSubmitted& w) { w.is_urgent = true; });
  const WishId calm = desk.submit();
  SECTION("nobody") {
    desk.hub.clock.advance(minutes(15) + Milliseconds(1));
    CHECK(tick(desk) == 1);
    CHECK(desk.wish(id).level == Level::street);
  }
  SECTION("a unit accepted, without being asked") {
    desk.act("property", id, "accept");
    desk.hub.clock.advance(minutes(16));
    CHECK(tick(desk) == 0);
    CHECK(desk.wish(id).level == Level::community);
  }
  CHECK(desk.wish(calm).level == Level::community);
}

TEST_CASE("wish clock: seven days without a word close what was resolved", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  desk.resolve(id);
  desk.hub.clock.advance(hours(24 * 7) - Milliseconds(1));
  CHECK(tick(desk) == 0);
  desk.hub.restart();
  desk.hub.clock.advance(Milliseconds(1));
  CHECK(tick(desk) == 1);
  CHECK(desk.wish(id).state == WishState::closed);
  CHECK(desk.wish(id).closed_by == WishClosing::silence);
  CHECK(tick(desk) == 0);
  desk.hub.restart();
  CHECK(desk.wish(id).state == WishState::closed);
  CHECK(stored(desk, "wish.closed") == 1);
}

TEST_CASE("wish clock: other rules in new content move the deadlines of what is open", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  WishContent content = wish_wall();
  content.rules.triage = hours(2);
  desk.publish("taiping", content);
  const auto row = hub::store::find_wish(desk.hub.hub().database(), id.value);
  REQUIRE((row && *row));
  CHECK((*row)->due == desk.wish(id).submitted_at + hours(2));
  desk.hub.clock.advance(hours(3));
  CHECK(tick(desk) == 1);
  desk.hub.restart();
  CHECK(desk.wish(id).level == Level::street);
}

TEST_CASE("wish clock: five hundred overdue at once are told in slices, none twice, none left", "[hub]") {
  WishDesk desk;
  for (int i = 0; i < 300; ++i) desk.write(*desk.kiosk, desk.drafted(*desk.kiosk));
  desk.sync(*desk.kiosk);
  const auto other = desk.hub.enrolled();
  for (int i = 0; i < 200; ++i) desk.write(*other, desk.drafted(*other));
  desk.sync(*other);
  desk.hub.clock.advance(hours(25));
  std::size_t told = 0;
  for (std::size_t made = tick(desk); made > 0; made = tick(desk)) {
    CHECK(made <= hub::wish_clock_slice);
    told += made;
  }
  CHECK(told == 500);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish WHERE level = 'street'") == 500);
}

TEST_CASE("wish clock: a store that fails half way leaves the books as the store is", "[hub]") {
  WishDesk desk;
  const WishId id = desk.submit();
  desk.hub.clock.advance(hours(25));
  auto& database = desk.hub.hub().database();
  REQUIRE(database.script("ALTER TABLE feed RENAME TO feed_away"));
  CHECK_FALSE(hub::run_wish_clock(desk.hub.hub()));
  CHECK(desk.wish(id).level == Level::community);
  REQUIRE(database.script("ALTER TABLE feed_away RENAME TO feed"));
  CHECK(tick(desk) == 1);
  CHECK(desk.wish(id).level == Level::street);
}

TEST_CASE("wish clock: one station's trouble is not the others'", "[hub]") {
  WishDesk desk;
  const WishId ours = desk.submit();
  desk.hub.add_station("xihe");
  const auto kiosk = desk.hub.enrolled("xihe");
  auto drafted = desk.drafted(*kiosk, "xihe");
  desk.write(*kiosk, drafted);
  desk.sync(*kiosk);
  desk.hub.clock.advance(hours(25));
  auto& database = desk.hub.hub().database();
  // Either may be the first that is due.
  const std::string broken = GENERATE("taiping", "xihe");
  // Its feed takes no line after the last one it has.
  const std::string of_it = " WHERE station = '" + broken + "'";
  const auto last = desk.hub.rows(("SELECT MAX(rev) FROM feed" + of_it).c_str());
  REQUIRE(database.script("CREATE UNIQUE INDEX broken ON feed (station)" + of_it +
                          " AND rev >= " + std::to_string(last)));
  CHECK(tick(desk) == 1);
  CHECK((desk.wish(ours).level == Level::community) == (broken == "taiping"));
  REQUIRE(database.script("DROP INDEX broken"));
  CHECK(tick(desk) == 1);
  CHECK(desk.hub.rows("SELECT COUNT(*) FROM wish WHERE level = 'street'") == 2);
}

TEST_CASE("wish clock: the worker runs it at the start and then by itself", "[hub]") {
  TempDir folder;
  FakeClock clock;
  WishId id;
  {
    WishDesk desk;
    id = desk.submit();
    std::filesystem::copy(desk.hub.folder(), folder.path() / "data",
                          std::filesystem::copy_options::recursive);
  }
  clock.advance(hours(25));
  auto hub = hub::Hub::open(folder.path() / "data", clock);
  REQUIRE(hub);
  auto worker = hub::Worker::start(*std::move(hub));
  const auto level_now = [&] {
    const auto answer = worker->call([&](hub::Hub& running) -> Result<nlohmann::json> {
      const auto book = running.books().wishes().find("taiping");
      return nlohmann::json(static_cast<int>((*book)->find(id)->level));
    });
    return answer ? answer->get<int>() : -1;
  };
  // Calls are carried out between the worker's rounds: the second one comes after a whole round.
  (void)level_now();
  CHECK(level_now() == static_cast<int>(Level::street));
  clock.advance(hours(100));
  (void)level_now();
  CHECK(level_now() == static_cast<int>(Level::district));
}
