// The event inside a feed line (docs/formats/device-api.md). Bytes from outside: bounded and checked.
#pragma once

#include <optional>

#include "domain/help/help.h"
#include "domain/lessons/lessons.h"
#include "domain/lessons/progress.h"
#include "domain/tickets/tickets.h"
#include "domain/wishes/wishes.h"
#include "offline-cache/journal.h"

namespace yz::kiosk {

/// Nothing for a line that is about something else; an error for a ticket event that is not as it should be.
[[nodiscard]] Result<std::optional<domain::TicketEvent>> parse_feed_event(const cache::FeedLine& line);
/// The same for wish events.
[[nodiscard]] Result<std::optional<domain::WishEvent>> parse_wish_feed_event(const cache::FeedLine& line);
/// The same for help events.
[[nodiscard]] Result<std::optional<domain::HelpEvent>> parse_help_feed_event(const cache::FeedLine& line);
/// The same for lesson events.
[[nodiscard]] Result<std::optional<domain::LessonEvent>> parse_lesson_feed_event(const cache::FeedLine& line);
/// The same for progress on the practice phone.
[[nodiscard]] Result<std::optional<domain::ProgressRecorded>> parse_progress_feed_event(
    const cache::FeedLine& line);

}  // namespace yz::kiosk
