#include "hub/store/database.h"

#include <spdlog/spdlog.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace yz::hub {

namespace {

constexpr int busy_wait_ms = 5'000;
constexpr int log_pages_max = 1'000;  // 4 MiB; then the log goes into the database file

tl::unexpected<Error> broken(sqlite3* database) {
  const int result = sqlite3_extended_errcode(database);
  const std::string what = std::string("database: ") + sqlite3_errmsg(database);
  switch (result & 0xFF) {
    case SQLITE_FULL:
      return fail(Code::full, what);
    case SQLITE_CONSTRAINT:
      return fail(Code::conflict, what);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(Code::corrupt, what);
    default:
      return fail(Code::unavailable, what);
  }
}

struct Setting {
  const char* name;
  const char* set;
  const char* value;  // as it must read back
};
constexpr std::array settings{
    Setting{"journal_mode", "PRAGMA journal_mode=WAL", "wal"},
    Setting{"synchronous", "PRAGMA synchronous=FULL", "2"},
    Setting{"foreign_keys", "PRAGMA foreign_keys=ON", "1"},
    Setting{"trusted_schema", "PRAGMA trusted_schema=OFF", "0"},
    Setting{"cell_size_check", "PRAGMA cell_size_check=ON", "1"},
    Setting{"secure_delete", "PRAGMA secure_delete=ON", "1"},  // what is erased is overwritten
    Setting{"wal_autocheckpoint", "PRAGMA wal_autocheckpoint=0", "0"},
};

}  // namespace

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::bind(std::int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, ++bound_, value);
}
void Query::bind(std::string_view text) {
  // A view of nothing has no address, which SQLite would take for NULL.
  const char* data = text.data() == nullptr ? "" : text.data();
  if (statement_ != nullptr) {
    sqlite3_bind_text(statement_, ++bound_, data, static_cast<int>(text.size()), SQLITE_STATIC);
  }
}
void Query::bind(Bytes blob) {
  if (statement_ == nullptr) return;
  sqlite3_bind_blob(statement_, ++bound_, blob.data(), static_cast<int>(blob.size()), SQLITE_STATIC);
}

Result<bool> Query::step() {
  if (statement_ == nullptr) return broken(database_);
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return broken(database_);
}

std::string Query::text(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string()
                         : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, Access access) {
  sqlite3* raw = nullptr;
  const int how =
      access == Access::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int result = sqlite3_open_v2(path.c_str(), &raw, how | SQLITE_OPEN_NOMUTEX, nullptr);
  auto database = std::unique_ptr<Database>(new Database(raw));
  if (result != SQLITE_OK) return fail(Code::unavailable, path.string() + ": " + sqlite3_errstr(result));
  if (auto ready = database->set_up(access); !ready) return fail(ready.error());
  return database;
}

Status Database::set_up(Access access) {
  sqlite3_extended_result_codes(database_, 1);
  sqlite3_busy_timeout(database_, busy_wait_ms);
  for (const int option : {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_ENABLE_TRIGGER}) {
    int now = -1;
    sqlite3_db_config(database_, option, 0, &now);
    if (now != 0) return fail(Code::denied, "database: an option that must be off stays on");
  }
  if (access == Access::reader) {
    int now = -1;
    sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, &now);
    if (now != 1) return fail(Code::denied, "database: a reader would checkpoint");
    return script("PRAGMA query_only=ON");
  }
  for (const Setting& wanted : settings) {
    if (auto set = script(wanted.set); !set) return set;
    const auto is = setting(wanted.name);
    if (!is) return fail(is.error());
    if (*is != wanted.value) {
      return fail(Code::denied,
                  std::string("database: ") + wanted.name + " is " + *is + ", must be " + wanted.value);
    }
  }
  sqlite3_wal_hook(
      database_,
      [](void* pages, sqlite3*, const char*, int count) {
        *static_cast<int*>(pages) = count;
        return SQLITE_OK;
      },
      &log_pages_);
  return {};
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(database_);
}

sqlite3_stmt* Database::prepared(const char* sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
    return nullptr;
  }
  return statements_[sql] = statement;
}

Status Database::script(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return broken(database_);
  return {};
}

Result<std::string> Database::setting(const char* name) {
  sqlite3_stmt* statement = nullptr;
  const std::string sql = std::string("PRAGMA ") + name;
  if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
    return broken(database_);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owner(statement, sqlite3_finalize);
  if (sqlite3_step(statement) != SQLITE_ROW) return fail(Code::unsupported, sql + " says nothing");
  return std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
}

Status Database::commit() {
  constexpr const char* sql = "COMMIT";
  Query query(database_, prepared(sql));
  if (query.step()) {
    checkpoint_when_due();
    return {};
  }
  auto error = broken(database_);
  if (error.value().code == Code::full) return error;
  // Whether the last transaction is on disk is unknown; only a fresh look at the file can tell.
  spdlog::critical("commit failed: {}", error.value().what);
  std::_Exit(exit_outcome_unknown);
}

void Database::checkpoint_when_due() {
  if (log_pages_ < log_pages_max) return;
  const int result =
      sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  log_pages_ = 0;
  // Busy: a reader looks at old pages; full: it stays in the log. Both are tried again after a later commit.
  if (result == SQLITE_OK || (result & 0xFF) == SQLITE_BUSY || (result & 0xFF) == SQLITE_FULL) return;
  spdlog::critical("checkpoint failed: {}", sqlite3_errmsg(database_));
  std::_Exit(exit_outcome_unknown);
}

Result<Transaction> Transaction::begin(Database& database) {
  constexpr const char* sql = "BEGIN IMMEDIATE";
  if (auto begun = database.run(sql); !begun) return fail(begun.error());
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  constexpr const char* sql = "ROLLBACK";
  // Nothing to do about a failure here: a full disk has rolled back by itself.
  if (database_ != nullptr) (void)database_->run(sql);
}

Status Transaction::commit() {
  auto committed = database_->commit();
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace yz::hub
