// First byte: the kind of event; the rest: its body. And every body once as a ticket's and as a wish's row.
// What was read is folded.
#include <array>
#include <cstdint>

#include "base/check.h"
#include "domain/tickets/tickets_json.h"
#include "domain/wishes/wishes_json.h"

using namespace yz::domain;

namespace {

// New kinds go to the end: the corpus names them by their place.
constexpr std::array kinds{"ticket.issued",      "ticket.called",   "ticket.recalled",    "ticket.serving",
                           "ticket.served",      "ticket.missed",   "ticket.requeued",    "ticket.cancelled",
                           "ticket.transferred", "ticket.rated",    "wish.submitted",     "wish.triaged",
                           "wish.dispatched",    "wish.accepted",   "wish.declined",      "wish.progressed",
                           "wish.resolved",      "wish.rated",      "wish.reopened",      "wish.escalated",
                           "wish.closed",        "wish.published",  "wish.unpublished",   "wish.supported",
                           "wish.claimed",       "wish.claim_lost", "wish.claim_released"};

void fold_ticket(const EventKind& kind, std::string_view body) {
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
}

void fold_wish(const EventKind& kind, std::string_view body) {
  WishBook book{WishContent{}};
  if (const auto event = parse_wish_event(kind, body)) {
    (void)book.fold(*event);
    const auto again = parse_wish_event(kind, to_json(*event));
    yz::check(again && *again == *event, "an event reads back as it was written");
  }
  if (const auto wish = parse_wish(body)) {
    book.restore(*wish);
    (void)way_of(*wish, WishRules{});
    yz::check(owner_and_deadline(*wish, WishRules{}).has_value() == wish->is_open(),
              "open wishes have a duty");
    const auto again = parse_wish(to_json(*wish));
    yz::check(again && *again == *wish, "a wish reads back as it was written");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const EventKind kind{.type = kinds[data[0] % kinds.size()], .version = 1};
  fold_ticket(kind, body);
  fold_wish(kind, body);
  return 0;
}
