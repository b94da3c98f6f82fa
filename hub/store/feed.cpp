#include "hub/store/feed.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* applied_sql = "SELECT COUNT(*) FROM event WHERE id = $1";
constexpr const char* add_event_sql =
    "INSERT INTO event (id, station, type, entity, source, applied_at) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr const char* newest_sql = "SELECT COALESCE(MAX(rev), 0) FROM feed";
constexpr const char* add_feed_sql =
    "INSERT INTO feed (rev, station, source, line) VALUES ((SELECT COALESCE(MAX(rev), 0) + 1 FROM feed), $1, "
    "$2, $3)";
constexpr const char* feed_sql =
    "SELECT rev, line FROM feed WHERE station = $1 AND rev > $2 AND source <> $3 ORDER BY rev LIMIT $4";
constexpr const char* save_ticket_sql =
    "INSERT INTO ticket (id, station, day, label, content) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (id) DO UPDATE SET content = excluded.content";
constexpr const char* find_ticket_sql = "SELECT id, station, day, label, content FROM ticket WHERE id = $1";
constexpr const char* tickets_sql =
    "SELECT id, station, day, label, content FROM ticket WHERE station = $1 AND day >= $2 ORDER BY day, id";
constexpr const char* label_sql =
    "SELECT id, station, day, label, content FROM ticket WHERE day = $1 AND label = $2 ORDER BY id LIMIT "
    "1000";
constexpr const char* add_letter_sql =
    "INSERT INTO dead_letter (device, epoch, stream, seq, station, code, detail, event_id, type, entity, "
    "made_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (device, epoch, stream, seq) DO "
    "UPDATE SET "
    "code = excluded.code, detail = excluded.detail, event_id = excluded.event_id, type = excluded.type, "
    "entity = excluded.entity";
constexpr const char* remove_letter_sql =
    "DELETE FROM dead_letter WHERE device = $1 AND epoch = $2 AND stream = $3 AND seq = $4";
constexpr const char* letters_sql =
    "SELECT device, epoch, stream, seq, station, code, detail, event_id, type, entity, made_at FROM "
    "dead_letter "
    "ORDER BY made_at, device, epoch, stream, seq";
constexpr const char* has_letter_sql = "SELECT COUNT(*) FROM dead_letter WHERE station = $1 AND entity = $2";

TicketRow ticket_from(const Query& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
}

}  // namespace

Result<bool> is_applied(Database& database, std::string_view event) {
  const auto count = database.number(applied_sql, event);
  if (!count) return fail(count.error());
  return *count > 0;
}

Status add_event(Database& database, const EventRow& event, Instant now) {
  return database.run(add_event_sql, event.id, event.station, event.type, event.entity, event.source,
                      to_ms(now));
}

Result<std::int64_t> newest_rev(Database& database) {
  return database.number(newest_sql);
}

Status add_feed(Database& database, std::string_view station, std::string_view source,
                std::string_view line) {
  return database.run(add_feed_sql, station, source, line);
}

Result<std::vector<FeedRow>> feed_after(Database& database, std::string_view station, std::string_view device,
                                        std::int64_t since, std::int64_t most) {
  Query query = database.ask(feed_sql, station, since, device, most);
  return collect<FeedRow>(query, [](const Query& row) { return FeedRow{row.integer(0), row.text(1)}; });
}

Status save_ticket(Database& database, const TicketRow& ticket) {
  return database.run(save_ticket_sql, ticket.id, ticket.station, ticket.day, ticket.label, ticket.content);
}

Result<std::optional<TicketRow>> find_ticket(Database& database, std::string_view id) {
  Query query = database.ask(find_ticket_sql, id);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return ticket_from(query);
}

Result<std::vector<TicketRow>> tickets_from(Database& database, std::string_view station,
                                            std::string_view first_day) {
  Query query = database.ask(tickets_sql, station, first_day);
  return collect<TicketRow>(query, ticket_from);
}

Result<std::vector<TicketRow>> tickets_by_label(Database& database, std::string_view day,
                                                std::string_view label) {
  Query query = database.ask(label_sql, day, label);
  return collect<TicketRow>(query, ticket_from);
}

Status add_dead_letter(Database& database, const DeadLetter& letter) {
  return database.run(add_letter_sql, letter.stream.device, letter.stream.epoch, letter.stream.stream,
                      letter.sequence, letter.station, letter.code, letter.detail, letter.event_id,
                      letter.type, letter.entity, to_ms(letter.made_at));
}

Status remove_dead_letter(Database& database, const DeadLetter& letter) {
  return database.run(remove_letter_sql, letter.stream.device, letter.stream.epoch, letter.stream.stream,
                      letter.sequence);
}

Result<std::vector<DeadLetter>> dead_letters(Database& database) {
  Query query = database.ask(letters_sql);
  return collect<DeadLetter>(query, [](const Query& row) {
    return DeadLetter{{row.text(0), row.text(1), row.text(2)},
                      row.integer(3),
                      row.text(4),
                      row.text(5),
                      row.text(6),
                      row.text(7),
                      row.text(8),
                      row.text(9),
                      from_ms(row.integer(10))};
  });
}

Result<bool> has_dead_letter(Database& database, std::string_view station, std::string_view entity) {
  const auto count = database.number(has_letter_sql, station, entity);
  if (!count) return fail(count.error());
  return *count > 0;
}

}  // namespace yz::hub::store
