// Scanned text → ticket code; what is read must be written back as it was.
#include <cstdint>

#include "base/check.h"
#include "domain/tickets/tickets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view scanned(reinterpret_cast<const char*>(data), size);
  if (const auto code = yz::domain::parse_ticket_code(scanned)) {
    yz::domain::Ticket ticket;
    ticket.day = code->day;
    ticket.label = code->label;
    ticket.secret = code->secret;
    yz::check(scanned.ends_with(yz::domain::make_ticket_code(ticket)), "a code reads back as it was written");
  }
  return 0;
}
