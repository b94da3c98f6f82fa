#include "hub/store/migrate.h"

#include <charconv>

#include "hub/embedded.h"

namespace yz::hub::store {

namespace {

constexpr const char* make_list =
    "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
constexpr const char* newest_migration_sql = "SELECT COALESCE(MAX(number), 0) FROM migration";
constexpr const char* note_sql = "INSERT INTO migration (number, name) VALUES ($1, $2)";
constexpr const char* setting_sql = "SELECT value FROM setting WHERE name = $1";
constexpr const char* set_setting_sql =
    "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = "
    "excluded.value";

/// "store/migrations/0001_first.sql" → 1
std::int64_t number_of(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  std::int64_t number = 0;
  std::from_chars(path.data(), path.data() + path.size(), number);
  return number;
}

}  // namespace

Status migrate(Database& database) {
  auto transaction = Transaction::begin(database);
  if (!transaction) return fail(transaction.error());
  if (auto made = database.run(make_list); !made) return made;
  const auto newest = database.number(newest_migration_sql);
  if (!newest) return fail(newest.error());
  std::int64_t known = 0;
  for (const EmbeddedFile& file : migration_files()) {
    known = number_of(file.path);
    if (known <= *newest) continue;
    if (auto done = database.script(std::string(file.bytes)); !done) return done;
    if (auto noted = database.run(note_sql, known, file.path); !noted) return noted;
  }
  if (*newest > known) return fail(Code::unsupported, "the database was written by a newer yizhan-hub");
  return transaction->commit();
}

Result<std::string> setting(Database& database, std::string_view name) {
  Query query = database.ask(setting_sql, name);
  const auto row = query.step();
  if (!row) return fail(row.error());
  return *row ? query.text(0) : std::string();
}

Status set_setting(Database& database, std::string_view name, std::string_view value) {
  return database.run(set_setting_sql, name, value);
}

}  // namespace yz::hub::store
