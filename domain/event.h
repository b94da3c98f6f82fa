// What events of every area have in common: how a kind is named on a line, and what became of one that was
// folded.
#pragma once

#include <string>

namespace yz::domain {

/// "ticket.issued", "wish.submitted" … and the version of its body.
struct EventKind {
  std::string type;
  int version{};
  bool operator==(const EventKind&) const = default;
};

/// What became of an event that was folded. `ignored`: it no longer fitted (a call of a ticket that is
/// already served); the state is unchanged and whoever is responsible for telling (the hub) makes it a dead
/// letter.
enum class Folded { applied, repeated, ignored };

}  // namespace yz::domain
