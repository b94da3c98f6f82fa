#include "tests/domain/fixture.h"

using namespace yz::test;

TEST_CASE("issuing: numbers rise from 001 for each service and day", "[domain]") {
  Desk desk;
  CHECK(desk.ticket(desk.take()).label == "A001");
  CHECK(desk.ticket(desk.take()).label == "A002");
  CHECK(desk.ticket(desk.take(advice)).label == "B001");
  desk.now += std::chrono::days(1);
  CHECK(desk.ticket(desk.take()).label == "A001");
}

TEST_CASE("issuing: a kiosk among several puts its digit into the label", "[domain]") {
  CHECK(make_label('A', 0, 12) == "A012");
  CHECK(make_label('A', 2, 12) == "A2-012");
}

TEST_CASE("issuing: the day is the station's, not the hub's", "[domain]") {
  Desk desk;
  desk.now = morning + std::chrono::hours(15);  // midnight at the station, 16:00 UTC
  CHECK(desk.ticket(desk.take()).day == Day(std::chrono::sys_days(monday) + std::chrono::days(1)));
}

TEST_CASE("issuing: the same touch a second time gives no second number", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  const auto again =
      desk.ask(IssueTicket{.ticket = id, .secret = "7K3M9PQ2XW4T", .service = social, .at = desk.tick()});
  REQUIRE(accepted(again));
  CHECK(std::get<TicketEvents>(again).empty());
  CHECK(desk.book.issued_count(social, monday) == 1);
}

TEST_CASE("issuing: says no with its reason", "[domain]") {
  Station station = small_station();
  station.services[0].quota_per_day = 1;
  station.services[1].has_priority = false;
  Desk desk(station);
  const auto ask = [&](const ServiceId& service, Priority priority = Priority::none) {
    return refusal(desk.ask(IssueTicket{
        .ticket = TicketId("N"), .secret = {}, .service = service, .priority = priority, .at = desk.tick()}));
  };
  CHECK(ask(ServiceId("none")) == TicketRefusal::unknown_service);
  CHECK(ask(shut) == TicketRefusal::closed_now);
  CHECK(ask(advice, Priority::veteran) == TicketRefusal::priority_not_offered);
  desk.take();
  CHECK(ask(social) == TicketRefusal::quota_used_up);
  desk.book.raise_floor(advice, monday, 999);
  CHECK(ask(advice) == TicketRefusal::numbers_used_up);
}

TEST_CASE("issuing: goes on above a floor, and the last number is 999", "[domain]") {
  Desk desk;
  desk.book.raise_floor(social, monday, 998);
  CHECK(desk.ticket(desk.take()).label == "A999");
  CHECK(refusal(desk.ask(
            IssueTicket{.ticket = TicketId("N"), .secret = {}, .service = social, .at = desk.tick()})) ==
        TicketRefusal::numbers_used_up);
}

TEST_CASE("issuing: a letter that moved to another service never repeats a label", "[domain]") {
  Desk desk;
  desk.take(social);
  desk.take(social);
  Station station = small_station();
  std::swap(station.services[0].letter, station.services[1].letter);
  desk.book.set_station(station);
  CHECK(desk.ticket(desk.take(advice)).label == "A003");
}

TEST_CASE("calling: called, started, served, rated", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  CHECK(accepted(desk.ask(CallNext{one, desk.tick()})));
  CHECK(desk.state(id) == TicketState::called);
  CHECK(desk.book.at_counter(one, monday)->id == id);
  CHECK(accepted(desk.ask(Recall{one, desk.tick()})));
  CHECK(accepted(desk.ask(StartServing{one, desk.tick()})));
  CHECK(desk.state(id) == TicketState::serving);
  CHECK(accepted(desk.ask(Finish{one, desk.tick()})));
  CHECK(desk.state(id) == TicketState::served);
  CHECK(desk.book.at_counter(one, monday) == nullptr);
  CHECK(accepted(desk.ask(Rate{id, 5, desk.tick()})));
  CHECK(desk.ticket(id).stars == 5);
}

