// Calls for help on the hub: the same fold as on the kiosks, over the stored row of the call concerned. Runs
// on the hub's work thread.
#pragma once

#include <string>

#include "domain/help/help.h"
#include "hub/new_event.h"

namespace yz::hub {

using NewHelpEvent = NewEventOf<domain::HelpEvent>;

/// A book of that one call, or an empty one where the station has no such call.
[[nodiscard]] Result<domain::HelpBook> help_book(Hub& hub, const std::string& station,
                                                 const domain::HelpId& help);
/// Fold, row, event row and feed line, inside the caller's transaction. Only `applied` writes more than the
/// event's row; `ignored` writes nothing.
[[nodiscard]] Result<domain::Folded> record_help(Hub& hub, const NewHelpEvent& event);

}  // namespace yz::hub
