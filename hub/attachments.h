// Opens the photos and voice messages that belong to events: sealed files that kiosks uploaded, whose keys
// are in the events' boxes (docs/formats/events.md, "Attachments"). Blocks for the disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sensitive.h"
#include "hub/event_line.h"
#include "hub/seal_key.h"

namespace yz::hub {

/// The key of that file in the fields of the event's box. `not_found` when they name none.
[[nodiscard]] Result<Sensitive<KeyBytes>> attachment_key(const Sensitive<std::string>& fields_json,
                                                         std::string_view sha256);

/// The clear bytes, for staff. `not_found`: it has not come yet. `unsupported`: of a type that is not shown.
/// `corrupt`: not what the event says, or not for that key.
[[nodiscard]] Result<Sensitive<std::string>> open_attachment(const std::filesystem::path& data,
                                                             const AttachmentMark& mark,
                                                             const Sensitive<KeyBytes>& key);

}  // namespace yz::hub
