#include <array>

#include "tests/domain/wishes/wish_desk.h"

using namespace yz::test;

TEST_CASE("submitting: a wish gets the next number of the kiosk's blocks and its receipt's secret",
          "[domain]") {
  WishDesk desk;
  const Wish& first = desk.wish(desk.submit());
  CHECK(first.number == "W20260000009");
  CHECK(first.secret == "7K3M9PQ2XW4T");
  CHECK(first.level == Level::community);
  CHECK(desk.wish(desk.submit()).number.starts_with("W2026000001"));
  desk.book.raise_floor(2026, 0, 200);
  CHECK(desk.wish(desk.submit()).number.starts_with("W2026001400"));
}

TEST_CASE("submitting: the same touch a second time gives no second wish", "[domain]") {
  WishDesk desk;
  const SubmitWish command = desk.new_wish();
  desk.must(command);
  CHECK(events_of(desk.ask(command)).empty());
  CHECK(desk.book.all().size() == 1);
}

TEST_CASE("submitting: says no with its reason", "[domain]") {
  WishDesk desk;
  const auto no = [&desk](auto change) {
    SubmitWish command = desk.new_wish();
    change(command);
    return refusal(desk.ask(command));
  };
  CHECK(no([](SubmitWish& w) { w.category = WishCategoryId("none"); }) == WishRefusal::unknown_category);
  CHECK(no([](SubmitWish& w) { w.place = PlaceId("moon"); }) == WishRefusal::unknown_place);
  CHECK(no([](SubmitWish& w) { w.words = 0; }) == WishRefusal::nothing_told);
  CHECK(no([](SubmitWish& w) { w.words = 201; }) == WishRefusal::told_too_much);
  CHECK(no([](SubmitWish& w) { w.photos = 5; }) == WishRefusal::told_too_much);
  CHECK(no([](SubmitWish& w) { w.voice_s = 61; }) == WishRefusal::told_too_much);
  CHECK(no([](SubmitWish& w) { w.photos = -1; }) == WishRefusal::told_too_much);
  CHECK(no([](SubmitWish& w) {
          w.contact = WishContactKind::phone;
          w.masked_contact = "13812341234";
        }) == WishRefusal::contact_not_masked);
  CHECK(no([](SubmitWish& w) { w.masked_contact = "王*明"; }) == WishRefusal::contact_not_masked);
  CHECK(no([](SubmitWish& w) { w.subject = "王小明"; }) == WishRefusal::unknown_person);
  desk.book.raise_floor(2026, 7, 200);
  CHECK(no([](SubmitWish&) {}) == WishRefusal::numbers_used_up);
}

TEST_CASE("submitting: a photo or a voice alone is enough, and so is not knowing where", "[domain]") {
  WishDesk desk;
  SubmitWish command = desk.new_wish();
  command.words = 0;
  command.photos = 1;
  command.place = {};
  desk.must(command);
  SubmitWish outdoors = desk.new_wish();
  outdoors.words = 0;
  outdoors.voice_s = 60;
  outdoors.place = PlaceId("g1");
  desk.must(outdoors);
  CHECK(desk.book.all().size() == 2);
}

TEST_CASE("the flow: submitted, triaged, dispatched, accepted, in progress, resolved, rated, closed",
          "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::resolved, Matter::small, property);
  CHECK(desk.wish(id).unit == property);
  const auto events = events_of(desk.ask(RateWish{id, 5, {}, desk.tick()}));
  REQUIRE(events.size() == 2);
  CHECK(std::holds_alternative<WishRated>(events[0]));
  CHECK(std::get<WishClosed>(events[1]).by == WishClosing::rating);
  CHECK(desk.wish(id).state == WishState::closed);
  CHECK(desk.wish(id).closed_by == WishClosing::rating);
}

TEST_CASE("the flow: a unit may decline, and the wish waits for triage again", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::dispatched, Matter::small, property);
  desk.must(DeclineWish{id, property, "不归我们管", desk.tick()});
  CHECK(desk.wish(id).state == WishState::submitted);
  CHECK(desk.wish(id).unit.empty());
  desk.must(TriageWish{id, Matter::big, desk.tick()});
  desk.must(DispatchWish{id, alliance, desk.tick()});
  CHECK(desk.wish(id).unit == alliance);
}

TEST_CASE("the flow: a dispatcher can take a wish from one unit and give it to another", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::in_progress, Matter::small, property);
  desk.must(DispatchWish{id, anyone, desk.tick()});
  CHECK(desk.wish(id).state == WishState::dispatched);
  CHECK(refusal(desk.ask(ResolveWish{id, property, "好了", {}, desk.tick()})) == WishRefusal::not_in_work);
}

