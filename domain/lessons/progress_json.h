// Progress on the practice phone as the body of an event line (docs/formats/events.md) and as a read model's
// row.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "domain/lessons/progress.h"

namespace yz::domain {

inline constexpr const char* progress_type = "progress.recorded";

[[nodiscard]] EventKind kind_of(const ProgressRecorded& event);
/// One JSON object on one line.
[[nodiscard]] std::string to_json(const ProgressRecorded& event);
/// `unsupported` for a type or version that this program does not know, `invalid` (with the field) for a body
/// that is not as it should be. Never throws.
[[nodiscard]] Result<ProgressRecorded> parse_progress_event(const EventKind& kind,
                                                            std::string_view body_json);

/// One person's row.
[[nodiscard]] std::string to_json(const std::string& person, const PersonProgress& progress);
[[nodiscard]] Result<std::pair<std::string, PersonProgress>> parse_progress(std::string_view json);

}  // namespace yz::domain
