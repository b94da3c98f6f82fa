// Who puts down a card at the list of lessons, and what of it is kept.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

const std::string number = "210904194903070010";

domain::Person somebody() {
  domain::Person person;
  person.id_number = Sensitive<std::string>(number);
  return person;
}

/// What the station was asked of a card's progress, in order.
std::vector<kiosk::ProgressAsk> progress_asks(const DrawnScreen& drawn) {
  std::vector<kiosk::ProgressAsk> all;
  for (const kiosk::StationCommand& command : drawn.commands()) {
    if (const auto* ask = std::get_if<kiosk::ProgressAsk>(&command)) all.push_back(*ask);
  }
  return all;
}

TEST_CASE("practice: who puts down a card sees earlier stars, and what they finish is kept with them") {
  DrawnScreen drawn;
  drawn.open("practice.list");
  CHECK(drawn.shows("不记姓名"));  // before anybody puts it down
  drawn.tap("practice.list.card");
  CHECK(drawn.screen() == "identity.consent");
  drawn.tap("identity.consent.agree");
  drawn.card(
      {hal::CardKind::resident, Sensitive<std::string>("王建明"), Sensitive<std::string>(number), {}, '1'});
  drawn.draw();
  drawn.tap("identity.read.next");
  CHECK(drawn.screen() == "practice.list");
  REQUIRE(progress_asks(drawn).size() == 1);
  const kiosk::ProgressAsk asked = progress_asks(drawn).front();
  const domain::LessonScene first_scene{.pack = "try-first",
                                        .scene = drawn.practice().find("try-first")->scenes.front().id};
  CHECK(asked.number.reveal() == number);
  CHECK_FALSE(asked.finished);
  CHECK_FALSE(drawn.shows("★"));
  drawn.practice().take(
      kiosk::ProgressShown{.ask = asked.ask, .is_known = true, .stars = {{first_scene, 2}}});
  drawn.draw();
  CHECK(drawn.shows("先试一试  ★★☆"));
  CHECK(drawn.find("practice.list.card") == nullptr);
  drawn.tap("practice.list.row.try-first");
  for (int i = 0; i < 7; ++i) do_step(drawn);
  drawn.draw();
  CHECK(drawn.shows("★★★"));
  REQUIRE(progress_asks(drawn).size() == 2);
  CHECK(progress_asks(drawn).back().finished == first_scene);
  CHECK(progress_asks(drawn).back().stars == 3);
  drawn.leave();
  drawn.open("practice.list");
  CHECK_FALSE(drawn.shows("★"));
  CHECK(drawn.find("practice.list.card") != nullptr);
}

TEST_CASE(
    "practice: without the card, or with one put down for something else, nothing is kept of a person") {
  DrawnScreen drawn;
  drawn.services().session.person = somebody();
  drawn.open("practice.list");
  drawn.tap("practice.list.row.try-first");
  for (int i = 0; i < 7; ++i) do_step(drawn);
  drawn.draw();
  CHECK(drawn.screen() == "practice.done");
  CHECK(progress_asks(drawn).empty());
}

TEST_CASE("practice: where earlier progress cannot be found it says so, and she practises all the same") {
  DrawnScreen drawn;
  drawn.services().session.person = somebody();
  drawn.open("practice.list");
  drawn.tap("practice.list.card");
  REQUIRE(progress_asks(drawn).size() == 1);
  drawn.practice().take(
      kiosk::ProgressShown{.ask = progress_asks(drawn).back().ask, .is_known = false, .stars = {}});
  drawn.draw();
  CHECK(drawn.shows("现在查不到"));
  drawn.tap("practice.list.row.try-first");
  CHECK(playing(drawn).step().id == "wake");
}

}  // namespace
}  // namespace yz::test
