#include "hub/store/wish_parts.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_wish_file_sql =
    "INSERT INTO wish_file (sha256, wish) VALUES ($1, $2) ON CONFLICT (sha256, wish) DO NOTHING";
constexpr const char* add_wish_line_sql =
    "INSERT INTO wish_line (device, epoch, stream, seq, wish) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (device, epoch, stream, seq) DO NOTHING";
constexpr const char* with_files_sql =
    "SELECT id FROM wish WHERE closed_at > 0 AND closed_at < $1 AND "
    "(EXISTS (SELECT 1 FROM wish_file WHERE wish_file.wish = wish.id) OR "
    "EXISTS (SELECT 1 FROM upload WHERE upload.op = wish.id AND NOT EXISTS "
    "(SELECT 1 FROM wish_file WHERE wish_file.sha256 = upload.sha256))) "
    "ORDER BY closed_at, id LIMIT $2";
constexpr const char* with_words_sql =
    "SELECT id FROM wish WHERE closed_at > 0 AND closed_at < $1 AND "
    "(EXISTS (SELECT 1 FROM wish_box WHERE wish_box.wish = wish.id) OR "
    "EXISTS (SELECT 1 FROM wish_line WHERE wish_line.wish = wish.id)) ORDER BY closed_at, id LIMIT $2";
constexpr const char* alone_sql =
    "SELECT sha256 FROM wish_file WHERE wish = $1 AND NOT EXISTS "
    "(SELECT 1 FROM wish_file other WHERE other.sha256 = wish_file.sha256 AND other.wish <> $2) "
    "UNION SELECT sha256 FROM upload WHERE op = $3 AND NOT EXISTS "
    "(SELECT 1 FROM wish_file other WHERE other.sha256 = upload.sha256 AND other.wish <> $4) ORDER BY 1";
constexpr const char* forget_files_sql = "DELETE FROM wish_file WHERE wish = $1";
constexpr const char* forget_uploads_sql = "DELETE FROM upload WHERE sha256 = $1";
constexpr const char* wish_lines_sql =
    "SELECT device, epoch, stream, seq FROM wish_line WHERE wish = $1 ORDER BY device, epoch, stream, seq";
constexpr const char* forget_lines_sql = "DELETE FROM wish_line WHERE wish = $1";
constexpr const char* forget_boxes_sql = "DELETE FROM wish_box WHERE wish = $1";

std::string first_text(const Query& row) {
  return row.text(0);
}

}  // namespace

Status add_wish_file(Database& database, std::string_view wish, std::string_view sha256) {
  return database.run(add_wish_file_sql, sha256, wish);
}

Status add_wish_line(Database& database, std::string_view wish, const StreamName& name,
                     std::int64_t sequence) {
  return database.run(add_wish_line_sql, name.device, name.epoch, name.stream, sequence, wish);
}

Result<std::vector<std::string>> wishes_with_files(Database& database, Instant closed_before,
                                                   std::int64_t most) {
  Query query = database.ask(with_files_sql, to_ms(closed_before), most);
  return collect<std::string>(query, first_text);
}

Result<std::vector<std::string>> wishes_with_words(Database& database, Instant closed_before,
                                                   std::int64_t most) {
  Query query = database.ask(with_words_sql, to_ms(closed_before), most);
  return collect<std::string>(query, first_text);
}

Result<std::vector<std::string>> files_of_wish_alone(Database& database, std::string_view wish) {
  Query query = database.ask(alone_sql, wish, wish, wish, wish);
  return collect<std::string>(query, first_text);
}

Status erase_wish_files(Database& database, std::string_view wish, const std::vector<std::string>& hashes) {
  if (auto forgotten = database.run(forget_files_sql, wish); !forgotten) return forgotten;
  for (const std::string& hash : hashes) {
    if (auto forgotten = database.run(forget_uploads_sql, hash); !forgotten) return forgotten;
  }
  return {};
}

Status erase_wish_words(Database& database, std::string_view wish) {
  Query query = database.ask(wish_lines_sql, wish);
  if (auto erased = erase_lines(database, query); !erased) return erased;
  if (auto forgotten = database.run(forget_lines_sql, wish); !forgotten) return forgotten;
  return database.run(forget_boxes_sql, wish);
}

}  // namespace yz::hub::store