TEST_CASE("triage: one of three, of what waits for it", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  CHECK(refusal(desk.ask(TriageWish{WishId("none"), Matter::big, desk.tick()})) == WishRefusal::unknown_wish);
  CHECK(refusal(desk.ask(TriageWish{id, Matter::none, desk.tick()})) == WishRefusal::no_matter);
  desk.must(TriageWish{id, Matter::small, desk.tick()});
  desk.must(TriageWish{id, Matter::big, desk.tick()});
  CHECK(desk.wish(id).matter == Matter::big);
  desk.must(DispatchWish{id, alliance, desk.tick()});
  CHECK(refusal(desk.ask(TriageWish{id, Matter::small, desk.tick()})) == WishRefusal::not_to_triage);
}

TEST_CASE("dispatch: to a unit that takes such matters, after triage", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  const auto to = [&](const UnitId& unit) { return refusal(desk.ask(DispatchWish{id, unit, desk.tick()})); };
  CHECK(refusal(desk.ask(DispatchWish{WishId("none"), anyone, desk.tick()})) == WishRefusal::unknown_wish);
  CHECK(to(UnitId("nobody")) == WishRefusal::unknown_unit);
  CHECK(to(property) == WishRefusal::not_to_dispatch);
  desk.must(TriageWish{id, Matter::private_matter, desk.tick()});
  CHECK(to(property) == WishRefusal::wrong_matter);
  desk.must(DispatchWish{id, mediators, desk.tick()});
  CHECK(to(mediators) == WishRefusal::already_there);
}

TEST_CASE("units: act only on what they have, and on nobody else's", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit();
  const Instant at = desk.tick();
  CHECK(refusal(desk.ask(AcceptWish{WishId("none"), property, at})) == WishRefusal::unknown_wish);
  CHECK(refusal(desk.ask(AcceptWish{id, UnitId("nobody"), at})) == WishRefusal::unknown_unit);
  CHECK(refusal(desk.ask(AcceptWish{id, property, at})) == WishRefusal::not_to_accept);
  CHECK(refusal(desk.ask(DeclineWish{id, property, "忙", at})) == WishRefusal::not_to_decline);
  CHECK(refusal(desk.ask(ProgressWish{id, property, "去看", at})) == WishRefusal::not_in_work);
  CHECK(refusal(desk.ask(ProgressWish{WishId("none"), property, "去看", at})) == WishRefusal::unknown_wish);
  CHECK(refusal(desk.ask(DeclineWish{WishId("none"), property, "忙", at})) == WishRefusal::unknown_wish);
  const WishId dispatched = desk.at_state(WishState::dispatched, Matter::small, property);
  CHECK(refusal(desk.ask(AcceptWish{dispatched, anyone, at})) == WishRefusal::not_your_wish);
  CHECK(refusal(desk.ask(DeclineWish{dispatched, anyone, "忙", at})) == WishRefusal::not_your_wish);
  CHECK(refusal(desk.ask(DeclineWish{dispatched, property, "", at})) == WishRefusal::text_not_allowed);
  const WishId accepted = desk.at_state(WishState::accepted, Matter::small, property);
  CHECK(refusal(desk.ask(ResolveWish{accepted, anyone, "好了", {}, at})) == WishRefusal::not_your_wish);
  CHECK(refusal(desk.ask(ResolveWish{accepted, property, "", {}, at})) == WishRefusal::text_not_allowed);
  CHECK(refusal(desk.ask(ProgressWish{accepted, property, "a\nb", at})) == WishRefusal::text_not_allowed);
  CHECK(refusal(desk.ask(AcceptWish{accepted, property, at})) == WishRefusal::not_to_accept);
}

TEST_CASE("big matters: are resolved with the dated minute of a meeting that has been", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::in_progress, Matter::big, alliance);
  const auto resolve = [&](std::optional<Day> minute) {
    return desk.ask(ResolveWish{id, alliance, "会上定了", minute, desk.tick()});
  };
  CHECK(refusal(resolve({})) == WishRefusal::minute_missing);
  CHECK(refusal(resolve(Day(std::chrono::sys_days(monday) + std::chrono::days(2)))) ==
        WishRefusal::minute_missing);
  CHECK(refusal(resolve(Day{std::chrono::year(2026), std::chrono::month(2), std::chrono::day(30)})) ==
        WishRefusal::minute_missing);
  CHECK(events_of(resolve(monday)).size() == 1);
}

