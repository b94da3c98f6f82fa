#include "hub/store/uploads.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_upload_sql =
    "INSERT INTO upload (id, device, sha256, mime, op, length, received, done, made_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr const char* find_upload_sql =
    "SELECT id, device, sha256, mime, op, length, received, done, made_at FROM upload WHERE id = $1";
constexpr const char* find_of_sql =
    "SELECT id, device, sha256, mime, op, length, received, done, made_at FROM upload WHERE device = $1 AND "
    "sha256 = $2";
constexpr const char* unfinished_sql = "SELECT COUNT(*) FROM upload WHERE device = $1 AND done = 0";
constexpr const char* received_sql = "UPDATE upload SET received = $1 WHERE id = $2";
constexpr const char* done_sql = "UPDATE upload SET received = length, done = 1 WHERE id = $1";
constexpr const char* remove_sql = "DELETE FROM upload WHERE id = $1";
constexpr const char* before_sql =
    "SELECT id, device, sha256, mime, op, length, received, done, made_at FROM upload WHERE done = 0 AND "
    "made_at < $1 ORDER BY made_at LIMIT 500";
constexpr const char* no_wish_sql =
    "SELECT id, device, sha256, mime, op, length, received, done, made_at FROM upload WHERE done = 1 AND "
    "made_at < $1 AND NOT EXISTS (SELECT 1 FROM wish_file WHERE wish_file.sha256 = upload.sha256) AND "
    "NOT EXISTS (SELECT 1 FROM wish WHERE wish.id = upload.op) ORDER BY made_at, id LIMIT $2";
constexpr const char* is_uploaded_sql = "SELECT COUNT(*) FROM upload WHERE sha256 = $1";

UploadRow upload_from(const Query& row) {
  return {row.text(0),    row.text(1),         row.text(2),
          row.text(3),    row.text(4),         row.integer(5),
          row.integer(6), row.integer(7) != 0, from_ms(row.integer(8))};
}

Result<std::optional<UploadRow>> one_of(Query query) {
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return upload_from(query);
}

}  // namespace

Status add_upload(Database& database, const UploadRow& upload) {
  return database.run(add_upload_sql, upload.id, upload.device, upload.sha256, upload.mime, upload.op,
                      upload.length, upload.received, std::int64_t{upload.is_done}, to_ms(upload.made_at));
}

Result<std::optional<UploadRow>> find_upload(Database& database, std::string_view id) {
  return one_of(database.ask(find_upload_sql, id));
}

Result<std::optional<UploadRow>> find_upload_of(Database& database, std::string_view device,
                                                std::string_view sha256) {
  return one_of(database.ask(find_of_sql, device, sha256));
}

Result<std::int64_t> unfinished_uploads(Database& database, std::string_view device) {
  return database.number(unfinished_sql, device);
}

Status set_received(Database& database, std::string_view id, std::int64_t received) {
  return database.run(received_sql, received, id);
}

Status set_done(Database& database, std::string_view id) {
  return database.run(done_sql, id);
}

Status remove_upload(Database& database, std::string_view id) {
  return database.run(remove_sql, id);
}

Result<std::vector<UploadRow>> uploads_begun_before(Database& database, Instant time) {
  Query query = database.ask(before_sql, to_ms(time));
  return collect<UploadRow>(query, upload_from);
}

Result<std::vector<UploadRow>> uploads_of_no_wish(Database& database, Instant begun_before,
                                                  std::int64_t most) {
  Query query = database.ask(no_wish_sql, to_ms(begun_before), most);
  return collect<UploadRow>(query, upload_from);
}

Result<bool> is_uploaded(Database& database, std::string_view sha256) {
  const auto count = database.number(is_uploaded_sql, sha256);
  if (!count) return fail(count.error());
  return *count > 0;
}

}  // namespace yz::hub::store
