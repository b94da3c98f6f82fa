// Notices 公告 of a station, as its content pack says them: values only, read from notices.json by
// notices_json.h. Their bodies are a small part of Markdown, which the kiosk turns into blocks.
#pragma once

#include <string>
#include <vector>

#include "domain/content/station.h"

namespace yz::domain {

using NoticeId = Id<struct NoticeTag>;  // stable across content versions

struct Notice {
  NoticeId id;
  LocalText title;
  Day date;           // shown beside the title
  StationTime from;   // shown from its first minute on …
  StationTime until;  // … to before this one
  bool is_pinned{};
  bool is_emergency{};  // takes over the whole screen
  LocalText body;
  bool operator==(const Notice&) const = default;
};

[[nodiscard]] bool is_current(const Notice& notice, const StationTime& now);
/// What is shown now: emergencies first, then pinned ones, then the others, each the newest first.
[[nodiscard]] std::vector<const Notice*> current_notices(const std::vector<Notice>& all,
                                                         const StationTime& now);

}  // namespace yz::domain
