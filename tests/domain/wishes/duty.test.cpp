#include "tests/domain/wishes/wish_desk.h"

using namespace yz::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const WishOwner community{.kind = WishOwnerKind::dispatcher, .level = Level::community, .unit = {}};
const WishOwner with_property{.kind = WishOwnerKind::unit, .level = Level::community, .unit = property};

/// Which levels a wish went through when the clock strikes at that time.
WishEvents escalate(WishDesk& desk, Instant at) {
  return events_of(desk.ask(EscalateOverdue{at}));
}

std::string words_of(const std::vector<WayStop>& way) {
  std::string words;
  for (const WayStop& stop : way) {
    words += stop.kind + (stop.mark == WayMark::done ? "+ " : stop.mark == WayMark::here ? "* " : "- ");
  }
  return words;
}

}  // namespace

TEST_CASE("duty: every step has an owner and a deadline", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  CHECK(desk.duty(id) == WishDuty{community, desk.now + hours(24)});
  desk.must(TriageWish{id, Matter::small, desk.tick()});
  const Instant triaged = desk.now;
  CHECK(desk.duty(id) == WishDuty{community, triaged + hours(8)});
  desk.must(DispatchWish{id, property, desk.tick()});
  CHECK(desk.duty(id) == WishDuty{with_property, desk.now + hours(12)});
  desk.must(AcceptWish{id, property, desk.tick()});
  CHECK(desk.duty(id) == WishDuty{with_property, triaged + hours(48)});
  desk.must(ProgressWish{id, property, "等配件", desk.tick()});
  CHECK(desk.duty(id) == WishDuty{with_property, triaged + hours(48)});
  desk.must(ResolveWish{id, property, "换了灯泡", {}, desk.tick()});
  CHECK(desk.duty(id).owner.kind == WishOwnerKind::resident);
  CHECK(desk.duty(id).due == desk.now + days(7));
  desk.must(RateWish{id, 5, {}, desk.tick()});
  CHECK_FALSE(owner_and_deadline(desk.wish(id), desk.book.content().rules));
}

TEST_CASE("a wish: waits, is with a unit or is settled, in every state one of the three", "[domain]") {
  for (const WishState state :
       {WishState::submitted, WishState::triaged, WishState::dispatched, WishState::accepted,
        WishState::in_progress, WishState::resolved, WishState::rated, WishState::closed}) {
    Wish wish;
    wish.state = state;
    wish.is_urgent = true;
    CAPTURE(to_string(state));
    CHECK(static_cast<int>(wish.is_waiting()) + static_cast<int>(wish.is_with_unit()) +
              static_cast<int>(wish.is_settled()) ==
          1);
    CHECK(wish.is_in_work() == (wish.is_with_unit() && state != WishState::dispatched));
    CHECK(wish.is_anybodys() == (wish.is_waiting() || state == WishState::dispatched));
    wish.answered_at = Instant{Milliseconds{1}};
    CHECK_FALSE(wish.is_anybodys());
  }
}

TEST_CASE("duty: private matters have three days, small ones 48 hours, big ones ten days", "[domain]") {
  for (const auto& [matter, time] :
       {std::pair(Matter::private_matter, hours(72)), std::pair(Matter::small, hours(48)),
        std::pair(Matter::big, hours(240))}) {
    WishDesk desk;
    const WishId id = desk.at_state(WishState::accepted, matter);
    CHECK(desk.duty(id).due == desk.wish(id).matter_from + time);
  }
}

TEST_CASE("duty: all times are content", "[domain]") {
  WishContent content = small_wall();
  content.rules.first_level = Level::grid;
  content.rules.triage = hours(1);
  content.rules.small = hours(2);
  WishDesk desk(content);
  const WishId id = desk.submit();
  CHECK(desk.duty(id).owner.level == Level::grid);
  CHECK(desk.duty(id).due == desk.now + hours(1));
  desk.must(TriageWish{id, Matter::small, desk.tick()});
  CHECK(desk.duty(id).due == desk.now + hours(2));
}