TEST_CASE("urgent: whoever comes first accepts, before triage too; it is triaged while the work goes on",
          "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit(/*is_urgent=*/true);
  desk.must(AcceptWish{id, property, desk.tick()});
  CHECK(desk.wish(id).answered_at == desk.now);
  CHECK(refusal(desk.ask(DispatchWish{id, anyone, desk.tick()})) == WishRefusal::not_triaged_yet);
  CHECK(refusal(desk.ask(ResolveWish{id, property, "关了阀门", {}, desk.tick()})) ==
        WishRefusal::not_triaged_yet);
  desk.must(TriageWish{id, Matter::small, desk.tick()});
  CHECK(desk.wish(id).state == WishState::accepted);
  desk.must(ResolveWish{id, property, "关了阀门", {}, desk.tick()});
  CHECK(desk.wish(id).state == WishState::resolved);
}

TEST_CASE("urgent: of one that was dispatched elsewhere, too", "[domain]") {
  WishDesk desk;
  const WishId id = desk.submit(/*is_urgent=*/true);
  desk.must(TriageWish{id, Matter::small, desk.tick()});
  desk.must(DispatchWish{id, property, desk.tick()});
  desk.must(AcceptWish{id, anyone, desk.tick()});
  CHECK(desk.wish(id).unit == anyone);
}

TEST_CASE("rating: once, 1 to 5 stars, of what is resolved, with a reason that exists", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::in_progress);
  const auto rate = [&](int stars, const WishReasonId& reason = {}) {
    return refusal(desk.ask(RateWish{id, stars, reason, desk.tick()}));
  };
  CHECK(refusal(desk.ask(RateWish{WishId("none"), 5, {}, desk.tick()})) == WishRefusal::unknown_wish);
  CHECK(rate(5) == WishRefusal::not_resolved_yet);
  desk.must(ResolveWish{id, anyone, "换了灯泡", {}, desk.tick()});
  CHECK(rate(0) == WishRefusal::stars_out_of_range);
  CHECK(rate(6) == WishRefusal::stars_out_of_range);
  CHECK(rate(1, WishReasonId("moon")) == WishRefusal::unknown_reason);
  desk.must(RateWish{id, 3, {}, desk.tick()});
  CHECK(rate(5) == WishRefusal::already_closed);
}

TEST_CASE("rating: three stars are satisfied, two pass the wish one level up", "[domain]") {
  WishDesk desk;
  const WishId satisfied = desk.at_state(WishState::resolved);
  desk.must(RateWish{satisfied, 3, too_slow, desk.tick()});
  CHECK(desk.wish(satisfied).state == WishState::closed);
  CHECK(desk.wish(satisfied).reason.empty());
  const WishId dissatisfied = desk.at_state(WishState::resolved);
  const auto events = events_of(desk.ask(RateWish{dissatisfied, 2, too_slow, desk.tick()}));
  REQUIRE(events.size() == 2);
  CHECK(std::get<WishReopened>(events[1]).to == Level::street);
  const Wish& wish = desk.wish(dissatisfied);
  CHECK(wish.state == WishState::triaged);
  CHECK(wish.level == Level::street);
  CHECK(wish.unit.empty());
  CHECK(wish.reason == too_slow);
  CHECK(wish.stars == 2);
}

TEST_CASE("rating: in the district dissatisfaction reopens where it is, as often as it takes", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::resolved);
  for (int round = 0; round < 5; ++round) {
    desk.must(RateWish{id, 1, {}, desk.tick()});
    CHECK(desk.wish(id).state == WishState::triaged);
    desk.must(DispatchWish{id, anyone, desk.tick()});
    desk.must(AcceptWish{id, anyone, desk.tick()});
    desk.must(ResolveWish{id, anyone, "又修了一次", {}, desk.tick()});
  }
  CHECK(desk.wish(id).level == Level::district);
}

TEST_CASE("closing: a resolution is no end; seven days of silence are", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::resolved);
  const Instant resolved = desk.wish(id).resolved_at;
  const auto seven_days = std::chrono::days(7);
  CHECK(events_of(desk.ask(CloseSilent{resolved + seven_days - Milliseconds{1}})).empty());
  CHECK(desk.wish(id).state == WishState::resolved);
  desk.must(CloseSilent{resolved + seven_days});
  CHECK(desk.wish(id).state == WishState::closed);
  CHECK(desk.wish(id).closed_by == WishClosing::silence);
  CHECK(events_of(desk.ask(CloseSilent{resolved + std::chrono::days(99)})).empty());
}