TEST_CASE("finishing: a ticket that was only called is started and ended in one go", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  desk.ask(CallNext{one, desk.tick()});
  const auto decision = desk.ask(Finish{one, desk.tick()});
  REQUIRE(accepted(decision));
  CHECK(std::get<TicketEvents>(decision).size() == 2);
  CHECK(desk.ticket(id).serving_at == desk.ticket(id).called_at);
}

TEST_CASE("finishing: also what midnight overtook", "[domain]") {
  Desk desk;
  desk.now = morning + std::chrono::hours(14) + std::chrono::minutes(59);  // 23:59
  const TicketId id = desk.take();
  desk.ask(CallNext{one, desk.tick()});
  desk.now += std::chrono::minutes(5);
  CHECK(accepted(desk.ask(Finish{one, desk.tick()})));
  CHECK(desk.state(id) == TicketState::served);
}

TEST_CASE("calling: says no with its reason", "[domain]") {
  Desk desk;
  const CounterId none("9");
  CHECK(refusal(desk.ask(CallNext{none, desk.now})) == TicketRefusal::unknown_counter);
  CHECK(refusal(desk.ask(Recall{none, desk.now})) == TicketRefusal::unknown_counter);
  CHECK(refusal(desk.ask(Finish{none, desk.now})) == TicketRefusal::unknown_counter);
  CHECK(refusal(desk.ask(CallTicket{TicketId("N"), none, desk.now})) == TicketRefusal::unknown_counter);
  CHECK(refusal(desk.ask(CallNext{one, desk.now})) == TicketRefusal::nobody_waiting);
  CHECK(refusal(desk.ask(Recall{one, desk.now})) == TicketRefusal::counter_idle);
  CHECK(refusal(desk.ask(StartServing{one, desk.now})) == TicketRefusal::counter_idle);
  CHECK(refusal(desk.ask(Skip{one, desk.now})) == TicketRefusal::counter_idle);
  CHECK(refusal(desk.ask(Finish{one, desk.now})) == TicketRefusal::counter_idle);
  CHECK(refusal(desk.ask(CallTicket{TicketId("N"), one, desk.now})) == TicketRefusal::unknown_ticket);
  const TicketId first = desk.take();
  const TicketId second = desk.take();
  desk.ask(CallNext{one, desk.tick()});
  CHECK(refusal(desk.ask(CallNext{one, desk.tick()})) == TicketRefusal::counter_busy);
  CHECK(refusal(desk.ask(CallTicket{second, one, desk.tick()})) == TicketRefusal::counter_busy);
  CHECK(refusal(desk.ask(CallTicket{first, two, desk.tick()})) == TicketRefusal::not_waiting);
  desk.ask(StartServing{one, desk.tick()});
  CHECK(refusal(desk.ask(Recall{one, desk.tick()})) == TicketRefusal::counter_idle);
  CHECK(refusal(desk.ask(Skip{one, desk.tick()})) == TicketRefusal::counter_idle);
  desk.now += std::chrono::days(1);
  CHECK(refusal(desk.ask(CallTicket{second, two, desk.tick()})) == TicketRefusal::not_waiting);
}

TEST_CASE("calling: one ticket out of turn", "[domain]") {
  Desk desk;
  desk.take();
  const TicketId second = desk.take();
  CHECK(accepted(desk.ask(CallTicket{second, two, desk.tick()})));
  CHECK(desk.book.at_counter(two, monday)->id == second);
}

