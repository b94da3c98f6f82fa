#include "kiosk/app/feed_event.h"

#include <nlohmann/json.hpp>

#include "domain/help/help_json.h"
#include "domain/lessons/lessons_json.h"
#include "domain/lessons/progress_json.h"
#include "domain/tickets/tickets_json.h"
#include "domain/wishes/wishes_json.h"

namespace yz::kiosk {
namespace {

struct Inside {
  domain::EventKind kind;
  std::string body_json;
};

/// The event of that area ("ticket."), or nothing.
Result<std::optional<Inside>> inside(const cache::FeedLine& line, std::string_view area) {
  if (line.kind != "event") return std::nullopt;
  const auto event = nlohmann::json::parse(line.json, nullptr, /*allow_exceptions=*/false);
  if (!event.is_object()) return fail(Code::invalid, "no JSON object");
  const auto type = event.find("type");
  const auto version = event.find("tv");
  const auto body = event.find("body");
  if (type == event.end() || !type->is_string()) return fail(Code::invalid, "type");
  if (!type->get_ref<const std::string&>().starts_with(area)) return std::nullopt;
  if (version == event.end() || !version->is_number_integer()) return fail(Code::invalid, "tv");
  if (body == event.end() || !body->is_object()) return fail(Code::invalid, "body");
  return Inside{{type->get<std::string>(), version->get<int>()}, body->dump()};
}

template <class Event>
Result<std::optional<Event>> parse(const cache::FeedLine& line, std::string_view area,
                                   Result<Event> (*read)(const domain::EventKind&, std::string_view)) {
  const auto found = inside(line, area);
  if (!found) return fail(found.error());
  if (!*found) return std::nullopt;
  auto parsed = read((*found)->kind, (*found)->body_json);
  if (!parsed) return fail(parsed.error());
  return std::optional<Event>{*std::move(parsed)};
}

}  // namespace

Result<std::optional<domain::TicketEvent>> parse_feed_event(const cache::FeedLine& line) {
  return parse<domain::TicketEvent>(line, "ticket.", domain::parse_ticket_event);
}

Result<std::optional<domain::WishEvent>> parse_wish_feed_event(const cache::FeedLine& line) {
  return parse<domain::WishEvent>(line, "wish.", domain::parse_wish_event);
}

Result<std::optional<domain::HelpEvent>> parse_help_feed_event(const cache::FeedLine& line) {
  return parse<domain::HelpEvent>(line, "help.", domain::parse_help_event);
}

Result<std::optional<domain::LessonEvent>> parse_lesson_feed_event(const cache::FeedLine& line) {
  return parse<domain::LessonEvent>(line, "lesson.", domain::parse_lesson_event);
}

Result<std::optional<domain::ProgressRecorded>> parse_progress_feed_event(const cache::FeedLine& line) {
  return parse<domain::ProgressRecorded>(line, "progress.", domain::parse_progress_event);
}

}  // namespace yz::kiosk
