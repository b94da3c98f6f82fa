// Every screen in every state a resident or a member of staff can meet: what the tests of the look walk
// through, and what the gallery of pictures shows.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/support/drawn_screen.h"

namespace yz::test {

struct Situation {
  std::string name;    // of its picture: "tickets.done.paper_out"
  std::string screen;  // that is shown then
  std::function<void(DrawnScreen&)> prepare;
};

/// Staff mode is in it too.
[[nodiscard]] const std::vector<Situation>& situations();

/// A ticket A012 of the first service, waiting as second.
[[nodiscard]] kiosk::TicketView ticket_a012();
/// Seven services: open, closed, full; three counters.
[[nodiscard]] kiosk::QueueShown busy_morning();

}  // namespace yz::test
