#include "kiosk/app/ticket_rows.h"

#include <fmt/format.h>

#include <set>

#include "domain/tickets/tickets_json.h"
#include "kiosk/app/row_differences.h"

namespace yz::kiosk {

cache::ModelRow row_of(const domain::Ticket& ticket) {
  return {ticket_area, ticket.id.value, domain::to_text(ticket.day), domain::to_json(ticket)};
}

const domain::TicketId& ticket_of(const domain::TicketEvent& event) {
  return std::visit([](const auto& one) -> const domain::TicketId& { return one.ticket; }, event);
}

std::vector<cache::ModelRow> rows_after(const domain::TicketBook& book,
                                        const std::vector<domain::TicketEvent>& events) {
  // Copying the whole book for each event would cost what a day holds.
  std::set<domain::TicketId> concerned;
  for (const auto& event : events) concerned.insert(ticket_of(event));
  domain::TicketBook scratch = book.excerpt(concerned);
  for (const auto& event : events) (void)scratch.fold(event);  // what no longer fits changes nothing
  std::vector<cache::ModelRow> rows;
  for (const auto* ticket : scratch.all()) rows.push_back(row_of(*ticket));
  return rows;
}

std::string series_of(const domain::ServiceId& service, int kiosk_digit) {
  return kiosk_digit == 0 ? service.value : service.value + "." + std::to_string(kiosk_digit);
}

std::optional<domain::ServiceId> service_of(const std::string& series, int kiosk_digit) {
  const auto dot = series.rfind('.');
  const bool has_digit = dot != std::string::npos && series.size() == dot + 2 && series[dot + 1] >= '1' &&
                         series[dot + 1] <= '9';
  const int digit = has_digit ? series[dot + 1] - '0' : 0;
  if (digit != kiosk_digit) return std::nullopt;
  return domain::ServiceId(has_digit ? series.substr(0, dot) : series);
}

Status load_book(domain::TicketBook& book, cache::Journal& journal, domain::Day from, int kiosk_digit) {
  auto rows = journal.rows(ticket_area, domain::to_text(from));
  if (!rows) return fail(rows.error());
  for (const auto& row : *rows) {
    auto ticket = domain::parse_ticket(row.value);
    if (!ticket) return fail(Code::corrupt, "ticket row " + row.key + ": " + ticket.error().what);
    book.restore(*std::move(ticket));
  }
  auto floors = journal.floors();
  if (!floors) return fail(floors.error());
  for (const auto& floor : *floors) {
    const auto service = service_of(floor.series, kiosk_digit);
    domain::Day day;
    if (service && domain::parse_day(floor.day, day)) book.raise_floor(*service, day, floor.number);
  }
  return {};
}

Result<RebuildReport> rebuild_rows(const domain::Station& station, cache::Journal& journal) {
  auto replayed = journal.replay();
  if (!replayed) return fail(replayed.error());
  RebuildReport report;
  domain::TicketBook book(station);
  for (const auto& line : *replayed) {
    ++report.events;
    auto event = domain::parse_ticket_event({line.type, line.version}, line.body_json);
    if (event) {
      (void)book.fold(*event);  // what did not fit then does not fit now
    } else if (event.error().code != Code::unsupported) {
      report.differences.push_back(fmt::format("event {}: {}", line.type, event.error().what));
    }
  }
  std::vector<cache::ModelRow> rows;
  for (const auto* ticket : book.all()) rows.push_back(row_of(*ticket));
  report.tickets = rows.size();
  if (auto replaced = replace_rows(journal, ticket_area, rows, report.differences); !replaced)
    return fail(replaced.error());
  return report;
}

}  // namespace yz::kiosk
