#include "offline-cache/sqlite.h"

namespace yz::cache {

namespace {

Code code_of(int result) {
  switch (result & 0xFF) {
    case SQLITE_FULL:
      return Code::full;
    case SQLITE_ERROR:  // our statements are right, so a table or column that is not there was damaged
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Code::corrupt;
    case SQLITE_CONSTRAINT:
      return Code::conflict;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return Code::invalid;
    default:
      return Code::unavailable;
  }
}

tl::unexpected<Error> fail_sqlite(sqlite3* database, int result) {
  std::string what = "sqlite " + std::to_string(result);
  if (database != nullptr) what += std::string(": ") + sqlite3_errmsg(database);
  return fail(code_of(result), what);
}

int note_log_pages(void* pages, sqlite3* /*database*/, const char* /*name*/, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Query& Query::with(std::int64_t value) {
  sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

Query& Query::with(std::string_view text) {
  // An empty view may have no address, and a null address would bind NULL.
  const char* data = text.data() == nullptr ? "" : text.data();
  sqlite3_bind_text(statement_, ++bound_, data, static_cast<int>(text.size()), SQLITE_STATIC);
  return *this;
}

Query& Query::with(std::span<const std::uint8_t> blob) {
  sqlite3_bind_blob(statement_, ++bound_, blob.data(), static_cast<int>(blob.size()), SQLITE_STATIC);
  return *this;
}

Result<bool> Query::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return fail_sqlite(sqlite3_db_handle(statement_), result);
}

Status Query::run() {
  if (const auto stepped = step(); !stepped) return fail(stepped.error());
  return {};
}

std::string_view Query::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Database::Database(sqlite3* database)
    : log_pages_(std::make_unique<int>(0)), database_(database, sqlite3_close_v2) {}

void Database::count_log_pages() {
  sqlite3_wal_hook(database_.get(), note_log_pages, log_pages_.get());
}

Result<Database> Database::open(const std::filesystem::path& path, const char* vfs) {
  sqlite3* database = nullptr;
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int result = sqlite3_open_v2(path.c_str(), &database, flags, vfs);
  if (result != SQLITE_OK) {
    auto failed = fail_sqlite(database, result);
    sqlite3_close_v2(database);
    return failed;
  }
  sqlite3_extended_result_codes(database, 1);
  return Database(database);
}

Status Database::run(const char* sql) {
  const int result = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return fail_sqlite(database_.get(), result);
  return {};
}

Result<Statement> Database::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int result =
      sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) return fail_sqlite(database_.get(), result);
  return Statement(statement);
}

Result<std::string> Database::ask(const char* sql) {
  const auto statement = prepare(sql);
  if (!statement) return fail(statement.error());
  Query query = statement->query();
  const auto row = query.step();
  if (!row) return fail(row.error());
  return *row ? std::string(query.bytes(0)) : std::string();
}

Status Database::checkpoint(int mode) {
  const int result = sqlite3_wal_checkpoint_v2(database_.get(), nullptr, mode, nullptr, nullptr);
  if (result != SQLITE_OK) return fail_sqlite(database_.get(), result);
  return {};
}

Status Database::configure(int option, int value) {
  int now = -1;
  const int result = sqlite3_db_config(database_.get(), option, value, &now);
  if (result != SQLITE_OK) return fail_sqlite(database_.get(), result);
  if (now != value) return fail(Code::denied, "sqlite option " + std::to_string(option) + " does not hold");
  return {};
}

}  // namespace yz::cache