TEST_CASE("missing: a no-show comes back at its place, once", "[domain]") {
  Desk desk;
  const TicketId first = desk.take();
  const TicketId second = desk.take();
  CHECK(refusal(desk.ask(Requeue{TicketId("N"), desk.tick()})) == TicketRefusal::unknown_ticket);
  CHECK(refusal(desk.ask(Requeue{first, desk.tick()})) == TicketRefusal::not_missed);
  desk.ask(CallNext{one, desk.tick()});
  CHECK(accepted(desk.ask(Skip{one, desk.tick()})));
  CHECK(desk.state(first) == TicketState::no_show);
  CHECK(desk.book.waiting(social, monday).size() == 1);
  CHECK(accepted(desk.ask(Requeue{first, desk.tick()})));
  CHECK(desk.book.waiting(social, monday).front()->id == first);
  CHECK(desk.book.waiting(social, monday).back()->id == second);
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(Skip{one, desk.tick()});
  CHECK(refusal(desk.ask(Requeue{first, desk.tick()})) == TicketRefusal::already_requeued);
}

TEST_CASE("missing: all of it in one millisecond still leaves the ticket called", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  desk.ask(CallNext{one, desk.now});
  desk.ask(Skip{one, desk.now});
  desk.ask(Requeue{id, desk.now});
  desk.ask(CallNext{one, desk.now});
  CHECK(desk.state(id) == TicketState::called);
}

TEST_CASE("cancelling: a waiting or called ticket, no other", "[domain]") {
  Desk desk;
  const TicketId first = desk.take();
  const TicketId second = desk.take();
  CHECK(refusal(desk.ask(Cancel{TicketId("N"), desk.tick()})) == TicketRefusal::unknown_ticket);
  CHECK(accepted(desk.ask(Cancel{first, desk.tick()})));
  CHECK(refusal(desk.ask(Cancel{first, desk.tick()})) == TicketRefusal::not_cancellable);
  desk.ask(CallNext{one, desk.tick()});
  CHECK(accepted(desk.ask(Cancel{second, desk.tick()})));
  CHECK(desk.book.at_counter(one, monday) == nullptr);
}

TEST_CASE("transferring: keeps the label and the place by issue time", "[domain]") {
  Desk desk;
  const TicketId first = desk.take(social);
  const TicketId second = desk.take(advice);
  CHECK(refusal(desk.ask(Transfer{TicketId("N"), advice, desk.tick()})) == TicketRefusal::unknown_ticket);
  CHECK(refusal(desk.ask(Transfer{first, ServiceId("none"), desk.tick()})) == TicketRefusal::unknown_service);
  CHECK(refusal(desk.ask(Transfer{first, social, desk.tick()})) == TicketRefusal::not_transferable);
  CHECK(accepted(desk.ask(Transfer{first, advice, desk.tick()})));
  CHECK(desk.ticket(first).label == "A001");
  CHECK(desk.book.waiting(advice, monday).front()->id == first);
  CHECK(desk.book.waiting(advice, monday).back()->id == second);
  CHECK(desk.book.issued_count(social, monday) == 1);
  desk.ask(CallNext{two, desk.tick()});
  desk.ask(Finish{two, desk.tick()});
  CHECK(refusal(desk.ask(Transfer{first, social, desk.tick()})) == TicketRefusal::not_transferable);
}

TEST_CASE("rating: one to five stars, once, after the service", "[domain]") {
  Desk desk;
  const TicketId id = desk.take();
  CHECK(refusal(desk.ask(Rate{TicketId("N"), 5, desk.tick()})) == TicketRefusal::unknown_ticket);
  CHECK(refusal(desk.ask(Rate{id, 5, desk.tick()})) == TicketRefusal::not_served_yet);
  desk.ask(CallNext{one, desk.tick()});
  desk.ask(Finish{one, desk.tick()});
  CHECK(refusal(desk.ask(Rate{id, 0, desk.tick()})) == TicketRefusal::stars_out_of_range);
  CHECK(refusal(desk.ask(Rate{id, 6, desk.tick()})) == TicketRefusal::stars_out_of_range);
  CHECK(accepted(desk.ask(Rate{id, 1, desk.tick()})));
  CHECK(refusal(desk.ask(Rate{id, 5, desk.tick()})) == TicketRefusal::already_rated);
}
