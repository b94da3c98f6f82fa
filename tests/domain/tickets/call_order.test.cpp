#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>
#include <random>

#include "tests/domain/fixture.h"

using namespace yz::test;

namespace {

std::string order(const std::vector<const Ticket*>& line) {
  std::string text;
  for (const Ticket* ticket : line) text += ticket->priority == Priority::none ? 'o' : 'P';
  return text;
}

}  // namespace

TEST_CASE("call order: priority first, but an ordinary one after two in a row", "[domain]") {
  Desk desk;
  for (int i = 0; i < 3; ++i) desk.take(social);
  for (int i = 0; i < 5; ++i) desk.take(social, Priority::age);
  CHECK(order(desk.book.waiting(social, monday)) == "PPoPPoPo");
}

TEST_CASE("call order: the calls already made count", "[domain]") {
  Desk desk;
  for (int i = 0; i < 3; ++i) desk.take(social, Priority::age);
  desk.take(social);
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(Finish{one, desk.tick()});
  CHECK(order(desk.book.waiting(social, monday)) == "PoP");
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(Finish{one, desk.tick()});
  CHECK(order(desk.book.waiting(social, monday)) == "oP");
}

TEST_CASE("call order: a no-show who is called again counts twice", "[domain]") {
  Desk desk;
  const TicketId id = desk.take(social, Priority::age);
  desk.take(social, Priority::age);
  desk.take(social);
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(Skip{one, desk.tick()});
  desk.ask(Requeue{id, desk.tick()});
  desk.ask(CallNext{one, desk.tick()});
  CHECK(order(desk.book.waiting(social, monday)) == "oP");
}

TEST_CASE("call order: a clock set back between the calls changes nothing", "[domain]") {
  Desk desk;
  for (int i = 0; i < 3; ++i) desk.take(social, Priority::age);
  desk.take(social);
  for (int i = 0; i < 2; ++i) {
    desk.now -= std::chrono::minutes(30);
    desk.ask(CallNext{one, desk.now});
    desk.ask(Finish{one, desk.tick()});
  }
  CHECK(order(desk.book.waiting(social, monday)) == "oP");
}

TEST_CASE("call order: the bound is content", "[domain]") {
  Station station = small_station();
  station.ticket_rules.priority_in_a_row_max = 1;
  Desk desk(station);
  for (int i = 0; i < 2; ++i) desk.take(social);
  for (int i = 0; i < 3; ++i) desk.take(social, Priority::veteran);
  CHECK(order(desk.book.waiting(social, monday)) == "PoPoP");
}

TEST_CASE("call order: never more than two priority tickets in a row while an ordinary one waits",
          "[domain]") {
  const auto seed = Catch::getSeed();
  INFO("seed " << seed);
  std::mt19937 dice(seed);
  for (int day = 0; day < 20; ++day) {
    Desk desk;
    int run = 0;
    for (int step = 0; step < 150; ++step) {
      const auto roll = dice() % 10;
      if (roll < 4) {
        desk.take(advice, dice() % 3 == 0 ? Priority::none : Priority::age);
        continue;
      }
      const auto predicted = desk.book.waiting_for(two, monday);
      const bool ordinary_waits =
          std::ranges::any_of(predicted, [](const Ticket* t) { return t->priority == Priority::none; });
      const auto decision = desk.ask(CallNext{two, desk.tick()});
      if (!accepted(decision)) continue;
      const auto& id = std::get<TicketCalled>(std::get<TicketEvents>(decision).front()).ticket;
      CHECK(id == predicted.front()->id);
      const bool priority = desk.ticket(id).priority != Priority::none;
      run = priority ? run + 1 : 0;
      if (ordinary_waits) CHECK(run <= 2);
      if (!ordinary_waits) run = std::min(run, 2);  // a run that began with nobody else there
      if (roll == 9) {
        desk.ask(Skip{two, desk.tick()});
        desk.ask(Requeue{id, desk.tick()});
      } else {
        desk.ask(Finish{two, desk.tick()});
      }
    }
  }
}

TEST_CASE("call order: waiting() tells the order that calling then follows", "[domain]") {
  Desk desk;
  for (int i = 0; i < 12; ++i)
    desk.take(i % 2 == 0 ? social : advice, i % 3 == 0 ? Priority::none : Priority::age);
  std::vector<TicketId> told;
  for (const Ticket* ticket : desk.book.waiting_for(one, monday)) told.push_back(ticket->id);
  REQUIRE(told.size() == 12);
  for (const TicketId& id : told) {
    REQUIRE(accepted(desk.ask(CallNext{one, desk.tick()})));
    CHECK(desk.book.at_counter(one, monday)->id == id);
    desk.ask(Finish{one, desk.tick()});
  }
}

TEST_CASE("recent calls: newest first, each ticket once", "[domain]") {
  Desk desk;
  const TicketId first = desk.take(advice);
  const TicketId second = desk.take(advice);
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(CallNext{two, desk.tick()});
  const auto calls = desk.book.recent_calls(monday, 5);
  REQUIRE(calls.size() == 2);
  CHECK(calls[0]->id == second);
  CHECK(calls[1]->id == first);
  CHECK(desk.book.recent_calls(monday, 1).size() == 1);
}

TEST_CASE("estimate: people ahead times the mean, divided by open counters, in fives", "[domain]") {
  Desk desk;
  CHECK(desk.book.estimate(social, monday, {}, Priority::none) == WaitEstimate{0, Minutes{0}, Minutes{5}});
  TicketId last;
  for (int i = 0; i < 3; ++i) last = desk.take(social);
  CHECK(desk.book.estimate(social, monday, {}, Priority::none) == WaitEstimate{3, Minutes{15}, Minutes{20}});
  CHECK(desk.book.estimate(social, monday, last, Priority::none) ==
        WaitEstimate{2, Minutes{10}, Minutes{15}});
  CHECK(desk.book.estimate(social, monday, {}, Priority::age).people_ahead == 0);
}

TEST_CASE("estimate: the day's service times move the mean", "[domain]") {
  Desk desk;
  desk.take(social);
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(StartServing{one, desk.tick()});
  desk.ask(Finish{one, desk.tick(std::chrono::minutes(10))});
  CHECK(desk.book.mean_service(*desk.book.station().find_service(social), monday) == std::chrono::minutes(6));
}

TEST_CASE("estimate: counters that called somebody today share the work", "[domain]") {
  Desk desk;
  for (int i = 0; i < 6; ++i) desk.take(advice);
  CHECK(desk.book.open_counters(*desk.book.station().find_service(advice), monday) == 1);
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(CallNext{two, desk.tick()});
  CHECK(desk.book.open_counters(*desk.book.station().find_service(advice), monday) == 2);
  CHECK(desk.book.estimate(advice, monday, {}, Priority::none) == WaitEstimate{4, Minutes{10}, Minutes{15}});
}
