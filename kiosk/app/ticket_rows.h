// Tickets as rows of the read model: what a start loads instead of folding everything again, and what a
// rebuild compares.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/tickets/tickets.h"
#include "offline-cache/journal.h"

namespace yz::kiosk {

inline constexpr const char* ticket_area = "ticket";

[[nodiscard]] cache::ModelRow row_of(const domain::Ticket& ticket);
/// The rows that folding these events would give; the book itself is not changed, since they are not durable
/// yet.
[[nodiscard]] std::vector<cache::ModelRow> rows_after(const domain::TicketBook& book,
                                                      const std::vector<domain::TicketEvent>& events);
/// The ticket an event is about.
[[nodiscard]] const domain::TicketId& ticket_of(const domain::TicketEvent& event);

/// The journal's name for a kiosk's numbers of a service: "social", "social.2" where the station has several
/// kiosks.
[[nodiscard]] std::string series_of(const domain::ServiceId& service, int kiosk_digit);
/// Back again; nothing for a series of another kiosk digit.
[[nodiscard]] std::optional<domain::ServiceId> service_of(const std::string& series, int kiosk_digit);

/// Reads the day's tickets and all number floors into the book.
[[nodiscard]] Status load_book(domain::TicketBook& book, cache::Journal& journal, domain::Day from,
                               int kiosk_digit);

/// Read models against what folding the journal gives. `differences`: one line each, in English; afterwards
/// there are none.
struct RebuildReport {
  std::size_t events{};
  std::size_t tickets{};
  std::vector<std::string> differences;
};
[[nodiscard]] Result<RebuildReport> rebuild_rows(const domain::Station& station, cache::Journal& journal);

}  // namespace yz::kiosk
