// The hub's one database connection: it alone writes the file and checkpoints it
// (docs/decisions/0005-hub-store.md). Owned by the hub's work thread; not thread-safe. SQL is written so that
// PostgreSQL takes the same text ($1, $2 … in order).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace yz::hub {

using Bytes = std::span<const std::uint8_t>;

/// One run of a statement. Values given must live until the last step. A statement that could not be prepared
/// says so at its first step.
class Query {
 public:
  Query(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
  Query(Query&& other) noexcept
      : database_(other.database_),
        statement_(std::exchange(other.statement_, nullptr)),
        bound_(other.bound_) {}
  Query& operator=(Query&&) = delete;
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  void bind(std::int64_t value);
  void bind(std::string_view text);
  void bind(Bytes blob);

  /// True: a row is there. False: done. `full`: the disk is; `conflict`: a constraint holds against it.
  [[nodiscard]] Result<bool> step();

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] std::string text(int column) const;

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_;
  int bound_{};
};

/// Exit status when a commit's outcome is unknown: the supervisor starts the hub again, and what is on disk
/// holds.
inline constexpr int exit_outcome_unknown = 75;

class Database {
 public:
  enum class Access { writer, reader };
  /// Refuses with `denied` when a durability setting does not hold. A reader never writes nor checkpoints.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  template <class... Values>
  [[nodiscard]] Query ask(const char* sql, const Values&... values) {
    Query query(database_, prepared(sql));
    (query.bind(values), ...);
    return query;
  }
  /// For statements that give no rows.
  template <class... Values>
  [[nodiscard]] Status run(const char* sql, const Values&... values) {
    Query query = ask(sql, values...);
    const auto row = query.step();
    if (!row) return fail(row.error());
    return {};
  }
  /// First column of the first row; `not_found` when there is none.
  template <class... Values>
  [[nodiscard]] Result<std::int64_t> number(const char* sql, const Values&... values) {
    Query query = ask(sql, values...);
    const auto row = query.step();
    if (!row) return fail(row.error());
    if (!*row) return fail(Code::not_found, "no row");
    return query.integer(0);
  }
  /// Several statements, as a migration has.
  [[nodiscard]] Status script(const std::string& sql);
  /// The read-back value of a PRAGMA.
  [[nodiscard]] Result<std::string> setting(const char* name);

 private:
  friend class Transaction;
  explicit Database(sqlite3* database) : database_(database) {}
  Status set_up(Access access);
  sqlite3_stmt* prepared(const char* sql);
  Status commit();
  void checkpoint_when_due();

  sqlite3* database_;
  std::map<const char*, sqlite3_stmt*> statements_;  // by address: SQL is a named constant
  int log_pages_{};
};

/// All or nothing. Rolled back unless commit() was called and held.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  /// Durable when it returns without error. `full`: rolled back. Any other failure of the disk ends the
  /// process.
  [[nodiscard]] Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace yz::hub
