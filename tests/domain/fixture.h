// A small station and short ways to take and move tickets in its book.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>

#include "domain/tickets/tickets.h"

namespace yz::test {

using namespace yz::domain;  // NOLINT: only test programs of the domain include this
using yz::Instant;
using yz::Milliseconds;

inline const ServiceId social("social");
inline const ServiceId advice("advice");
inline const ServiceId shut("shut");
inline const CounterId one("1");
inline const CounterId two("2");
/// Monday 23 November 2026, 09:00 at the station.
inline const Instant morning{Milliseconds{1'795'395'600'000}};
inline const Day monday{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)};

inline Hours always() {
  Hours hours;
  for (auto& day : hours.weekly) day = {{Minutes{0}, Minutes{24 * 60}}};
  return hours;
}

inline Service make_service(const ServiceId& id, char letter, std::vector<CounterId> counters) {
  Service service;
  service.id = id;
  service.letter = letter;
  service.name = {.zh = "业务", .en = "Service"};
  service.description = {.zh = "说明", .en = "What it is"};
  service.hours = always();
  service.quota_per_day = 999;
  service.counters = std::move(counters);
  service.mean_service = std::chrono::minutes(5);
  service.has_priority = true;
  return service;
}

inline Station small_station() {
  Station station;
  station.id = StationId("taiping");
  station.name = {.zh = "驿站", .en = "Station"};
  station.utc_offset = std::chrono::hours(8);
  station.counters = {{one, {.zh = "一号", .en = ""}}, {two, {.zh = "二号", .en = ""}}};
  station.services = {make_service(social, 'A', {one}), make_service(advice, 'B', {one, two}),
                      make_service(shut, 'C', {two})};
  station.services[2].hours = {};
  return station;
}

/// A book with a clock that moves one second with each command.
class Desk {
 public:
  explicit Desk(Station station = small_station()) : book(std::move(station)) {}

  TicketDecision ask(const TicketCommand& command) {
    auto decision = decide(book, command);
    if (const auto* events = std::get_if<TicketEvents>(&decision)) {
      for (const TicketEvent& event : *events) {
        CHECK(book.fold(event) == Folded::applied);
        log.push_back(event);
      }
    }
    return decision;
  }
  TicketId take(const ServiceId& service = social, Priority priority = Priority::none) {
    TicketId id("T" + std::to_string(1000 + ++tickets_));
    const auto decision = ask(IssueTicket{
        .ticket = id, .secret = "7K3M9PQ2XW4T", .service = service, .priority = priority, .at = tick()});
    REQUIRE(std::holds_alternative<TicketEvents>(decision));
    return id;
  }
  Instant tick(Milliseconds by = std::chrono::seconds(1)) { return now += by; }
  const Ticket& ticket(const TicketId& id) {
    const Ticket* found = book.find(id);
    REQUIRE(found != nullptr);
    return *found;
  }
  TicketState state(const TicketId& id) { return ticket(id).state; }

  TicketBook book;
  TicketEvents log;
  Instant now = morning;

 private:
  int tickets_{};
};

inline bool accepted(const TicketDecision& decision) {
  return std::holds_alternative<TicketEvents>(decision);
}
inline TicketRefusal refusal(const TicketDecision& decision) {
  REQUIRE(std::holds_alternative<TicketRefusal>(decision));
  return std::get<TicketRefusal>(decision);
}

inline std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace yz::test
