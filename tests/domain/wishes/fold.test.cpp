#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>

#include "tests/domain/wishes/random_days.h"

using namespace yz::test;

namespace {

WishBook book_of(const WishEvents& log) {
  WishBook book(small_wall());
  for (const WishEvent& event : log) (void)book.fold(event);
  return book;
}

}  // namespace

TEST_CASE("wish fold: the same events give the same book, and a second time nothing", "[domain]") {
  RandomDays random(Catch::getSeed());
  for (int round = 0; round < 20; ++round) {
    const WishEvents log = random.days(200);
    WishBook book(small_wall());
    for (const WishEvent& event : log) {
      CAPTURE(to_json(event), kind_of(event).type);
      CHECK(book.fold(event) == Folded::applied);
      CHECK(book.fold(event) == Folded::repeated);
    }
    const std::string once = picture(book);
    for (const WishEvent& event : log) CHECK(book.fold(event) == Folded::repeated);
    CHECK(picture(book) == once);
  }
}

TEST_CASE("wish fold: a kiosk, to which no notes come, has the hub's book but for them", "[domain]") {
  RandomDays random(Catch::getSeed());
  const WishEvents log = random.days(400);
  WishEvents bare;
  for (const WishEvent& event : log) bare.push_back(without_notes(event));
  WishBook hub = book_of(log);
  const WishBook kiosk = book_of(bare);
  CHECK(picture(hub) != picture(kiosk));
  for (const Wish* wish : hub.all()) {
    Wish without = *wish;
    for (WishStep& step : without.steps) step.note.clear();
    hub.restore(without);
  }
  CHECK(picture(hub) == picture(kiosk));
}

TEST_CASE("wish fold: does not ask what the content says", "[domain]") {
  RandomDays random(Catch::getSeed());
  const WishEvents log = random.days(400);
  WishBook other{WishContent{}};
  for (const WishEvent& event : log) CHECK(other.fold(event) == Folded::applied);
  CHECK(picture(other) == picture(book_of(log)));
}

TEST_CASE("wish fold: any order of events leaves a book that holds together", "[domain]") {
  RandomDays random(Catch::getSeed());
  for (int round = 0; round < 50; ++round) {
    WishEvents log = random.days(200);
    std::shuffle(log.begin(), log.end(), random.dice());
    const WishBook book = book_of(log);
    std::set<std::string> numbers;
    for (const Wish* wish : book.all()) {
      CAPTURE(to_json(*wish));
      CHECK(numbers.insert(wish->number).second);
      CHECK(book.find_by_number(wish->number) == wish);
      CHECK(owner_and_deadline(*wish, book.content().rules).has_value() == wish->is_open());
      CHECK((wish->closed_by == WishClosing::none) == wish->is_open());
      CHECK((wish->closed_by != WishClosing::rating || wish->stars >= wish_satisfied_stars_min));
      CHECK((wish->state != WishState::dispatched || !wish->unit.empty()));
      CHECK(std::ranges::is_sorted(wish->claims, {}, [](const WishClaim& c) { return c.at; }));
      CHECK(parse_wish(to_json(*wish)) == *wish);
    }
  }
}

TEST_CASE("wish fold: an excerpt of the book folds an event to the same wish", "[domain]") {
  RandomDays random(Catch::getSeed());
  WishBook book(small_wall());
  for (const WishEvent& event : random.days(400)) {
    const WishId id = wish_of(event);
    WishBook small = book.excerpt({id});
    (void)small.fold(event);
    (void)book.fold(event);
    REQUIRE(small.find(id) != nullptr);
    CHECK(to_json(*small.find(id)) == to_json(*book.find(id)));
  }
}

