#include "hub/store/wishes.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* save_sql =
    "INSERT INTO wish (id, station, number, level, unit, due, stars, submitted_at, "
    "answered_at, resolved_at, closed_at, content) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
    "ON CONFLICT (id) DO UPDATE SET level = excluded.level, unit = excluded.unit, "
    "due = excluded.due, stars = excluded.stars, answered_at = excluded.answered_at, "
    "resolved_at = excluded.resolved_at, closed_at = excluded.closed_at, content = excluded.content";
constexpr const char* due_sql = "UPDATE wish SET due = $1 WHERE id = $2";
constexpr const char* find_sql =
    "SELECT id, station, number, level, unit, due, stars, submitted_at, answered_at, "
    "resolved_at, closed_at, content FROM wish WHERE id = $1";
constexpr const char* number_sql =
    "SELECT id, station, number, level, unit, due, stars, submitted_at, answered_at, "
    "resolved_at, closed_at, content FROM wish WHERE number = $1";
constexpr const char* station_sql =
    "SELECT id, station, number, level, unit, due, stars, submitted_at, answered_at, "
    "resolved_at, closed_at, content FROM wish WHERE station = $1 AND (closed_at = 0 OR closed_at >= $2) "
    "ORDER BY submitted_at, id";
constexpr const char* period_sql =
    "SELECT id, station, number, level, unit, due, stars, submitted_at, answered_at, "
    "resolved_at, closed_at, content FROM wish WHERE station = $1 AND submitted_at >= $2 AND submitted_at < "
    "$3 AND ($4 = '' OR unit = $5) AND ($6 = '' OR level = $7) ORDER BY submitted_at, id";
constexpr const char* stations_due_sql =
    "SELECT DISTINCT station FROM wish WHERE due > 0 AND due <= $1 ORDER BY station";
constexpr const char* add_box_sql = "INSERT INTO wish_box (event, wish, line) VALUES ($1, $2, $3)";
constexpr const char* boxes_sql = "SELECT event, wish, line FROM wish_box WHERE wish = $1 ORDER BY event";
constexpr const char* add_claim_sql =
    "INSERT INTO wish_claim (event, wish, claimant, claimed_at, corrected_at, uncertainty, receipt) "
    "VALUES ($1, $2, $3, $4, $5, $6, (SELECT COALESCE(MAX(receipt), 0) + 1 FROM wish_claim))";
constexpr const char* claims_sql =
    "SELECT event, wish, claimant, claimed_at, corrected_at, uncertainty FROM wish_claim WHERE wish = $1 "
    "ORDER BY receipt";
constexpr const char* audit_sql = "INSERT INTO wish_audit (wish, account, what, at) VALUES ($1, $2, $3, $4)";

WishRow wish_from(const Query& row) {
  return {.id = row.text(0),
          .station = row.text(1),
          .number = row.text(2),
          .level = row.text(3),
          .unit = row.text(4),
          .due = from_ms(row.integer(5)),
          .stars = row.integer(6),
          .submitted_at = from_ms(row.integer(7)),
          .answered_at = from_ms(row.integer(8)),
          .resolved_at = from_ms(row.integer(9)),
          .closed_at = from_ms(row.integer(10)),
          .content = row.text(11)};
}

Result<std::optional<WishRow>> find_one(Database& database, const char* sql, std::string_view value) {
  Query query = database.ask(sql, value);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return wish_from(query);
}

}  // namespace

Status save_wish(Database& database, const WishRow& wish) {
  return database.run(save_sql, wish.id, wish.station, wish.number, wish.level, wish.unit, to_ms(wish.due),
                      wish.stars, to_ms(wish.submitted_at), to_ms(wish.answered_at), to_ms(wish.resolved_at),
                      to_ms(wish.closed_at), wish.content);
}

Status set_wish_due(Database& database, std::string_view id, Instant due) {
  return database.run(due_sql, to_ms(due), id);
}

Result<std::optional<WishRow>> find_wish(Database& database, std::string_view id) {
  return find_one(database, find_sql, id);
}

Result<std::optional<WishRow>> find_wish_by_number(Database& database, std::string_view number) {
  return find_one(database, number_sql, number);
}

Result<std::vector<WishRow>> wishes_of(Database& database, std::string_view station, Instant closed_from) {
  Query query = database.ask(station_sql, station, to_ms(closed_from));
  return collect<WishRow>(query, wish_from);
}

Result<std::vector<WishRow>> wishes_in(Database& database, const WishPeriod& period) {
  Query query = database.ask(period_sql, period.station, to_ms(period.from), to_ms(period.until), period.unit,
                             period.unit, period.level, period.level);
  return collect<WishRow>(query, wish_from);
}

Result<std::vector<std::string>> stations_with_wishes_due(Database& database, Instant now) {
  Query query = database.ask(stations_due_sql, to_ms(now));
  return collect<std::string>(query, [](const Query& row) { return row.text(0); });
}

Status add_wish_box(Database& database, const WishBoxRow& box) {
  const Bytes line(reinterpret_cast<const std::uint8_t*>(box.line.data()), box.line.size());
  return database.run(add_box_sql, box.event, box.wish, line);
}

Result<std::vector<WishBoxRow>> wish_boxes(Database& database, std::string_view wish) {
  Query query = database.ask(boxes_sql, wish);
  return collect<WishBoxRow>(query, [](const Query& row) {
    return WishBoxRow{row.text(0), row.text(1), row.text(2)};
  });
}

Status add_wish_claim(Database& database, const WishClaimRow& claim) {
  const std::int64_t uncertainty = claim.uncertainty ? claim.uncertainty->count() : std::int64_t{-1};
  return database.run(add_claim_sql, claim.event, claim.wish, claim.claimant, to_ms(claim.claimed_at),
                      to_ms(claim.corrected_at), uncertainty);
}

Result<std::vector<WishClaimRow>> wish_claims(Database& database, std::string_view wish) {
  Query query = database.ask(claims_sql, wish);
  return collect<WishClaimRow>(query, [](const Query& row) {
    const std::int64_t uncertainty = row.integer(5);
    return WishClaimRow{
        .event = row.text(0),
        .wish = row.text(1),
        .claimant = row.text(2),
        .claimed_at = from_ms(row.integer(3)),
        .corrected_at = from_ms(row.integer(4)),
        .uncertainty = uncertainty < 0 ? std::nullopt : std::optional(Milliseconds{uncertainty})};
  });
}

Status add_wish_audit(Database& database, const WishAudit& audit, Instant now) {
  return database.run(audit_sql, audit.wish, audit.account, audit.what, to_ms(now));
}

}  // namespace yz::hub::store
