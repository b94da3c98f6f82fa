#include "hub/store/lessons.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* save_sign_up_sql =
    "INSERT INTO lesson_sign_up (id, station, session, starts, turn_at, uncertainty, content) "
    "VALUES ($1, $2, $3, $4, 0, 0, $5) ON CONFLICT (id) DO UPDATE SET content = excluded.content";
constexpr const char* find_sign_up_sql =
    "SELECT id, station, session, starts, content FROM lesson_sign_up WHERE id = $1";
constexpr const char* sign_ups_sql =
    "SELECT id, station, session, starts, content FROM lesson_sign_up WHERE station = $1 AND starts >= $2 "
    "ORDER BY id";
constexpr const char* period_sign_ups_sql =
    "SELECT id, station, session, starts, content FROM lesson_sign_up WHERE station = $1 AND starts >= $2 "
    "AND "
    "starts < $3 ORDER BY id";
constexpr const char* session_sign_ups_sql =
    "SELECT id, station, session, starts, content FROM lesson_sign_up WHERE station = $1 AND session = $2 "
    "ORDER BY id";
constexpr const char* set_turn_sql = "UPDATE lesson_sign_up SET turn_at = $1, uncertainty = $2 WHERE id = $3";
constexpr const char* turns_sql =
    "SELECT id, turn_at, uncertainty FROM lesson_sign_up WHERE station = $1 AND session = $2 AND turn_at > 0 "
    "ORDER BY turn_at, id";
constexpr const char* save_grant_sql =
    "INSERT INTO lesson_grant (id, station, ends, is_returned, content) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (id) DO UPDATE SET is_returned = excluded.is_returned, content = excluded.content";
constexpr const char* find_grant_sql =
    "SELECT id, station, ends, is_returned, content FROM lesson_grant WHERE id = $1";
constexpr const char* grants_sql =
    "SELECT id, station, ends, is_returned, content FROM lesson_grant WHERE station = $1 AND "
    "(is_returned = 0 OR ends >= $2) ORDER BY id";
constexpr const char* save_called_off_sql =
    "INSERT INTO lesson_called_off (station, session, at, content) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (station, session) DO UPDATE SET at = excluded.at, content = excluded.content";
constexpr const char* called_off_sql =
    "SELECT station, session, at, content FROM lesson_called_off WHERE station = $1 ORDER BY session";

SeatGrantRow grant_from(const Query& row) {
  return {row.text(0), row.text(1), from_ms(row.integer(2)), row.integer(3) != 0, row.text(4)};
}

}  // namespace

SignUpRow sign_up_from(const Query& row) {
  return {row.text(0), row.text(1), row.text(2), from_ms(row.integer(3)), row.text(4)};
}

Status save_sign_up(Database& database, const SignUpRow& sign_up) {
  return database.run(save_sign_up_sql, sign_up.id, sign_up.station, sign_up.session, to_ms(sign_up.starts),
                      sign_up.content);
}

Result<std::optional<SignUpRow>> find_sign_up(Database& database, std::string_view id) {
  Query query = database.ask(find_sign_up_sql, id);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return sign_up_from(query);
}

Result<std::vector<SignUpRow>> sign_ups_from(Database& database, std::string_view station, Instant from) {
  Query query = database.ask(sign_ups_sql, station, to_ms(from));
  return collect<SignUpRow>(query, sign_up_from);
}

Result<std::vector<SignUpRow>> sign_ups_in(Database& database, std::string_view station, Instant from,
                                           Instant until) {
  Query query = database.ask(period_sign_ups_sql, station, to_ms(from), to_ms(until));
  return collect<SignUpRow>(query, sign_up_from);
}

Result<std::vector<SignUpRow>> sign_ups_of(Database& database, std::string_view station,
                                           std::string_view session) {
  Query query = database.ask(session_sign_ups_sql, station, session);
  return collect<SignUpRow>(query, sign_up_from);
}

Status set_turn(Database& database, const TurnRow& turn) {
  return database.run(set_turn_sql, to_ms(turn.at), std::int64_t{turn.uncertainty.count()}, turn.sign_up);
}

Result<std::vector<TurnRow>> turns_of(Database& database, std::string_view station,
                                      std::string_view session) {
  Query query = database.ask(turns_sql, station, session);
  return collect<TurnRow>(query, [](const Query& row) {
    return TurnRow{row.text(0), from_ms(row.integer(1)), Milliseconds{row.integer(2)}};
  });
}

Status save_seat_grant(Database& database, const SeatGrantRow& grant) {
  return database.run(save_grant_sql, grant.id, grant.station, to_ms(grant.ends),
                      std::int64_t{grant.is_returned ? 1 : 0}, grant.content);
}

Result<std::optional<SeatGrantRow>> find_seat_grant(Database& database, std::string_view id) {
  Query query = database.ask(find_grant_sql, id);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return grant_from(query);
}

Result<std::vector<SeatGrantRow>> seat_grants_from(Database& database, std::string_view station,
                                                   Instant from) {
  Query query = database.ask(grants_sql, station, to_ms(from));
  return collect<SeatGrantRow>(query, grant_from);
}

Status save_called_off(Database& database, const CalledOffRow& session) {
  return database.run(save_called_off_sql, session.station, session.session, to_ms(session.at),
                      session.content);
}

Result<std::vector<CalledOffRow>> called_off_of(Database& database, std::string_view station) {
  Query query = database.ask(called_off_sql, station);
  return collect<CalledOffRow>(query, [](const Query& row) {
    return CalledOffRow{row.text(0), row.text(1), from_ms(row.integer(2)), row.text(3)};
  });
}

}  // namespace yz::hub::store