TEST_CASE("duty: an urgent wish is answered within 15 minutes, whatever its state", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit(/*is_urgent=*/true);
  const Instant due = desk.now + minutes(15);
  CHECK(desk.duty(id).due == due);
  desk.must(TriageWish{id, Matter::small, desk.tick()});
  CHECK(desk.duty(id).due == due);
  desk.must(DispatchWish{id, property, desk.tick()});
  CHECK(desk.duty(id).due == due);
  desk.must(AcceptWish{id, property, desk.tick()});
  CHECK(desk.duty(id).due == desk.wish(id).matter_from + hours(48));
}

TEST_CASE("duty: declining and dispatching anew buys no time", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::dispatched, Matter::small, property);
  const Instant promised = desk.wish(id).matter_from + hours(48);
  desk.now = promised - hours(1);
  desk.must(DeclineWish{id, property, "不归我们管", desk.now});
  CHECK(desk.duty(id) == WishDuty{community, promised});
  desk.must(TriageWish{id, Matter::small, desk.tick()});
  CHECK(desk.duty(id).due == promised);
  desk.must(DispatchWish{id, anyone, desk.tick()});
  CHECK(desk.duty(id).due == promised);
}

TEST_CASE("escalation: a missed deadline passes a wish one level up, once", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  const Instant due = desk.duty(id).due;
  CHECK(escalate(desk, due).empty());
  const auto events = escalate(desk, due + minutes(1));
  REQUIRE(events.size() == 1);
  CHECK(std::get<WishEscalated>(events.front()) ==
        WishEscalated{id, Level::community, Level::street, due, due + minutes(1)});
  CHECK(escalate(desk, due + minutes(1)).empty());
  CHECK(escalate(desk, due + minutes(2)).empty());
  CHECK(desk.duty(id).owner.level == Level::street);
  CHECK(desk.duty(id).due == due + minutes(1) + hours(24));
}

TEST_CASE("escalation: goes up to the district and stays there, overdue", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  int times = 0;
  for (int day = 1; day < 30; ++day)
    times += static_cast<int>(escalate(desk, morning + days(day) + hours(1)).size());
  CHECK(times == 2);
  CHECK(desk.wish(id).level == Level::district);
  CHECK(desk.duty(id).due < morning + days(29));
}

TEST_CASE("escalation: an urgent wish climbs every 15 minutes until somebody accepts", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit(/*is_urgent=*/true);
  const Instant submitted = desk.now;
  CHECK(escalate(desk, submitted + minutes(16)).size() == 1);
  CHECK(escalate(desk, submitted + minutes(30)).empty());
  CHECK(escalate(desk, submitted + minutes(32)).size() == 1);
  CHECK(desk.wish(id).level == Level::district);
  desk.must(AcceptWish{id, anyone, submitted + minutes(40)});
  CHECK(desk.duty(id).due > submitted + minutes(60));
}

TEST_CASE("escalation: a unit that did not answer loses the wish, one that works on it keeps it",
          "[domain]") {
  WishDesk desk;
  const WishId silent = desk.at_state(WishState::dispatched, Matter::small, property);
  const WishId working = desk.at_state(WishState::in_progress, Matter::small, property);
  CHECK(escalate(desk, desk.now + hours(13)).size() == 1);
  CHECK(desk.wish(silent).state == WishState::triaged);
  CHECK(desk.wish(silent).unit.empty());
  CHECK(escalate(desk, desk.now + hours(49)).size() == 2);
  CHECK(desk.wish(working).unit == property);
  CHECK(desk.duty(working).owner == WishOwner{WishOwnerKind::unit, Level::street, property});
  desk.must(ResolveWish{working, property, "修好了", {}, desk.now + hours(50)});
}

TEST_CASE("escalation: what is resolved is the resident's, and does not climb", "[domain]") {
  WishDesk desk;
  desk.at_state(WishState::resolved);
  CHECK(escalate(desk, desk.now + days(90)).empty());
}