TEST_CASE("closing: a rating whose second event never came is finished", "[domain]") {
  WishDesk desk;
  const WishId good = desk.at_state(WishState::resolved);
  const WishId bad = desk.at_state(WishState::resolved);
  CHECK(desk.book.fold(WishRated{good, 4, {}, desk.tick()}) == Folded::applied);
  CHECK(desk.book.fold(WishRated{bad, 2, {}, desk.tick()}) == Folded::applied);
  const Instant rated = desk.now;
  CHECK(desk.book.fold(WishReopened{bad, Level::district, desk.now}) == Folded::ignored);  // not the next
  desk.must(CloseSilent{desk.now + std::chrono::days(3)});
  CHECK(desk.wish(good).closed_by == WishClosing::rating);
  CHECK(desk.wish(bad).since <= rated);  // the term of the next level runs from the stars
  CHECK(desk.wish(bad).state == WishState::triaged);
  CHECK(desk.wish(bad).level == Level::street);
}

TEST_CASE("the wall: shows what staff wrote, while it is open and 30 days after", "[domain]") {
  WishDesk desk;
  const WishId id = desk.at_state(WishState::resolved);
  CHECK(desk.book.wall(desk.now).empty());
  CHECK(refusal(desk.ask(PublishWish{WishId("none"), "字", desk.tick()})) == WishRefusal::unknown_wish);
  CHECK(refusal(desk.ask(PublishWish{id, "", desk.tick()})) == WishRefusal::text_not_allowed);
  desk.must(PublishWish{id, "灯亮起来", desk.tick()});
  const Instant first = desk.now;
  desk.must(PublishWish{id, "三号楼的灯亮起来", desk.tick()});
  REQUIRE(desk.book.wall(desk.now).size() == 1);
  CHECK(desk.book.wall(desk.now).front()->wall_text == "三号楼的灯亮起来");
  CHECK(desk.wish(id).published_at == first);
  desk.must(RateWish{id, 5, {}, desk.tick()});
  CHECK(desk.book.wall(desk.now + std::chrono::days(30)).size() == 1);
  CHECK(desk.book.wall(desk.now + std::chrono::days(31)).empty());
  CHECK(refusal(desk.ask(PublishWish{id, "字", desk.tick()})) == WishRefusal::already_closed);
}

TEST_CASE("the wall: what should not stand there is taken down at once", "[domain]") {
  WishDesk desk;
  const WishId id = desk.published();
  desk.must(UnpublishWish{id, desk.tick()});
  CHECK(desk.book.wall(desk.now).empty());
  CHECK(desk.wish(id).wall_text.empty());
  CHECK(refusal(desk.ask(UnpublishWish{id, desk.tick()})) == WishRefusal::not_on_the_wall);
  CHECK(refusal(desk.ask(UnpublishWish{WishId("none"), desk.tick()})) == WishRefusal::unknown_wish);
}

TEST_CASE("me too: once for each pseudonym, not for one's own", "[domain]") {
  WishDesk desk;
  SubmitWish command = desk.new_wish();
  command.subject = "me";
  desk.must(command);
  const WishId id = command.wish;
  const auto support = [&](const char* by) { return desk.ask(SupportWish{id, by, desk.tick()}); };
  CHECK(refusal(support("p1")) == WishRefusal::not_on_the_wall);
  CHECK(refusal(desk.ask(SupportWish{WishId("none"), "p1", desk.tick()})) == WishRefusal::unknown_wish);
  desk.must(PublishWish{id, "要一条长椅", desk.tick()});
  CHECK(refusal(support("")) == WishRefusal::unknown_person);
  CHECK(refusal(support("me")) == WishRefusal::own_wish);
  CHECK(events_of(support("p1")).size() == 1);
  CHECK(events_of(support("p1")).empty());
  CHECK(desk.wish(id).supporters.size() == 1);
  for (std::size_t i = 1; i < wish_supporters_max; ++i)
    desk.ask(SupportWish{id, "q" + std::to_string(i), desk.tick()});
  CHECK(refusal(support("one-more")) == WishRefusal::supporters_full);
  CHECK(desk.book.fold(WishSupported{id, "one-more", desk.tick()}) == Folded::ignored);
  const WishId closed = desk.at_state(WishState::resolved);
  desk.must(PublishWish{closed, "修好了", desk.tick()});
  desk.must(RateWish{closed, 5, {}, desk.tick()});
  CHECK(refusal(desk.ask(SupportWish{closed, "p1", desk.tick()})) == WishRefusal::already_closed);
}

TEST_CASE("refusals: each has a name of its own", "[domain]") {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(WishRefusal::no_claim); ++i) {
    const std::string name = to_string(static_cast<WishRefusal>(i));
    CHECK(name != "unknown");
    CHECK(names.insert(name).second);
  }
}
