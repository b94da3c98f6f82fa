// First byte: the kind of event; the rest: its body. And every body once as a ticket row. What was read is
// folded.
#include <array>
#include <cstdint>

#include "base/check.h"
#include "domain/tickets/tickets_json.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array kinds{
      "ticket.issued", "ticket.called",   "ticket.recalled",  "ticket.serving",     "ticket.served",
      "ticket.missed", "ticket.requeued", "ticket.cancelled", "ticket.transferred", "ticket.rated"};
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const EventKind kind{.type = kinds[data[0] % kinds.size()], .version = 1};
  TicketBook book{Station{}};
  if (const auto event = parse_ticket_event(kind, body)) {
    (void)book.fold(*event);  // any outcome will do
    const auto again = parse_ticket_event(kind, to_json(*event));
    yz::check(again && *again == *event, "an event reads back as it was written");
  }
  if (const auto ticket = parse_ticket(body)) {
    book.restore(*ticket);
    const auto again = parse_ticket(to_json(*ticket));
    yz::check(again && *again == *ticket, "a ticket reads back as it was written");
  }
  return 0;
}
