#include "hub/store/accounts.h"

#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_sql =
    "INSERT INTO account (name, role, station, password_hash, must_change, first_until, unit, made_at, "
    "display_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr const char* find_sql =
    "SELECT name, role, station, password_hash, must_change, first_until, unit, display_name FROM account "
    "WHERE name = $1";
constexpr const char* password_sql =
    "UPDATE account SET password_hash = $1, must_change = 0, first_until = 0 WHERE name = $2";
constexpr const char* add_session_sql =
    "INSERT INTO session (token_hash, account, made_at, seen_at) VALUES ($1, $2, $3, $4)";
constexpr const char* find_session_sql =
    "SELECT account, made_at, seen_at FROM session WHERE token_hash = $1";
constexpr const char* touch_sql = "UPDATE session SET seen_at = $1 WHERE token_hash = $2";
constexpr const char* end_sql = "DELETE FROM session WHERE token_hash = $1";
constexpr const char* end_all_sql = "DELETE FROM session WHERE account = $1";

}  // namespace

Status add_account(Database& database, const Account& account, Instant now) {
  return database.run(add_sql, account.name, account.role, account.station, account.password_hash,
                      std::int64_t{account.must_change}, to_ms(account.first_until), account.unit, to_ms(now),
                      account.display_name);
}

Result<std::optional<Account>> find_account(Database& database, std::string_view name) {
  Query query = database.ask(find_sql, name);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return Account{query.text(0), query.text(1),         query.text(2),
                 query.text(3), query.integer(4) != 0, from_ms(query.integer(5)),
                 query.text(7), query.text(6)};
}

Status set_password(Database& database, std::string_view name, std::string_view hash) {
  return database.run(password_sql, hash, name);
}

Status add_session(Database& database, std::string_view token_hash, std::string_view account, Instant now) {
  return database.run(add_session_sql, token_hash, account, to_ms(now), to_ms(now));
}

Result<std::optional<SessionRow>> find_session(Database& database, std::string_view token_hash) {
  Query query = database.ask(find_session_sql, token_hash);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return SessionRow{query.text(0), from_ms(query.integer(1)), from_ms(query.integer(2))};
}

Status touch_session(Database& database, std::string_view token_hash, Instant now) {
  return database.run(touch_sql, to_ms(now), token_hash);
}

Status end_session(Database& database, std::string_view token_hash) {
  return database.run(end_sql, token_hash);
}

Status end_sessions_of(Database& database, std::string_view account) {
  return database.run(end_all_sql, account);
}

}  // namespace yz::hub::store
