// A broken journal on purpose, for the tests that must go red: loaded before SQLite, it turns every
// transaction of the program into a savepoint of one outer transaction that is never committed. The program
// sees its own rows as ever; nothing of it survives the process. Never part of the product.
#include <dlfcn.h>
#include <sqlite3.h>

#include <cstdlib>
#include <cstring>

namespace {

template <class F>
F real(const char* name) {
  void* found = dlsym(RTLD_NEXT, name);
  if (found == nullptr) std::abort();
  return reinterpret_cast<F>(found);
}

const char* mutated(sqlite3* database, const char* sql) {
  if (std::strcmp(sql, "BEGIN IMMEDIATE") == 0) {
    // The connection's first: from here on it is inside a transaction for as long as it lives.
    if (sqlite3_get_autocommit(database) != 0) sqlite3_exec(database, "BEGIN", nullptr, nullptr, nullptr);
    return "SAVEPOINT mutant";
  }
  if (std::strcmp(sql, "COMMIT") == 0) return "RELEASE mutant";
  if (std::strcmp(sql, "ROLLBACK") == 0) return "ROLLBACK TO mutant";
  return sql;
}

}  // namespace

extern "C" int sqlite3_prepare_v3(sqlite3* database, const char* sql, int bytes, unsigned flags,
                                  sqlite3_stmt** statement, const char** tail) {
  using Prepare = int (*)(sqlite3*, const char*, int, unsigned, sqlite3_stmt**, const char**);
  static const auto prepare = real<Prepare>("sqlite3_prepare_v3");
  return prepare(database, mutated(database, sql), bytes, flags, statement, tail);
}

extern "C" int sqlite3_wal_checkpoint_v2(sqlite3*, const char*, int, int* log_pages, int* moved_pages) {
  if (log_pages != nullptr) *log_pages = 0;
  if (moved_pages != nullptr) *moved_pages = 0;
  return SQLITE_OK;
}
