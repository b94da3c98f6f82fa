#include "kiosk/app/feed_event.h"

#include <nlohmann/json.hpp>

#include "domain/tickets/tickets_json.h"

namespace yz::kiosk {

Result<std::optional<domain::TicketEvent>> parse_feed_event(const cache::FeedLine& line) {
  if (line.kind != "event") return std::optional<domain::TicketEvent>{};
  const auto event = nlohmann::json::parse(line.json, nullptr, /*allow_exceptions=*/false);
  if (!event.is_object()) return fail(Code::invalid, "no JSON object");
  const auto type = event.find("type");
  const auto version = event.find("tv");
  const auto body = event.find("body");
  if (type == event.end() || !type->is_string()) return fail(Code::invalid, "type");
  if (!type->get_ref<const std::string&>().starts_with("ticket."))
    return std::optional<domain::TicketEvent>{};
  if (version == event.end() || !version->is_number_integer()) return fail(Code::invalid, "tv");
  if (body == event.end() || !body->is_object()) return fail(Code::invalid, "body");
  auto parsed = domain::parse_ticket_event({type->get<std::string>(), version->get<int>()}, body->dump());
  if (!parsed) return fail(parsed.error());
  return std::optional<domain::TicketEvent>{*std::move(parsed)};
}

}  // namespace yz::kiosk