TEST_CASE("passed up: a big matter has three days then, a small one its 48 hours still", "[domain]") {
  for (const auto& [matter, time] :
       {std::pair(Matter::big, hours(72)), std::pair(Matter::small, hours(48))}) {
    WishDesk desk;
    const WishId id = desk.at_state(WishState::resolved, matter);
    desk.must(RateWish{id, 1, {}, desk.tick()});
    const Instant reopened = desk.now;
    CHECK(desk.duty(id).owner == WishOwner{WishOwnerKind::dispatcher, Level::street, {}});
    CHECK(desk.duty(id).due == reopened + hours(8));
    desk.must(DispatchWish{id, anyone, desk.tick()});
    desk.must(AcceptWish{id, anyone, desk.tick()});
    CHECK(desk.duty(id).due == reopened + time);
  }
}

TEST_CASE("open wishes: whose deadline comes first stands first", "[domain]") {
  WishDesk desk;
  const WishId patient = desk.submit();
  const WishId urgent = desk.submit(/*is_urgent=*/true);
  const WishId triaged = desk.at_state(WishState::triaged);
  desk.at_state(WishState::closed);
  const auto open = desk.book.open();
  REQUIRE(open.size() == 3);
  CHECK(open[0]->id == urgent);
  CHECK(open[1]->id == triaged);
  CHECK(open[2]->id == patient);
}

TEST_CASE("the way: six stops, done ones with who and when, the present one with its deadline", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::accepted, Matter::small, property);
  const auto way = way_of(desk.wish(id), desk.book.content().rules);
  CHECK(words_of(way) == "submitted+ dispatched+ accepted* in_progress- resolved- rated- ");
  CHECK(way[0].owner->kind == WishOwnerKind::resident);
  CHECK(way[0].at == desk.wish(id).submitted_at);
  CHECK(way[1].owner == with_property);
  CHECK(way[1].at > way[0].at);
  CHECK(way[2].owner == with_property);
  CHECK(way[2].at == desk.now);
  CHECK(way[2].due == desk.duty(id).due);
  CHECK_FALSE(way[3].owner);
}

TEST_CASE("the way: ends with the rating or the silence", "[domain]") {
  WishDesk desk;
  const WishId rated = desk.at_state(WishState::closed);
  const WishId silent = desk.at_state(WishState::resolved);
  desk.must(CloseSilent{desk.now + days(8)});
  for (const WishId& id : {rated, silent}) {
    const auto way = way_of(desk.wish(id), desk.book.content().rules);
    CHECK(words_of(way) == "submitted+ dispatched+ accepted+ in_progress+ resolved+ rated+ ");
  }
  CHECK(way_of(desk.wish(silent), desk.book.content().rules).back().at == desk.now + days(8));
}

TEST_CASE("the way: leaves out what was passed over, and what belongs to an earlier round", "[domain]") {
  WishDesk desk;
  const WishId urgent = desk.submit(/*is_urgent=*/true);
  desk.must(AcceptWish{urgent, property, desk.tick()});
  CHECK(words_of(way_of(desk.wish(urgent), desk.book.content().rules)) ==
        "submitted+ accepted* in_progress- resolved- rated- ");
  const WishId again = desk.at_state(WishState::resolved);
  desk.must(RateWish{again, 1, {}, desk.tick()});
  CHECK(words_of(way_of(desk.wish(again), desk.book.content().rules)) ==
        "submitted* dispatched- accepted- in_progress- resolved- rated- ");
  desk.must(DispatchWish{again, anyone, desk.tick()});
  desk.must(AcceptWish{again, anyone, desk.tick()});
  desk.must(ResolveWish{again, anyone, "又修了", {}, desk.tick()});
  CHECK(words_of(way_of(desk.wish(again), desk.book.content().rules)) ==
        "submitted+ dispatched+ accepted+ resolved* rated- ");
}
