#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>
#include <random>
#include <set>

#include "domain/tickets/tickets_json.h"
#include "tests/domain/fixture.h"

using namespace yz::test;

namespace {

std::string picture(const TicketBook& book) {
  std::string text;
  for (const Ticket* ticket : book.all()) text += to_json(*ticket) + '\n';
  return text + std::to_string(book.next_number(social, monday)) + ' ' +
         std::to_string(book.next_number(advice, monday));
}

/// A busy day by random commands; what was refused is not in the log.
TicketEvents random_day(std::mt19937& dice) {
  Desk desk;
  for (int i = 0; i < 200; ++i) {
    const auto all = desk.book.all();
    const TicketId any = all.empty() ? TicketId("none") : all[dice() % all.size()]->id;
    const CounterId counter = dice() % 2 == 0 ? one : two;
    const ServiceId service = dice() % 2 == 0 ? social : advice;
    switch (dice() % 10) {
      case 0:
      case 1:
        desk.take(service, dice() % 2 == 0 ? Priority::none : Priority::age);
        break;
      case 2:
        desk.ask(CallNext{counter, desk.tick()});
        break;
      case 3:
        desk.ask(CallTicket{any, counter, desk.tick()});
        break;
      case 4:
        desk.ask(StartServing{counter, desk.tick()});
        break;
      case 5:
        desk.ask(Finish{counter, desk.tick()});
        break;
      case 6:
        desk.ask(Skip{counter, desk.tick()});
        break;
      case 7:
        desk.ask(Requeue{any, desk.tick()});
        break;
      case 8:
        desk.ask(Transfer{any, service, desk.tick()});
        break;
      default:
        desk.ask(dice() % 2 == 0 ? TicketCommand(Recall{counter, desk.tick()})
                                 : TicketCommand(Rate{any, 4, desk.tick()}));
    }
  }
  return desk.log;
}

}  // namespace

TEST_CASE("fold: the same events give the same book, and a second time nothing", "[domain]") {
  const auto seed = Catch::getSeed();
  INFO("seed " << seed);
  std::mt19937 dice(seed);
  for (int day = 0; day < 10; ++day) {
    const TicketEvents log = random_day(dice);
    TicketBook book(small_station());
    for (const TicketEvent& event : log) CHECK(book.fold(event) == Folded::applied);
    const std::string once = picture(book);
    for (const TicketEvent& event : log) CHECK(book.fold(event) == Folded::repeated);
    CHECK(picture(book) == once);
  }
}

TEST_CASE("fold: an excerpt of the book folds an event to the same ticket", "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  TicketBook book(small_station());
  for (const TicketEvent& event : random_day(dice)) {
    const TicketId id = std::visit([](const auto& happened) { return happened.ticket; }, event);
    TicketBook small = book.excerpt({id});
    (void)small.fold(event);
    (void)book.fold(event);
    REQUIRE(small.find(id) != nullptr);
    REQUIRE(book.find(id) != nullptr);
    CHECK(to_json(*small.find(id)) == to_json(*book.find(id)));
  }
}

TEST_CASE("fold: every event twice in a row is every event once", "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  const TicketEvents log = random_day(dice);
  TicketBook twice(small_station());
  TicketBook once(small_station());
  for (const TicketEvent& event : log) {
    once.fold(event);
    twice.fold(event);
    CHECK(twice.fold(event) == Folded::repeated);
  }
  CHECK(picture(twice) == picture(once));
}

TEST_CASE("fold: any order of events leaves a book that holds together", "[domain]") {
  const auto seed = Catch::getSeed();
  INFO("seed " << seed);
  std::mt19937 dice(seed);
  for (int day = 0; day < 10; ++day) {
    TicketEvents log = random_day(dice);
    std::shuffle(log.begin(), log.end(), dice);
    TicketBook book(small_station());
    for (const TicketEvent& event : log) (void)book.fold(event);  // whatever it says, it must not fall over
    std::set<std::string> labels;
    for (const Ticket* ticket : book.all()) {
      CHECK(labels.insert(ticket->label).second);
      CHECK(ticket->number < book.next_number(ticket->issued_for, ticket->day));
      CHECK((ticket->state != TicketState::waiting || ticket->counter.empty()));
      CHECK((ticket->stars == 0 || ticket->state == TicketState::served));
    }
  }
}

