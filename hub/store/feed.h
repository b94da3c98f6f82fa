// Applied events, the feed that tells kiosks, tickets as they are now, and letters that could not be applied.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"
#include "hub/store/lines.h"

namespace yz::hub::store {

struct EventRow {
  std::string id;
  std::string station;
  std::string type;
  std::string entity;
  std::string source;  // the device, or "hub"
};
[[nodiscard]] Result<bool> is_applied(Database& database, std::string_view event);
[[nodiscard]] Status add_event(Database& database, const EventRow& event, Instant now);

struct FeedRow {
  std::int64_t rev{};
  std::string line;  // a JSON object without its rev
};
[[nodiscard]] Result<std::int64_t> newest_rev(Database& database);
/// Gives it the next rev.
[[nodiscard]] Status add_feed(Database& database, std::string_view station, std::string_view source,
                              std::string_view line);
/// What is new for that kiosk after `since`: of its station and not from itself; at most `most`.
[[nodiscard]] Result<std::vector<FeedRow>> feed_after(Database& database, std::string_view station,
                                                      std::string_view device, std::int64_t since,
                                                      std::int64_t most);

struct TicketRow {
  std::string id;
  std::string station;
  std::string day;
  std::string label;
  std::string content;  // domain's JSON
};
[[nodiscard]] Status save_ticket(Database& database, const TicketRow& ticket);
[[nodiscard]] Result<std::optional<TicketRow>> find_ticket(Database& database, std::string_view id);
[[nodiscard]] Result<std::vector<TicketRow>> tickets_from(Database& database, std::string_view station,
                                                          std::string_view first_day);
/// Of every station: a label alone says nothing of where it was issued.
[[nodiscard]] Result<std::vector<TicketRow>> tickets_by_label(Database& database, std::string_view day,
                                                              std::string_view label);

struct DeadLetter {
  StreamName stream;
  std::int64_t sequence{};
  std::string station;
  std::string code;
  std::string detail;
  std::string event_id;
  std::string type;
  std::string entity;
  Instant made_at;
};
inline constexpr std::string_view parked = "parked";
[[nodiscard]] Status add_dead_letter(Database& database, const DeadLetter& letter);
[[nodiscard]] Status remove_dead_letter(Database& database, const DeadLetter& letter);
/// In the order in which they were received.
[[nodiscard]] Result<std::vector<DeadLetter>> dead_letters(Database& database);
[[nodiscard]] Result<bool> has_dead_letter(Database& database, std::string_view station,
                                           std::string_view entity);

}  // namespace yz::hub::store