TEST_CASE("wish fold: what does not fit is ignored and changes nothing", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  const std::string before = picture(desk.book);
  const WishId stranger("stranger");
  const Instant at = desk.tick();
  const WishEvents misfits{WishTriaged{stranger, Matter::small, at},
                           WishTriaged{id, Matter::none, at},
                           WishDispatched{id, property, at},
                           WishAccepted{id, property, at},
                           WishDeclined{id, property, "忙", at},
                           WishProgressed{id, property, "看过", at},
                           WishResolved{id, property, "好了", monday, at},
                           WishRated{id, 5, {}, at},
                           WishRated{id, 0, {}, at},
                           WishReopened{id, Level::street, at},
                           WishEscalated{id, Level::street, Level::district, at, at},
                           WishEscalated{id, Level::community, Level::community, at, at},
                           WishClosed{id, WishClosing::rating, at},
                           WishClosed{id, WishClosing::silence, at},
                           WishClosed{id, WishClosing::none, at},
                           WishPublished{stranger, "字", at},
                           WishPublished{id, "a\x01", at},
                           WishUnpublished{id, at},
                           WishSupported{stranger, "p1", at},
                           WishSupported{id, "", at},
                           WishClaimed{stranger, "v1", "李*", at},
                           WishClaimed{id, "", "李*", at},
                           ClaimLost{id, "v1", at, at},
                           ClaimReleased{stranger, "v1", at, at}};
  for (const WishEvent& event : misfits) {
    CAPTURE(kind_of(event).type);
    CHECK(desk.book.fold(event) == Folded::ignored);
  }
  CHECK(picture(desk.book) == before);
}

TEST_CASE("wish fold: nothing but a satisfied rating or silence closes, whatever an event says", "[domain]") {
  for (const WishState state : {WishState::submitted, WishState::triaged, WishState::dispatched,
                                WishState::accepted, WishState::in_progress, WishState::resolved}) {
    WishDesk desk;
    const WishId id = desk.at_state(state);
    CHECK(desk.book.fold(WishClosed{id, WishClosing::rating, desk.tick()}) == Folded::ignored);
    const auto silent = desk.book.fold(WishClosed{id, WishClosing::silence, desk.tick()});
    CHECK(silent == (state == WishState::resolved ? Folded::applied : Folded::ignored));
  }
  WishDesk desk;
  const WishId id = desk.at_state(WishState::resolved);
  CHECK(desk.book.fold(WishRated{id, 2, {}, desk.tick()}) == Folded::applied);
  CHECK(desk.book.fold(WishClosed{id, WishClosing::rating, desk.tick()}) == Folded::ignored);
  CHECK(desk.book.fold(WishClosed{id, WishClosing::silence, desk.tick()}) == Folded::ignored);
}

TEST_CASE("wish fold: a rating made in time counts though the wish was closed for silence before it arrived",
          "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::resolved);
  WishBook kiosk = desk.book;  // it has no line from here on
  const Instant rated = desk.now + std::chrono::days(6);
  const WishEvents spoken = events_of(decide(kiosk, RateWish{id, 1, too_slow, rated}));
  const WishEvents closing = events_of(desk.ask(CloseSilent{desk.now + std::chrono::days(7)}));
  REQUIRE(desk.wish(id).state == WishState::closed);
  for (const WishEvent& event : spoken) {
    CHECK(desk.book.fold(event) == Folded::applied);
    CHECK(kiosk.fold(event) == Folded::applied);
  }
  for (const WishEvent& event : closing) CHECK(kiosk.fold(event) == Folded::ignored);
  for (const WishBook* book : {&desk.book, &kiosk}) {
    CHECK(book->find(id)->state == WishState::triaged);
    CHECK(book->find(id)->level == Level::street);
    CHECK(book->find(id)->closed_by == WishClosing::none);
  }
}

TEST_CASE("wish fold: a rating made after the silence does not undo it", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::resolved);
  desk.must(CloseSilent{desk.now + std::chrono::days(8)});
  CHECK(desk.book.fold(WishRated{id, 1, {}, desk.now + std::chrono::days(9)}) == Folded::ignored);
  CHECK(desk.wish(id).state == WishState::closed);
}

