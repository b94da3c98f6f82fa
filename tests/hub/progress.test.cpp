// What somebody who put down a card learnt on the practice phone: kept by pseudonym, told to the station's
// other kiosks, forgotten after two years.
#include <catch2/catch_test_macros.hpp>

#include "domain/lessons/progress_json.h"
#include "hub/store/progress.h"
#include "hub/terms.h"
#include "tests/hub/lesson_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;

namespace {

struct Learners {
  SchoolDesk desk;

  void learn(TestKiosk& by, const std::string& pack, int stars, const std::string& person = "q3Zx81") {
    const ProgressRecorded event{
        .person = person, .scene = {pack, "main"}, .stars = stars, .at = desk.hub.clock.now()};
    by.raw(line_of(by, hub::new_ulid(desk.hub.clock), event, desk.hub.clock.now()).dump());
    desk.sync(by);
  }
  PersonProgress of(const std::string& station = "taiping") {
    const auto found = hub::store::progress_of(desk.hub.hub().database(), station, "q3Zx81");
    REQUIRE(found);
    return *found;
  }
};

}  // namespace

TEST_CASE("progress: the most stars and the last time are kept, and the other kiosks hear of it", "[hub]") {
  Learners learners;
  auto& [desk] = learners;
  const auto other = desk.hub.enrolled();
  const Instant first = desk.hub.clock.now();
  learners.learn(*desk.kiosk, "pay", 3);
  desk.hub.clock.advance(std::chrono::hours{1});
  learners.learn(*other, "pay", 1);
  CHECK(learners.of() == PersonProgress{{{"pay", "main"}, {3, first + std::chrono::hours{1}}}});
  learners.learn(*desk.kiosk, "call", 2);
  CHECK(learners.of().size() == 2);
  CHECK(desk.hub.feed_of(*other, "progress.recorded").size() == 2);  // not its own
  CHECK(desk.hub.feed_of(*desk.kiosk, "progress.recorded").size() == 1);
  CHECK(learners.of("xihe").empty());
}

TEST_CASE("progress: what is no progress becomes a dead letter", "[hub]") {
  Learners learners;
  learners.learn(*learners.desk.kiosk, "pay", 4);
  CHECK(learners.desk.last_letter() == "body");
  learners.learn(*learners.desk.kiosk, "pay", 3, "王建明");
  CHECK(learners.desk.last_letter() == "body");
  CHECK(learners.of().empty());
}

TEST_CASE("progress: two years after it was last learnt a scene is forgotten", "[hub]") {
  Learners learners;
  auto& [desk] = learners;
  learners.learn(*desk.kiosk, "pay", 3);
  desk.hub.clock.advance(std::chrono::hours{1});
  learners.learn(*desk.kiosk, "call", 3);
  desk.hub.clock.advance(progress_kept - std::chrono::hours{1});
  CHECK(hub::erase_past_terms(desk.hub.hub())->progress == 0);
  desk.hub.clock.advance(Milliseconds{1});
  CHECK(hub::erase_past_terms(desk.hub.hub())->progress == 1);
  CHECK(learners.of().size() == 1);
  CHECK(learners.of().contains({"call", "main"}));
}
