// Writes one wish event: fold, wish row, event row and feed line, inside the caller's transaction. When that
// does not commit, the caller loads the books anew.
#pragma once

#include <string>

#include "domain/wishes/wishes.h"
#include "hub/new_event.h"

namespace yz::hub {

using NewWishEvent = NewEventOf<domain::WishEvent>;

[[nodiscard]] std::string entity_of(const domain::WishEvent& event);

/// Only `applied` writes more than the event's row; `ignored` writes nothing. Kiosks are told without what
/// units wrote about the work.
[[nodiscard]] Result<domain::Folded> record(Hub& hub, const NewWishEvent& event);

/// Content has other rules: deadlines of what is open are reckoned anew.
[[nodiscard]] Status renew_deadlines(Hub& hub, const std::string& station, const domain::WishRules& rules);

}  // namespace yz::hub