TEST_CASE("wish fold: a used id or number never makes a second wish, its number still counts", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  WishSubmitted event = std::get<WishSubmitted>(desk.log.front());
  event.number = *wish_number_of(2026, std::array{0}, 9);
  CHECK(desk.book.fold(event) == Folded::ignored);
  CHECK(desk.book.next_index(2026, std::array{0}) == 10);
  event.wish = WishId("other");
  event.number = desk.wish(id).number;
  CHECK(desk.book.fold(event) == Folded::ignored);
  event.number = "W20260001230";
  CHECK(desk.book.fold(event) == Folded::ignored);
  CHECK(desk.book.all().size() == 1);
}

TEST_CASE("wish book: finds by number and by subject, newest first", "[domain]") {
  WishDesk desk;
  SubmitWish first = desk.new_wish();
  first.subject = "me";
  desk.must(first);
  desk.submit();
  SubmitWish second = desk.new_wish();
  second.subject = "me";
  desk.must(second);
  const auto mine = desk.book.by_subject("me");
  REQUIRE(mine.size() == 2);
  CHECK(mine[0]->id == second.wish);
  CHECK(mine[1]->id == first.wish);
  CHECK(desk.book.by_subject("").empty());
  CHECK(desk.book.find_by_number(mine[0]->number) == mine[0]);
  CHECK(desk.book.find_by_number("W20260001237") == nullptr);
}

TEST_CASE("wish book: a restored book decides as the folded one", "[domain]") {
  RandomDays random(Catch::getSeed());
  const WishBook folded = book_of(random.days(400));
  WishBook restored(small_wall());
  for (const Wish* wish : folded.all()) {
    const auto read = parse_wish(to_json(*wish));
    REQUIRE(read);
    CHECK(*read == *wish);
    restored.restore(*read);
  }
  CHECK(picture(restored) == picture(folded));
  CHECK(restored.next_index(2026, std::array{0, 7}) == folded.next_index(2026, std::array{0, 7}));
  const EscalateOverdue later{morning + std::chrono::days(400)};
  CHECK(events_of(decide(restored, later)) == events_of(decide(folded, later)));
}

TEST_CASE("wish book: restoring a wish under another number leaves nothing of the old one", "[domain]") {
  WishDesk desk;
  Wish wish = desk.wish(desk.submit());
  const std::string old = wish.number;
  wish.number = *wish_number_of(2026, std::array{7}, 3);
  desk.book.restore(wish);
  CHECK(desk.book.find_by_number(old) == nullptr);
  CHECK(desk.book.find_by_number(wish.number)->id == wish.id);
  desk.book.restore(Wish{});
  CHECK(desk.book.all().size() == 1);
}

TEST_CASE("forgetting: drops wishes closed before, keeps open ones and the numbers", "[domain]") {
  WishDesk desk;
  const WishId open = desk.submit();
  const WishId closed = desk.at_state(WishState::closed);
  const std::string number = desk.wish(closed).number;
  desk.book.forget_before(desk.now);
  CHECK(desk.book.find(closed) != nullptr);
  desk.book.forget_before(desk.now + std::chrono::days(400));
  CHECK(desk.book.find(closed) == nullptr);
  CHECK(desk.book.find_by_number(number) == nullptr);
  CHECK(desk.book.find(open) != nullptr);
  CHECK(desk.book.next_index(2026, std::array{0, 7}) == 2);
}

TEST_CASE("wish steps: bounded, however often units report, the flow's own kept", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::in_progress);
  for (int i = 0; i < 200; ++i) desk.must(ProgressWish{id, anyone, "还在办", desk.tick()});
  const auto& steps = desk.wish(id).steps;
  CHECK(steps.size() == wish_steps_max);
  CHECK(steps.front().kind == "submitted");
  CHECK(std::ranges::count(steps, std::string("accepted"), &WishStep::kind) == 1);
}
