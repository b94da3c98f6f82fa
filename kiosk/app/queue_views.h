// What screens are shown of the ticket book. Pure: book, day and time in, views out.
#pragma once

#include <string>
#include <vector>

#include "domain/tickets/tickets.h"
#include "kiosk/app/messages.h"

namespace yz::kiosk {

inline constexpr std::size_t board_calls_max = 6;

[[nodiscard]] QueueShown queue_view(const domain::TicketBook& book, const domain::StationTime& now);
[[nodiscard]] TicketView ticket_view(const domain::TicketBook& book, const domain::Ticket& ticket,
                                     const std::string& ticket_url, PrintState print);

}  // namespace yz::kiosk
