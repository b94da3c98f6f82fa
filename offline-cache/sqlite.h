// SQLite behind values: one connection, statements kept prepared, every result code turned into an Error.
// Used by one thread. SQL itself stands in journal_store.cpp.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yz::cache {

/// One run of a statement; resets it at its end. Texts and blobs given must live as long.
class Query {
 public:
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  Query& with(std::int64_t value);
  Query& with(std::string_view text);
  Query& with(std::span<const std::uint8_t> blob);

  /// True: a row is there. False: done.
  [[nodiscard]] Result<bool> step();
  /// For statements that give no rows.
  [[nodiscard]] Status run();

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] bool is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  /// Text or blob; valid until the next step.
  [[nodiscard]] std::string_view bytes(int column) const;

 private:
  sqlite3_stmt* statement_;
  int bound_{};
};

class Statement {
 public:
  Statement() = default;
  explicit Statement(sqlite3_stmt* statement) : statement_(statement, sqlite3_finalize) {}
  [[nodiscard]] Query query() const { return Query(statement_.get()); }

 private:
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_{nullptr, sqlite3_finalize};
};

class Database {
 public:
  /// `vfs`: a name registered with SQLite, or nullptr for the system's.
  static Result<Database> open(const std::filesystem::path& path, const char* vfs);

  [[nodiscard]] Status run(const char* sql);
  [[nodiscard]] Result<Statement> prepare(const char* sql);
  /// First column of the first row, as text.
  [[nodiscard]] Result<std::string> ask(const char* sql);
  /// Moves what is in the write-ahead log into the database file. `mode` is SQLITE_CHECKPOINT_…
  [[nodiscard]] Status checkpoint(int mode);
  /// Begins to count; PRAGMA wal_autocheckpoint ends it.
  void count_log_pages();
  /// Pages in the write-ahead log after the last commit.
  [[nodiscard]] int log_pages() const { return *log_pages_; }
  /// Sets an option of sqlite3_db_config and reads it back.
  [[nodiscard]] Status configure(int option, int value);
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

 private:
  explicit Database(sqlite3* database);
  std::unique_ptr<int> log_pages_;  // outlives the connection, whose hook writes it
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_;
};

}  // namespace yz::cache
