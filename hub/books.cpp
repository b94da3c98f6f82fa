#include "hub/books.h"

#include "domain/content/station_json.h"
#include "domain/tickets/tickets_json.h"
#include "hub/store/feed.h"
#include "hub/store/stations.h"

namespace yz::hub {

namespace {

/// Yesterday's tickets are still asked for around midnight.
domain::Day oldest_day(const domain::Station& station, Instant now) {
  return domain::station_time(station, now - std::chrono::days{1}).day;
}

}  // namespace

Status Books::load(Instant now) {
  books_.clear();
  const auto stations = store::stations(database_);
  if (!stations) return fail(stations.error());
  for (const store::StationRow& row : *stations) {
    domain::Station station;
    station.id = domain::StationId(row.id);
    station.name.zh = row.name;
    if (!row.content.empty()) {
      auto parsed = domain::parse_station(row.content);
      if (!parsed) return fail(Code::corrupt, "stored content of " + row.id + ": " + parsed.error().what);
      station = *std::move(parsed);
    }
    const std::string first_day = domain::to_text(oldest_day(station, now));
    auto& book = books_.emplace(row.id, domain::TicketBook(std::move(station))).first->second;
    const auto tickets = store::tickets_from(database_, row.id, first_day);
    if (!tickets) return fail(tickets.error());
    for (const store::TicketRow& stored : *tickets) {
      auto ticket = domain::parse_ticket(stored.content);
      if (!ticket) return fail(Code::corrupt, "stored ticket " + stored.id + ": " + ticket.error().what);
      book.restore(*std::move(ticket));
    }
  }
  if (auto loaded = wishes_.load(*stations, now); !loaded) return loaded;
  std::map<std::string, domain::Minutes> zones;
  for (const auto& [id, book] : books_) zones.emplace(id, book.station().utc_offset);
  return lessons_.load(*stations, zones, now);
}

Result<domain::TicketBook*> Books::find(const std::string& station) {
  const auto found = books_.find(station);
  if (found == books_.end()) return fail(Code::not_found, "no station " + station);
  return &found->second;
}

Status Books::fetch(domain::TicketBook& book, const std::string& station, const domain::TicketId& ticket) {
  if (book.find(ticket) != nullptr) return {};
  const auto row = store::find_ticket(database_, ticket.value);
  if (!row) return fail(row.error());
  if (!*row || (*row)->station != station) return {};
  auto parsed = domain::parse_ticket((*row)->content);
  if (!parsed) return fail(Code::corrupt, "stored ticket " + ticket.value + ": " + parsed.error().what);
  book.restore(*std::move(parsed));
  return {};
}

void Books::tidy(Instant now) {
  for (auto& [id, book] : books_) book.forget_before(oldest_day(book.station(), now));
  wishes_.tidy(now);
  lessons_.tidy(now);
}

}  // namespace yz::hub
