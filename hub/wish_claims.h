// Whose claim of a wish holds when two kiosks took one without knowing of each other: the earlier by the
// clocks put right, and where these are not sure enough, the one that came here first. Runs on the hub's work
// thread inside the caller's transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/wishes/wishes.h"
#include "hub/event_line.h"
#include "hub/hub.h"
#include "hub/store/wishes.h"

namespace yz::hub {

/// Writes down when it was made and how sure that is.
[[nodiscard]] Status note_claim(Hub& hub, const EventLine& line, const domain::WishClaimed& claim);
/// Tells everybody whose claim does not hold. Nothing to tell is no error.
[[nodiscard]] Status settle_claims(Hub& hub, const std::string& station, const domain::WishId& wish);

/// Of claims in the order of receipt, who holds; nothing for none.
[[nodiscard]] std::optional<std::string> holder_of(const std::vector<store::WishClaimRow>& claims);

}  // namespace yz::hub