TEST_CASE("fold: what does not fit is ignored and changes nothing", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  const std::string before = picture(desk.book);
  const TicketId stranger("stranger");
  const Instant at = desk.tick();
  const TicketEvents misfits{TicketCalled{stranger, one, at}, TicketRecalled{id, one, at},
                             ServingStarted{id, one, at},     TicketServed{id, one, at},
                             TicketMissed{id, one, at},       TicketRequeued{id, at},
                             TicketCancelled{stranger, at},   TicketTransferred{stranger, advice, at},
                             TicketRated{id, 5, at},          TicketRated{id, 0, at}};
  for (const TicketEvent& event : misfits) CHECK(desk.book.fold(event) == Folded::ignored);
  CHECK(picture(desk.book) == before);
}

TEST_CASE("fold: of two counters' calls of one ticket the first holds", "[domain]") {
  Desk desk;
  const TicketId id = desk.take(advice);
  CHECK(desk.book.fold(TicketCalled{id, one, desk.tick()}) == Folded::applied);
  CHECK(desk.book.fold(TicketCalled{id, two, desk.tick()}) == Folded::ignored);
  CHECK(desk.ticket(id).counter == one);
}

TEST_CASE("fold: a used id or label never makes a second ticket, its number still counts", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  TicketIssued event{.ticket = id,
                     .service = social,
                     .day = monday,
                     .number = 7,
                     .label = "A007",
                     .secret = "7K3M9PQ2XW4T",
                     .at = desk.now};
  CHECK(desk.book.fold(event) == Folded::ignored);
  CHECK(desk.book.next_number(social, monday) == 8);
  event.ticket = TicketId("other");
  event.label = "A001";
  event.number = 1;
  CHECK(desk.book.fold(event) == Folded::ignored);
  event.number = 1000;
  CHECK(desk.book.fold(event) == Folded::ignored);
  CHECK(desk.book.all().size() == 1);
}

TEST_CASE("floor: never sinks, and is kept for each service and day", "[domain]") {
  TicketBook book(small_station());
  book.raise_floor(social, monday, 40);
  book.raise_floor(social, monday, 12);
  CHECK(book.next_number(social, monday) == 41);
  CHECK(book.next_number(advice, monday) == 1);
}

TEST_CASE("read model: a restored book decides as the folded one", "[domain]") {
  std::mt19937 dice(Catch::getSeed());
  const TicketEvents log = random_day(dice);
  TicketBook folded(small_station());
  for (const TicketEvent& event : log) folded.fold(event);
  TicketBook restored(small_station());
  for (const Ticket* ticket : folded.all()) {
    const auto read = parse_ticket(to_json(*ticket));
    REQUIRE(read);
    CHECK(*read == *ticket);
    restored.restore(*read);
  }
  CHECK(picture(restored) == picture(folded));
  for (const CounterId& counter : {one, two}) {
    const auto a = folded.waiting_for(counter, monday);
    const auto b = restored.waiting_for(counter, monday);
    CHECK(std::ranges::equal(a, b, [](const Ticket* x, const Ticket* y) { return *x == *y; }));
  }
}

TEST_CASE("forgetting: drops tickets of earlier days, keeps the numbers", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  desk.book.forget_before(monday);
  CHECK(desk.book.find(id) != nullptr);
  desk.book.forget_before(Day(std::chrono::sys_days(monday) + std::chrono::days(1)));
  CHECK(desk.book.find(id) == nullptr);
  CHECK(desk.book.next_number(social, monday) == 2);
}

TEST_CASE("steps: bounded, however often staff call again", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  desk.ask(CallNext{one, desk.tick()});
  for (int i = 0; i < 200; ++i) desk.ask(Recall{one, desk.tick()});
  CHECK(desk.ticket(id).steps.size() == ticket_steps_max);
  CHECK(desk.ticket(id).steps.front().kind == "called");
}
